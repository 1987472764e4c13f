package io.tenfold.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a processor may know of its time and its run. */
class RecordContextTest {

  @Test
  void hasFifteenMinutesLeftWhereNobodyEndsTheInvocation() {
    Duration left = new RecordContext(0, "request", Instant.MAX).remainingTime();

    assertThat(left).isEqualTo(Duration.ofMinutes(15));
    assertThat(left.toMillis()).isEqualTo(900_000);
  }

  @Test
  void hasTheTimeLeftUntilTheDeadline() {
    Instant deadline = Instant.now().plusSeconds(600);
    Duration left = new RecordContext(0, "request", deadline).remainingTime();

    assertThat(left).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(600));
  }

  @Test
  void hasNoTimeLeftAfterTheDeadline() {
    assertThat(new RecordContext(0, "request", Instant.MIN).remainingTime()).isZero();
    assertThat(new RecordContext(0, "request", Instant.now().minusNanos(1)).remainingTime())
        .isZero();
  }

  @Test
  void hasNoParametersWhereNobodyGaveAny() {
    assertThat(new RecordContext(0, "request", Instant.MAX).parameters()).isEmpty();
    assertThat(new RecordContext(0, "request", Instant.MAX, "key").parameters()).isEmpty();
    assertThat(new RecordContext(0, "request", Instant.MAX, () -> "key").parameters()).isEmpty();
  }

  @Test
  void hasParametersThatNobodyCanChange() {
    Map<String, String> given = new HashMap<>(Map.of("date", "2026-11-01"));
    Map<String, String> parameters =
        new RecordContext(0, "request", Instant.MAX, () -> "key", given).parameters();
    given.clear();

    assertThat(parameters).isEqualTo(Map.of("date", "2026-11-01"));
    assertThatThrownBy(parameters::clear).isInstanceOf(UnsupportedOperationException.class);
  }
}
