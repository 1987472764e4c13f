package io.tenfold.bench.throughput;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long to warm up and how often to measure.
 *
 * @param warmUpSeconds how long the JVM runs batches, the first one included, before it is measured
 * @param warmUpRecords how many records a batch of the warm-up has
 * @param leastRuns how often to measure, unless that takes too long
 * @param leastSeconds how long to measure at least, so that short runs are repeated often
 * @param mostSeconds after how long no further run begins
 */
record MeasuringPolicy(
    double warmUpSeconds,
    int warmUpRecords,
    int leastRuns,
    double leastSeconds,
    double mostSeconds) {

  /** Returns the policy of all trials. */
  static MeasuringPolicy standard() {
    return new MeasuringPolicy(8, 10_000, 3, 3, 20);
  }

  /** Tells whether the JVM, having run batches for this long, has warmed up. */
  boolean isWarm(double seconds) {
    return seconds >= warmUpSeconds;
  }

  /** Tells whether the runs measured so far suffice. */
  boolean suffices(List<Double> runSeconds) {
    double sum = runSeconds.stream().mapToDouble(Double::doubleValue).sum();
    return !runSeconds.isEmpty()
        && (sum >= mostSeconds || (runSeconds.size() >= leastRuns && sum >= leastSeconds));
  }

  /** Returns the policy as a JSON object. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("warmUpSeconds", warmUpSeconds);
    json.put("warmUpRecordsPerRun", warmUpRecords);
    json.put("leastRuns", leastRuns);
    json.put("leastSeconds", leastSeconds);
    json.put("mostSeconds", mostSeconds);
    return json;
  }
}
