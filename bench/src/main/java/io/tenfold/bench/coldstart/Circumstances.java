package io.tenfold.bench.coldstart;

import io.tenfold.bench.Machine;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Under what everything was measured.
 *
 * @param machine the machine
 * @param compiler the GraalVM that the template was built with
 * @param java the version of Java that runs the function's JVM package
 * @param date when it began
 * @param commit what was checked out
 * @param rounds how often each candidate was started in each setting
 * @param cpuControl what limits the CPU
 * @param eviction whether eviction works here, with the evidence
 * @param diskReads how the disk is read in evicted starts
 * @param skipped what was not measured, and why
 */
record Circumstances(
    Machine machine,
    NativeCompiler compiler,
    String java,
    Instant date,
    String commit,
    int rounds,
    String cpuControl,
    String eviction,
    DiskReads diskReads,
    List<String> skipped) {

  /** Returns them as a JSON object. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", "cold-start");
    json.put("date", date.toString());
    json.put("commit", commit);
    json.put("machine", machine.toJson());
    json.put("graalvm", compiler.sentence());
    json.put("functionJdk", java);
    json.put("rounds", rounds);
    json.put("invocations", Starter.INVOCATIONS);
    json.put("functionMemoryMegabytes", LambdaMemory.FUNCTION_MEGABYTES);
    json.put("cpuControl", cpuControl);
    json.put("cpuPeriodMicros", CpuGroup.PERIOD_MICROS);
    json.put("eviction", eviction);
    diskReads.inForce().ifPresent(kilobytes -> json.put("readAheadKilobytes", kilobytes));
    json.put("skipped", skipped);
    return json;
  }
}
