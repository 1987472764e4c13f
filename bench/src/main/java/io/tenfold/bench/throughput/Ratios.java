package io.tenfold.bench.throughput;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** How the measurements of one run compare: what carries over to other machines. */
final class Ratios {
  private final List<Measurement> measurements;
  private final Optional<MotoTrial.Result> moto;

  Ratios(List<Measurement> measurements, Optional<MotoTrial.Result> moto) {
    this.measurements = measurements;
    this.moto = moto;
  }

  /** Returns how many times moto's records per second a candidate's run of this size has. */
  OptionalDouble overMoto(String candidate, int records) {
    return measurements.stream()
        .filter(m -> m.candidate().equals(candidate) && m.records() == records && moto.isPresent())
        .mapToDouble(m -> m.recordsPerSecond() / moto.get().recordsPerSecond())
        .findFirst();
  }

  /**
   * Returns a candidate's records per second with the most records over those with the least: 1 is
   * flat; empty unless two sizes were measured.
   */
  OptionalDouble flatness(String candidate) {
    List<Measurement> sizes =
        measurements.stream()
            .filter(m -> m.candidate().equals(candidate))
            .sorted(Comparator.comparingInt(Measurement::records))
            .toList();
    if (sizes.size() < 2) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        sizes.get(sizes.size() - 1).recordsPerSecond() / sizes.get(0).recordsPerSecond());
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
    measurements.stream()
        .map(Measurement::candidate)
        .distinct()
        .forEach(
            candidate ->
                flatness(candidate)
                    .ifPresent(ratio -> all.put(candidate + ", most records ÷ fewest", ratio)));
    return all;
  }
}
