package io.tenfold.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.map.run.MapRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
  private final StringWriter text = new StringWriter();
  private long nanos = 1_000;
  private final ProgressLines lines = new ProgressLines(new PrintWriter(text), () -> nanos);

  /** Shows that so many of 100 records have succeeded, ten times in two seconds. */
  private void showForTwoSeconds(long succeeded) {
    for (int i = 0; i < 10; i++) {
      lines.show(new MapRun.ItemCounts(100 - succeeded, 0, succeeded, 0, 0, 0, 100, 0, 0));
      nanos += TimeUnit.MILLISECONDS.toNanos(200);
    }
  }

  @Test
  void aLineComesEveryTwoSeconds() {
    for (int i = 0; i < 5; i++) {
      showForTwoSeconds(10 * i);
    }
    lines.close();
    assertThat(text.toString().lines().map(line -> line.replaceFirst(":.*", "")))
        .containsExactly(
            "0 of 100 records",
            "10 of 100 records",
            "20 of 100 records",
            "30 of 100 records",
            "40 of 100 records");
  }

  @Test
  void aLineThatWouldSayTheSameComesEveryMinute() {
    showForTwoSeconds(0);
    for (int i = 0; i < 60; i++) {
      showForTwoSeconds(100);
    }
    lines.close();
    assertThat(text.toString().lines()).hasSize(4);
  }

  @Test
  void aRunThatHadEndedAtTheFirstLookIsToldWithoutASpeed() {
    lines.show(new MapRun.ItemCounts(0, 0, 100, 0, 0, 0, 100, 0, 0));
    lines.close();
    assertThat(text.toString().trim())
        .isEqualTo("100 of 100 records: 100 succeeded, 0 failed, 0 running");
  }
}
