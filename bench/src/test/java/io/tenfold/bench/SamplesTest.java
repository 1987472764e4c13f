package io.tenfold.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void percentilesAreValuesThatWereMeasured() {
    Samples hundred = Samples.of(IntStream.rangeClosed(1, 100).boxed().toList());
    assertThat(hundred.percentile(50)).isEqualTo(50);
    assertThat(hundred.percentile(99)).isEqualTo(99);
    assertThat(hundred.percentile(99.5)).isEqualTo(100);
    assertThat(hundred.percentile(100)).isEqualTo(100);
    assertThat(Samples.of(7).percentile(1)).isEqualTo(7);
  }

  @Test
  void orderDoesNotMatter() {
    assertThat(Samples.of(9, 1, 5).percentile(50)).isEqualTo(5);
    assertThat(Samples.of(9, 1, 5).least()).isEqualTo(1);
    assertThat(Samples.of(9, 1, 5).most()).isEqualTo(9);
  }

  @Test
  void medianOfAnEvenNumberLiesBetween() {
    assertThat(Samples.of(4, 1, 2, 10).median()).isEqualTo(3);
    assertThat(Samples.of(4, 1, 2).median()).isEqualTo(2);
  }

  @Test
  void nothingMeasuredIsNoNumber() {
    assertThat(Samples.of(List.of()).median()).isNaN();
    assertThat(Samples.of(List.of()).percentile(50)).isNaN();
  }

  @Test
  void thereIsNoPercentileZero() {
    assertThatThrownBy(() -> Samples.of(1).percentile(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
