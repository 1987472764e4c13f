package io.tenfold.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a processor counts and times. */
class MetricsTest {
  private final RecordContext context = new RecordContext(0, "request", Instant.MAX);

  @Test
  void aTestLooksAtWhatTheProcessorCounted() {
    context.metrics().count("orders");
    context.metrics().count("orders", 2);
    context.metrics().duration("lookup", Duration.ofMillis(3));
    context.metrics().duration("lookup", Duration.ofMillis(5));

    assertThat(context.metrics().counters()).containsOnly(entry("orders", 3L));
    assertThat(context.metrics().durations())
        .containsOnly(entry("lookup", List.of(Duration.ofMillis(3), Duration.ofMillis(5))));
  }

  @Test
  void aContextOfATestHasItsOwn() {
    context.metrics().count("orders");

    assertThat(new RecordContext(0, "request", Instant.MAX).metrics().counters()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "batch", "processor", "_aws"})
  void takesNoNameThatTheLineHasItself(String name) {
    assertThatThrownBy(() -> context.metrics().count(name))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> context.metrics().duration(name, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(context.metrics().counters()).isEmpty();
  }

  @Test
  void takesNoNameForTwoThings() {
    context.metrics().count("orders");
    context.metrics().duration("lookup", Duration.ZERO);

    assertThatThrownBy(() -> context.metrics().duration("orders", Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> context.metrics().count("lookup"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> context.metrics().count("x".repeat(1_025)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesNoDurationThatIsNone() {
    assertThatThrownBy(() -> context.metrics().duration("lookup", Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> context.metrics().duration("lookup", Duration.ofDays(200_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
