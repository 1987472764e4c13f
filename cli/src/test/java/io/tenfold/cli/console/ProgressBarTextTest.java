package io.tenfold.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressBarTextTest {
  private long nanos = 1_000;

  private ProgressBarText text(long endedAtStart) {
    return new ProgressBarText(endedAtStart, () -> nanos);
  }

  @Test
  void theSpeedIsOfTheTimeThatPassed() {
    ProgressBarText text = text(1_000);
    text.note("4,990 ok, 10 failed, 10 running");
    nanos += TimeUnit.SECONDS.toNanos(8);
    assertThat(text.of(5_000, 10_000, 200))
        .startsWith("Records  50% 0:10 left │" + "█".repeat(20) + " ")
        .endsWith("│ 500/s 0:08 5,000/10,000  4,990 ok, 10 failed, 10 running");
  }

  @Test
  void aNarrowTerminalShowsHowLongItTakes() {
    ProgressBarText text = text(0);
    nanos += TimeUnit.SECONDS.toNanos(8);
    assertThat(text.of(5_000, 10_000, 20)).isEqualTo("Records  50% 0:08 le");
    assertThat(text.of(5_000, 10_000, 36)).startsWith("Records  50% 0:08 left │██  │ 625/s");
  }

  @Test
  void eightyColumnsHaveRoomForWhatIsRunning() {
    ProgressBarText text = text(0);
    text.note("9 ok, 10 failed, 10 running");
    nanos += TimeUnit.SECONDS.toNanos(400);
    assertThat(text.of(19, 100, 80)).endsWith("10 running");
  }

  @Test
  void itIsNeverWiderThanTheTerminal() {
    ProgressBarText text = text(0);
    text.note("x".repeat(50));
    for (int columns = 0; columns < 200; columns++) {
      assertThat(text.of(3, 7, columns).length()).isLessThanOrEqualTo(columns);
    }
  }

  @Test
  void beforeAnythingEndedNobodyKnowsHowLongItTakes() {
    nanos += 5;
    assertThat(text(0).of(0, 10, 120)).startsWith("Records   0% ? left │ ").contains("│ 0/s ");
    assertThat(text(0).of(0, 0, 120)).startsWith("Records   0% ? left │ ");
    assertThat(text(0).of(10, 10, 120))
        .startsWith("Records 100% 0:00 left │" + "█".repeat(40) + "│");
  }
}
