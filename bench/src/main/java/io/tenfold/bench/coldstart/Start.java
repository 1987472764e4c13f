package io.tenfold.bench.coldstart;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What one start of a candidate took.
 *
 * @param load the machine's load average before it
 * @param residentBefore how much of its files was in the page cache before, in bytes, if known
 * @param nextNanos from its exec to its first request for an event
 * @param usage what it used until then
 * @param firstNanos the first invocation
 * @param warmNanos the median of the last ten invocations
 * @param firstCpuNanos how long its threads had a processor for the first invocation, until it
 *     asked for the next event: what other work on the machine hardly changes
 * @param warmCpuNanos the median of that over the last ten invocations
 * @param peakResidentBytes the most memory that was resident, until the last invocation
 * @param throttledPeriods in how many periods it used its whole CPU share up; 0 without one
 */
record Start(
    double load,
    OptionalLong residentBefore,
    double nextNanos,
    ProcessUsage usage,
    double firstNanos,
    double warmNanos,
    double firstCpuNanos,
    double warmCpuNanos,
    long peakResidentBytes,
    long throttledPeriods) {

  /** Returns it as a JSON object. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("load", load);
    residentBefore.ifPresent(bytes -> json.put("residentBytesBefore", bytes));
    json.put("execToNextMillis", nextNanos / 1e6);
    json.putAll(usage.toJson());
    json.put("firstInvokeMillis", firstNanos / 1e6);
    json.put("warmInvokeMillis", warmNanos / 1e6);
    json.put("firstInvokeCpuMillis", firstCpuNanos / 1e6);
    json.put("warmInvokeCpuMillis", warmCpuNanos / 1e6);
    json.put("peakResidentBytes", peakResidentBytes);
    json.put("throttledPeriods", throttledPeriods);
    return json;
  }
}
