package io.tenfold.cli.console;

import io.tenfold.local.map.run.MapRun;
import java.io.PrintWriter;

/** Shows how far a run is, until it is closed. */
public interface Progress extends AutoCloseable {

  /** Shows the counts; called a few times a second. */
  void show(MapRun.ItemCounts counts);

  @Override
  void close();

  /** Returns a bar on a terminal, and plain lines elsewhere. */
  static Progress on(PrintWriter err) {
    return Terminal.isInteractive() ? new ProgressBarView() : new ProgressLines(err);
  }
}
