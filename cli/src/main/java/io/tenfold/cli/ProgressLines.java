package io.tenfold.cli;

import io.tenfold.local.map.MapRun;
import java.io.PrintWriter;

/** A line every two seconds, for logs and pipes. */
final class ProgressLines implements Progress {
  private static final long INTERVAL_NANOS = 2_000_000_000L;

  private final PrintWriter err;
  private final long start = System.nanoTime();
  private long lastShown = start;
  private MapRun.ItemCounts last;

  ProgressLines(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void show(MapRun.ItemCounts counts) {
    last = counts;
    if (System.nanoTime() - lastShown >= INTERVAL_NANOS) {
      print();
    }
  }

  private void print() {
    lastShown = System.nanoTime();
    long ended = last.total() - last.pending() - last.running();
    err.printf(
        "%,d of %,d records: %,d succeeded, %,d failed, %d running, %,.0f records/s%n",
        ended,
        last.total(),
        last.succeeded(),
        last.failed() + last.timedOut() + last.aborted(),
        last.running(),
        ended * 1e9 / Math.max(1, lastShown - start));
    err.flush();
  }

  @Override
  public void close() {
    if (last != null) {
      print();
    }
  }
}
