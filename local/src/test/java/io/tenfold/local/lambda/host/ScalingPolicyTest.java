package io.tenfold.local.lambda.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScalingPolicyTest {
  private final ScalingPolicy policy = new ScalingPolicy(2);

  private boolean wants(
      int queued, int initialising, int ready, int waited, int invocation, boolean computing) {
    return policy.wantsAnother(
        new ScalingPolicy.Load(
            queued,
            initialising,
            ready,
            Duration.ofMillis(waited),
            Duration.ofMillis(1_500),
            Duration.ofMillis(invocation),
            computing));
  }

  @Test
  void theFirstStartAtOnceAsManyAsThereAreProcessors() {
    assertThat(wants(10, 0, 0, 0, 0, false)).isTrue();
    assertThat(wants(10, 1, 0, 0, 0, false)).isTrue();
    assertThat(wants(10, 2, 0, 0, 0, false)).isFalse();
  }

  @Test
  void noMoreStartThanInvocationsWait() {
    assertThat(wants(1, 1, 0, 0, 0, false)).isFalse();
  }

  @Test
  void quickInvocationsWaitTheirTurn() {
    assertThat(wants(8, 0, 2, 100, 1, false)).isFalse();
  }

  @Test
  void slowInvocationsDoNot() {
    assertThat(wants(8, 0, 2, 100, 1_000, false)).isTrue();
  }

  @Test
  void aQueueThatLastsAsLongAsAStartGetsAnother() {
    assertThat(wants(8, 0, 2, 1_600, 1, false)).isTrue();
  }

  @Test
  void whereTheProcessorsAreBusyMorePatienceIsInOrder() {
    assertThat(wants(8, 0, 2, 1_600, 1, true)).isFalse();
    assertThat(wants(8, 0, 2, 13_000, 1, true)).isTrue();
  }
}
