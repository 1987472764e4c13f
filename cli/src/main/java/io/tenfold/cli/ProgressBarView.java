package io.tenfold.cli;

import io.tenfold.local.map.MapRun;
import java.text.DecimalFormat;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with counts and records per second, redrawn in place. */
final class ProgressBarView implements Progress {
  private ProgressBar bar;

  @Override
  public void show(MapRun.ItemCounts counts) {
    long ended = counts.total() - counts.pending() - counts.running();
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              // With a consumer of its own, the library leaves the terminal alone. Else its JLine
              // takes over SIGINT, and Ctrl-C ends the process before any shutdown hook runs.
              .setConsumer(new ConsoleProgressBarConsumer(System.err, Terminal.width()))
              .setTaskName("Records")
              .setInitialMax(counts.total())
              // Somebody may come to a run that is under way: how fast it is shows from now on.
              .startsFrom(ended, Duration.ZERO)
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .setUpdateIntervalMillis(200)
              .showSpeed(new DecimalFormat("#,##0"))
              .setSpeedUnit(ChronoUnit.SECONDS)
              .build();
    }
    bar.stepTo(ended);
    bar.setExtraMessage(
        String.format(
            " %,d ok, %,d failed, %d running",
            counts.succeeded(),
            counts.failed() + counts.timedOut() + counts.aborted(),
            counts.running()));
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
