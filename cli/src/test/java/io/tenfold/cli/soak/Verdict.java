package io.tenfold.cli.soak;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a scenario came to.
 *
 * @param disturbances what befell it, with how often the moment came before the end
 * @param faults what was found wrong; empty if nothing
 * @param kept the scenario's folder where it is kept, as it is when something was found
 */
record Verdict(
    Scenario scenario,
    long records,
    Map<Disturbance, Integer> disturbances,
    List<String> faults,
    Path kept) {}
