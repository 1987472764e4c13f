package io.tenfold.cli.console;

import java.time.Duration;

/** A number of things, or a time, in words. */
public final class Quantity {
  private Quantity() {}

  /** Returns for example {@code 1 record} or {@code 1,200 records}. */
  public static String of(long count, String thing) {
    return of(count, thing, thing + "s");
  }

  /** Returns for example {@code 1 child} or {@code 1,200 children}. */
  public static String of(long count, String thing, String things) {
    return String.format("%,d %s", count, count == 1 ? thing : things);
  }

  /** Returns for example {@code 1 record is} or {@code 1,200 records are}. */
  public static String are(long count, String thing) {
    return of(count, thing) + (count == 1 ? " is" : " are");
  }

  /** Returns for example {@code 4.2 s}, {@code 5 min 03 s} or {@code 1,200 h 07 min}. */
  public static String of(Duration time) {
    return time.toMinutes() == 0
        ? String.format("%.1f s", time.toMillis() / 1000.0)
        : time.toHours() == 0
            ? String.format("%d min %02d s", time.toMinutes(), time.toSecondsPart())
            : String.format("%,d h %02d min", time.toHours(), time.toMinutesPart());
  }
}
