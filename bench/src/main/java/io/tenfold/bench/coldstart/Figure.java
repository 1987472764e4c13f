package io.tenfold.bench.coldstart;

import io.tenfold.bench.Samples;
import java.util.function.ToDoubleFunction;

/** What is compared, in milliseconds, bytes or a number, as its key says. */
enum Figure {
  NEXT_CACHED("execToNextCachedMillis", r -> r.initMedian(false, Start::nextNanos) / 1e6),
  NEXT_EVICTED("execToNextEvictedMillis", r -> r.initMedian(true, Start::nextNanos) / 1e6),
  CPU_CACHED("cpuToNextCachedMillis", r -> r.initMedian(false, s -> s.usage().cpuNanos()) / 1e6),
  FIRST(Setting.CACHED, true),
  WARM(Setting.CACHED, false),
  FIRST_CPU(
      "firstInvokeCpuMillis, cached", r -> r.median(Setting.CACHED, Start::firstCpuNanos) / 1e6),
  WARM_CPU("warmInvokeCpuMillis, cached", r -> r.median(Setting.CACHED, Start::warmCpuNanos) / 1e6),
  FIRST_EVICTED(Setting.EVICTED, true),
  FIRST_1769(Setting.CACHED_1769, true),
  WARM_1769(Setting.CACHED_1769, false),
  FIRST_512(Setting.CACHED_512, true),
  WARM_512(Setting.CACHED_512, false),
  FIRST_128(Setting.CACHED_128, true),
  WARM_128(Setting.CACHED_128, false),
  FIRST_EVICTED_128(Setting.EVICTED_128, true),
  ZIP("zipBytes", Results::zipBytes),
  UNPACKED("unpackedBytes", Results::unpackedBytes),
  UNPACK("unpackMillis", r -> Samples.of(r.unpackNanos()).median() / 1e6),
  READ("readBytesEvicted", r -> r.initMedian(true, s -> s.usage().readBytes())),
  MAJOR_FAULTS("majorFaultsEvicted", r -> r.initMedian(true, s -> s.usage().majorFaults())),
  MINOR_FAULTS("minorFaultsCached", r -> r.initMedian(false, s -> s.usage().minorFaults())),
  RESIDENT("peakResidentBytes", r -> r.median(Setting.CACHED, Start::peakResidentBytes)),
  RESIDENT_NEXT(
      "peakResidentBytesUntilNext", r -> r.initMedian(false, s -> s.usage().peakResidentBytes()));

  private final String key;
  private final ToDoubleFunction<Results> value;

  Figure(String key, ToDoubleFunction<Results> value) {
    this.key = key;
    this.value = value;
  }

  Figure(Setting setting, boolean first) {
    this(
        (first ? "firstInvokeMillis, " : "warmInvokeMillis, ") + setting.title(),
        r -> r.median(setting, first ? Start::firstNanos : Start::warmNanos) / 1e6);
  }

  /** Returns its name in JSON, with the unit. */
  String key() {
    return key;
  }

  /** Returns its value for a candidate, or NaN if that was not measured. */
  double of(Results results) {
    return value.applyAsDouble(results);
  }
}
