package io.tenfold.bench.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenfold.local.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RatiosTest {
  private static Measurement measurement(int records, Double... seconds) {
    return new Measurement(
        "engine", records, 0.5, 2, 10_000, List.of(seconds), 40, 1, 2, 3, 0, Optional.empty());
  }

  @Test
  void theMedianRunCounts() {
    assertThat(measurement(1_000, 0.1, 9.0, 0.2).recordsPerSecond()).isEqualTo(5_000);
  }

  @Test
  void flatnessIsTheMostRecordsOverTheFewest() {
    Ratios ratios =
        new Ratios(List.of(measurement(100_000, 10.0), measurement(1_000, 0.2)), Optional.empty());
    assertThat(ratios.flatness("engine", 100_000, 1_000)).hasValueCloseTo(2.0, within(1e-9));
    assertThat(ratios.all()).containsOnlyKeys("engine, 100,000 ÷ 1,000 records");
    assertThat(ratios.flatness("host", 100_000, 1_000)).isEmpty();
  }

  @Test
  void motoIsTheReferenceOfEverySize() {
    Ratios ratios =
        new Ratios(
            List.of(measurement(1_000, 0.1)), Optional.of(new MotoTrial.Result(100, 10, 0.5)));
    assertThat(ratios.overMoto("engine", 1_000)).hasValueCloseTo(1_000.0, within(1e-9));
    assertThat(ratios.overMoto("engine", 10)).isEmpty();
    assertThat(ratios.all()).containsOnlyKeys("engine, 1,000 records ÷ moto");
  }

  @Test
  void withoutMotoThereIsNoRatioToIt() {
    assertThat(new Ratios(List.of(measurement(1_000, 0.1)), Optional.empty()).all()).isEmpty();
  }

  @Test
  void ofSeveralTrialsAllRunsCount() {
    Measurement all =
        Measurement.of(
            List.of(
                measurement(1_000, 0.9, 0.8),
                measurement(1_000, 0.1, 0.1),
                measurement(1_000, 0.2, 0.3, 0.3)));
    assertThat(all.runSeconds()).containsExactly(0.9, 0.8, 0.1, 0.1, 0.2, 0.3, 0.3);
    assertThat(all.recordsPerSecond()).isCloseTo(1_000 / 0.3, within(1e-9));
  }

  @Test
  void measurementSurvivesItsJson() {
    var side = new Measurement.FunctionSide(1.5, 2, 3, 4, 10, 9, 100, 200);
    var measurement =
        new Measurement(
            "host", 10, 0.5, 2, 30, List.of(1.0, 2.0), 4, 5, 6, 7, 8, Optional.of(side));
    Object json = Json.parse(Json.write(measurement.toJson()));
    assertThat(Measurement.of((Map<?, ?>) json)).isEqualTo(measurement);
  }
}
