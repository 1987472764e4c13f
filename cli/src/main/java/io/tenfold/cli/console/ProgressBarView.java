package io.tenfold.cli.console;

import io.tenfold.local.map.run.MapRun;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A bar with counts and records per second, redrawn in place. */
final class ProgressBarView implements Progress {
  private ProgressBar bar;
  private ProgressBarText text;

  @Override
  public void show(MapRun.ItemCounts counts) {
    long ended = counts.total() - counts.pending() - counts.running();
    if (bar == null) {
      // Somebody may come to a run that is under way: how fast it is shows from now on.
      text = new ProgressBarText(ended, System::nanoTime);
      bar =
          new ProgressBarBuilder()
              // With a consumer of its own, the library leaves the terminal alone. Else its JLine
              // takes over SIGINT, and Ctrl-C ends the process before any shutdown hook runs.
              .setConsumer(new ConsoleProgressBarConsumer(System.err, Terminal.width()))
              .setInitialMax(counts.total())
              .startsFrom(ended, Duration.ZERO)
              // The library's own text tells times by the machine's clock, which may be set.
              .setRenderer((state, width) -> text.of(state.getCurrent(), state.getMax(), width))
              .setUpdateIntervalMillis(200)
              .build();
    }
    text.note(
        String.format(
            "%,d ok, %,d failed, %d running",
            counts.succeeded(), counts.unsuccessful(), counts.running()));
    bar.stepTo(ended);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
