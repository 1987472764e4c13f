package io.tenfold.cli.console;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The one line of a progress bar. */
final class ProgressBarText {
  private static final int WIDEST_BAR = 40;
  private static final int NARROWEST_BAR = 4;
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  private final long endedAtStart;
  private final LongSupplier nanos;
  private final long start;
  private volatile String note = "";

  /** Takes how many records had ended when it began, and a clock that nobody sets. */
  ProgressBarText(long endedAtStart, LongSupplier nanos) {
    this.endedAtStart = endedAtStart;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** Takes what is said behind the figures from now on. */
  void note(String words) {
    note = words;
  }

  /** Returns the line, in so many columns at most. */
  String of(long ended, long total, int columns) {
    double share = total <= 0 ? 0 : Math.min(1, (double) ended / total);
    Duration elapsed = Duration.ofNanos(nanos.getAsLong() - start);
    double speed = (ended - endedAtStart) / Math.max(0.001, elapsed.toMillis() / 1000.0);
    String left = speed > 0 ? clock(Duration.ofSeconds((long) ((total - ended) / speed))) : "?";
    // What matters most comes first: a narrow terminal cuts the end off.
    String before = String.format("Records %3d%% %s left │", (int) (share * 100), left);
    String after =
        String.format("│ %,.0f/s %s %,d/%,d  %s", speed, clock(elapsed), ended, total, note);
    int bar =
        Math.max(NARROWEST_BAR, Math.min(WIDEST_BAR, columns - before.length() - after.length()));
    String line = before + blocks(share, bar) + after;
    return line.length() <= columns ? line : line.substring(0, Math.max(0, columns));
  }

  private static String blocks(double share, int width) {
    int eighths = (int) (share * width * 8);
    String full = "█".repeat(eighths / 8);
    String part = eighths / 8 < width ? String.valueOf(EIGHTHS.charAt(eighths % 8)) : "";
    return full + part + " ".repeat(width - full.length() - part.length());
  }

  private static String clock(Duration time) {
    return time.toHours() == 0
        ? String.format("%d:%02d", time.toMinutesPart(), time.toSecondsPart())
        : String.format("%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }
}
