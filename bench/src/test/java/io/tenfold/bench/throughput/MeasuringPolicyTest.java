package io.tenfold.bench.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuringPolicyTest {
  private final MeasuringPolicy policy = new MeasuringPolicy(200_000, 10_000, 40, 10_000, 3, 3, 20);

  @Test
  void warmUpIsCountedInRecordsButEnds() {
    assertThat(policy.isWarm(199_999, 1, 39)).isFalse();
    assertThat(policy.isWarm(200_000, 1, 1)).isTrue();
    assertThat(policy.isWarm(1_000, 1, 40)).isTrue();
  }

  @Test
  void batchesWarmUpByTheirInvocationsToo() {
    assertThat(policy.isWarm(200_000, 100, 1)).isFalse();
    assertThat(policy.isWarm(999_999, 100, 39)).isFalse();
    assertThat(policy.isWarm(1_000_000, 100, 1)).isTrue();
    assertThat(policy.isWarm(1_000, 100, 40)).isTrue();
  }

  @Test
  void shortRunsAreRepeatedUntilTheySumUp() {
    assertThat(policy.suffices(Collections.nCopies(10, 0.1))).isFalse();
    assertThat(policy.suffices(Collections.nCopies(31, 0.1))).isTrue();
  }

  @Test
  void threeRunsUnlessTheyTakeTooLong() {
    assertThat(policy.suffices(List.of())).isFalse();
    assertThat(policy.suffices(List.of(6.0, 6.0))).isFalse();
    assertThat(policy.suffices(List.of(6.0, 6.0, 6.0))).isTrue();
    assertThat(policy.suffices(List.of(50.0))).isTrue();
  }
}
