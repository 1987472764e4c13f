package io.tenfold.cli.console;

/** A number of things, in words. */
public final class Quantity {
  private Quantity() {}

  /** Returns for example {@code 1 record} or {@code 1,200 records}. */
  public static String of(long count, String thing) {
    return String.format("%,d %s%s", count, thing, count == 1 ? "" : "s");
  }
}
