package io.tenfold.bench.throughput;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** How the measurements of one run compare: what carries over to other machines. */
final class Ratios {
  // Between these sizes records per second and memory must stay flat.
  private static final int FEWEST = 1_000;
  private static final int MOST = 100_000;

  /** What a candidate is called whose invocations take a hundred records. */
  static final String BATCHES = ", batches of 100";

  private final List<Measurement> measurements;
  private final Optional<MotoTrial.Result> moto;

  Ratios(List<Measurement> measurements, Optional<MotoTrial.Result> moto) {
    this.measurements = measurements;
    this.moto = moto;
  }

  /** Returns how many times moto's records per second a candidate has at a size. */
  OptionalDouble overMoto(String candidate, int records) {
    return moto.flatMap(
            peer -> recordsPerSecond(candidate, records).map(own -> own / peer.recordsPerSecond()))
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  /** Returns a candidate's records per second at one size over those at another: 1 is flat. */
  OptionalDouble flatness(String candidate, int most, int fewest) {
    return recordsPerSecond(candidate, most)
        .flatMap(at -> recordsPerSecond(candidate, fewest).map(from -> at / from))
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  private Optional<Double> recordsPerSecond(String candidate, int records) {
    return measurements.stream()
        .filter(m -> m.candidate().equals(candidate) && m.records() == records)
        .map(Measurement::recordsPerSecond)
        .findFirst();
  }

  /** Returns all ratios that the measurements allow, by what they say. */
  Map<String, Double> all() {
    Map<String, Double> all = new LinkedHashMap<>();
    for (Measurement m : measurements) {
      overMoto(m.candidate(), m.records())
          .ifPresent(
              ratio ->
                  all.put("%s, %,d records ÷ moto".formatted(m.candidate(), m.records()), ratio));
    }
    for (Measurement m : measurements) {
      recordsPerSecond(m.candidate() + BATCHES, m.records())
          .ifPresent(
              batched ->
                  all.put(
                      "%s%s ÷ records by themselves".formatted(m.candidate(), BATCHES),
                      batched / m.recordsPerSecond()));
    }
    measurements.stream()
        .map(Measurement::candidate)
        .distinct()
        .forEach(
            candidate ->
                flatness(candidate, MOST, FEWEST)
                    .ifPresent(
                        ratio ->
                            all.put(
                                "%s, %,d ÷ %,d records".formatted(candidate, MOST, FEWEST),
                                ratio)));
    return all;
  }
}
