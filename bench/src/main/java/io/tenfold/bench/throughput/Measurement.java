package io.tenfold.bench.throughput;

import io.tenfold.bench.Samples;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a trial found.
 *
 * @param candidate what was measured
 * @param records of each run
 * @param loadBefore the machine's load average before the trial
 * @param firstRunSeconds the first run in the fresh JVM, which compiles and starts processes
 * @param warmUpRecords how many records had been run before the measured runs
 * @param runSeconds each measured run
 * @param engineCpuMicros processor time of the engine's JVM per record, in microseconds
 * @param heapLeft the most heap in bytes that a garbage collection left during the measured runs
 * @param heapUsed the most heap in bytes that was used during them
 * @param engineResident the most memory in bytes the engine's JVM had resident
 * @param failed how many records of a run the function refused
 * @param function the function's side; empty when it answers inside the engine's JVM
 */
record Measurement(
    String candidate,
    int records,
    double loadBefore,
    double firstRunSeconds,
    int warmUpRecords,
    List<Double> runSeconds,
    double engineCpuMicros,
    long heapLeft,
    long heapUsed,
    long engineResident,
    long failed,
    Optional<FunctionSide> function) {

  /**
   * What was seen of the function in processes of its own.
   *
   * @param p50Micros of an invocation during the measured runs
   * @param p99Micros of the same
   * @param firstRunP50Micros of an invocation during the first run
   * @param firstRunP99Micros of the same
   * @param started how many processes the trial started in all
   * @param mostAtOnce the most invocations that ran at once
   * @param residentMedian the median of the processes' peak resident memory in bytes
   * @param residentMost the largest
   */
  record FunctionSide(
      double p50Micros,
      double p99Micros,
      double firstRunP50Micros,
      double firstRunP99Micros,
      int started,
      int mostAtOnce,
      long residentMedian,
      long residentMost) {

    Map<String, Object> toJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("p50Micros", p50Micros);
      json.put("p99Micros", p99Micros);
      json.put("firstRunP50Micros", firstRunP50Micros);
      json.put("firstRunP99Micros", firstRunP99Micros);
      json.put("processesStarted", started);
      json.put("mostAtOnce", mostAtOnce);
      json.put("residentMedianBytes", residentMedian);
      json.put("residentMostBytes", residentMost);
      return json;
    }

    static FunctionSide of(Map<?, ?> json) {
      return new FunctionSide(
          number(json, "p50Micros").doubleValue(),
          number(json, "p99Micros").doubleValue(),
          number(json, "firstRunP50Micros").doubleValue(),
          number(json, "firstRunP99Micros").doubleValue(),
          number(json, "processesStarted").intValue(),
          number(json, "mostAtOnce").intValue(),
          number(json, "residentMedianBytes").longValue(),
          number(json, "residentMostBytes").longValue());
    }
  }

  /**
   * Returns what several trials of the same found: all of their runs, the most memory of any, and
   * the rest as the trial in the middle has it.
   *
   * @param trials an odd number of them, so that one is in the middle
   */
  static Measurement of(List<Measurement> trials) {
    Measurement middle =
        trials.stream()
            .sorted(Comparator.comparingDouble(Measurement::recordsPerSecond))
            .toList()
            .get(trials.size() / 2);
    return new Measurement(
        middle.candidate,
        middle.records,
        middle.loadBefore,
        middle.firstRunSeconds,
        middle.warmUpRecords,
        trials.stream().flatMap(trial -> trial.runSeconds.stream()).toList(),
        middle.engineCpuMicros,
        trials.stream().mapToLong(Measurement::heapLeft).max().orElseThrow(),
        trials.stream().mapToLong(Measurement::heapUsed).max().orElseThrow(),
        trials.stream().mapToLong(Measurement::engineResident).max().orElseThrow(),
        middle.failed,
        middle.function);
  }

  /** Returns the records per second of the median run. */
  double recordsPerSecond() {
    return records / Samples.of(runSeconds).median();
  }

  /** Returns the records per second of the first run, in the cold JVM. */
  double firstRunRecordsPerSecond() {
    return records / firstRunSeconds;
  }

  /** Returns the measurement as a JSON object. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("candidate", candidate);
    json.put("records", records);
    json.put("recordsPerSecond", recordsPerSecond());
    json.put("firstRunRecordsPerSecond", firstRunRecordsPerSecond());
    json.put("loadBefore", loadBefore);
    json.put("firstRunSeconds", firstRunSeconds);
    json.put("warmUpRecords", warmUpRecords);
    json.put("runSeconds", runSeconds);
    json.put("engineCpuMicrosPerRecord", engineCpuMicros);
    json.put("heapLeftByCollectionsBytes", heapLeft);
    json.put("heapUsedBytes", heapUsed);
    json.put("engineResidentBytes", engineResident);
    json.put("failedRecords", failed);
    function.ifPresent(side -> json.put("function", side.toJson()));
    return json;
  }

  /** Returns the measurement of a JSON object. */
  static Measurement of(Map<?, ?> json) {
    return new Measurement(
        (String) json.get("candidate"),
        number(json, "records").intValue(),
        number(json, "loadBefore").doubleValue(),
        number(json, "firstRunSeconds").doubleValue(),
        number(json, "warmUpRecords").intValue(),
        ((List<?>) json.get("runSeconds"))
            .stream().map(seconds -> ((Number) seconds).doubleValue()).toList(),
        number(json, "engineCpuMicrosPerRecord").doubleValue(),
        number(json, "heapLeftByCollectionsBytes").longValue(),
        number(json, "heapUsedBytes").longValue(),
        number(json, "engineResidentBytes").longValue(),
        number(json, "failedRecords").longValue(),
        Optional.ofNullable((Map<?, ?>) json.get("function")).map(FunctionSide::of));
  }

  private static Number number(Map<?, ?> json, String field) {
    return (Number) json.get(field);
  }
}
