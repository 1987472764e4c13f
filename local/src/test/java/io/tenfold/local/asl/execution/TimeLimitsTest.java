package io.tenfold.local.asl.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimeLimitsTest {

  @Test
  void aLimitThatTheEngineComesToLateIsPutOffByAsMuch() throws Exception {
    Cancellation other = new Cancellation();
    Cancellation child = new Cancellation();
    try (TimeLimits limits = new TimeLimits();
        TimeLimits.TimeLimit first = limits.start(Duration.ofMillis(50), other);
        TimeLimits.TimeLimit limit = limits.start(Duration.ofMillis(100), child)) {
      synchronized (other) {
        Thread.sleep(1_100); // the timer waits for this, as if the engine stood still
      }
      long goesOn = System.nanoTime();
      while (!limit.expired()) {
        Thread.sleep(20);
      }

      assertThat(first).isNotNull();
      assertThat(Duration.ofNanos(System.nanoTime() - goesOn))
          .as("what it had been late")
          .isGreaterThan(Duration.ofMillis(900));
      assertThat(child.requested()).isTrue();
    }
  }
}
