package io.tenfold.cli;

/** A number of things, in words. */
final class Quantity {
  private Quantity() {}

  /** Returns for example {@code 1 record} or {@code 1,200 records}. */
  static String of(long count, String thing) {
    return String.format("%,d %s%s", count, thing, count == 1 ? "" : "s");
  }
}
