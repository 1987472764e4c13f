package io.tenfold.cli.report;

import io.tenfold.cli.batch.RunWorkflow;
import java.util.List;

/**
 * What a page says beside a run's facts and measurements.
 *
 * @param workflow what the run executes; null if it is not known
 * @param chain the run with its retries, oldest first; empty where there are none
 * @param cost null where there is none
 * @param samples how far the run was at moments, where its results do not grow; else empty
 * @param commands what one would want to do with the run
 */
record Surroundings(
    RunWorkflow workflow,
    List<RetryChain.Link> chain,
    CostEstimate cost,
    List<Sample> samples,
    List<Command> commands) {

  /** How many records had an outcome, and how many of them failed, so long after the start. */
  record Sample(long offsetMillis, long ended, long failed, long running) {}

  /** A command to copy, and what it is for. */
  record Command(String purpose, String line) {}

  /** Returns that there is nothing to say. */
  static Surroundings none() {
    return new Surroundings(null, List.of(), null, List.of(), List.of());
  }
}
