package io.tenfold.cli.console;

import io.tenfold.local.map.run.MapRun;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A line every two seconds, for logs and pipes; every minute while it would say the same. */
final class ProgressLines implements Progress {
  private static final long INTERVAL_NANOS = 2_000_000_000L;
  private static final long UNCHANGED_NANOS = 60_000_000_000L;

  private final PrintWriter err;
  private final LongSupplier nanoTime;
  private long start;
  private long endedAtStart;
  private long lastShown;
  private MapRun.ItemCounts last;
  private MapRun.ItemCounts printed;

  ProgressLines(PrintWriter err) {
    this(err, System::nanoTime);
  }

  ProgressLines(PrintWriter err, LongSupplier nanoTime) {
    this.err = err;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  @Override
  public void show(MapRun.ItemCounts counts) {
    if (last == null && ended(counts) > 0) {
      // Somebody came to a run that was under way: how fast it is shows from now on.
      start = nanoTime.getAsLong();
      endedAtStart = ended(counts);
    }
    boolean first = last == null;
    last = counts;
    // A run that waits, as for a queue that refuses its message, has nothing new to say for long.
    long interval = counts.equals(printed) ? UNCHANGED_NANOS : INTERVAL_NANOS;
    // A little less than the interval, so that what comes every two seconds is not every other.
    if (first ? endedAtStart > 0 : nanoTime.getAsLong() - lastShown >= interval * 9 / 10) {
      print(true);
    } else if (first) {
      lastShown = nanoTime.getAsLong();
    }
  }

  private static long ended(MapRun.ItemCounts counts) {
    return counts.total() - counts.pending() - counts.running();
  }

  private void print(boolean goesOn) {
    printed = last;
    lastShown = nanoTime.getAsLong();
    long ended = ended(last);
    double speed = (ended - endedAtStart) * 1e9 / Math.max(1, lastShown - start);
    err.printf(
        "%,d of %s: %,d succeeded, %,d failed, %d running",
        ended,
        Quantity.of(last.total(), "record"),
        last.succeeded(),
        last.unsuccessful(),
        last.running());
    if (ended > endedAtStart) {
      err.printf(", %,.0f records/s", speed);
      if (goesOn && ended < last.total() && last.running() > 0) {
        err.printf(", about %s left", words((long) ((last.total() - ended) / speed)));
      }
    }
    err.println();
    err.flush();
  }

  private static String words(long seconds) {
    Duration time = Duration.ofSeconds(Math.max(1, seconds));
    return time.toHours() > 0
        ? time.toHours() + " h " + time.toMinutesPart() + " min"
        : time.toMinutes() > 0
            ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
            : time.toSeconds() + " s";
  }

  @Override
  public void close() {
    if (last != null && (printed == null || ended(last) > ended(printed))) {
      print(false);
    }
  }
}
