package io.tenfold.bench.throughput;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long to warm up and how often to measure.
 *
 * @param warmUpRecords how many records the JVM has run, the first run included, before it is
 *     measured; not a time, because a JVM that other work disturbs warms up later
 * @param warmUpInvocations how many invocations it has made before, too: of batches, the code that
 *     runs once per invocation is compiled after many more records
 * @param warmUpSeconds after how long it is measured all the same
 * @param warmUpBatch how many records a batch of the warm-up has
 * @param leastRuns how often to measure, unless that takes too long
 * @param leastSeconds how long to measure at least, so that short runs are repeated often
 * @param mostSeconds after how long no further run begins
 */
record MeasuringPolicy(
    int warmUpRecords,
    int warmUpInvocations,
    double warmUpSeconds,
    int warmUpBatch,
    int leastRuns,
    double leastSeconds,
    double mostSeconds) {

  /** Returns the policy of all trials. */
  static MeasuringPolicy standard() {
    return new MeasuringPolicy(200_000, 10_000, 40, 10_000, 3, 3, 20);
  }

  /**
   * Tells whether a JVM that has run so many records, so many to an invocation, in so many seconds
   * is to be measured.
   */
  boolean isWarm(int records, int batchSize, double seconds) {
    return records >= warmUpRecords && records / batchSize >= warmUpInvocations
        || seconds >= warmUpSeconds;
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
    json.put("warmUpRecords", warmUpRecords);
    json.put("warmUpInvocations", warmUpInvocations);
    json.put("warmUpSeconds", warmUpSeconds);
    json.put("warmUpBatch", warmUpBatch);
    json.put("leastRuns", leastRuns);
    json.put("leastSeconds", leastSeconds);
    json.put("mostSeconds", mostSeconds);
    return json;
  }
}
