package io.tenfold.cli.console;

import io.tenfold.local.map.run.MapRun;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Shows progress for as long as it can be shown: whatever fails in showing it ends that alone. */
public final class SteadyProgress implements Progress {
  private final Supplier<Progress> view;
  private final Consumer<String> warnings;
  private Progress shown;
  private boolean failed;

  /** Takes what shows the progress, made when there is some, and who is told that it can't. */
  public SteadyProgress(Supplier<Progress> view, Consumer<String> warnings) {
    this.view = view;
    this.warnings = warnings;
  }

  @Override
  public void show(MapRun.ItemCounts counts) {
    attempt(
        () -> {
          if (shown == null) {
            shown = view.get();
          }
          shown.show(counts);
        });
  }

  @Override
  public void close() {
    attempt(
        () -> {
          if (shown != null) {
            shown.close();
          }
        });
  }

  private void attempt(Runnable action) {
    if (failed) {
      return;
    }
    try {
      action.run();
    } catch (RuntimeException | OutOfMemoryError e) {
      // A bar has a thread, and a machine that has no more threads says so with this error.
      failed = true;
      warnings.accept(
          "How far the run is can't be shown (" + FaultWords.of(e) + "). The run goes on.");
    }
  }
}
