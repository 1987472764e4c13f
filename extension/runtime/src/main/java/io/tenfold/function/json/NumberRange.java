package io.tenfold.function.json;

import java.math.BigDecimal;

/** Which numbers only look like numbers. */
final class NumberRange {
  /** What the record's owner is told of one. */
  static final String OUT_OF_RANGE = "is out of range";

  /** 1E+1000000 is six characters in JSON, and a megabyte as soon as someone rounds it. */
  private static final int LARGEST_EXPONENT = 1_000;

  private NumberRange() {}

  /** Tells whether a decimal has no more places or zeros than anybody means. */
  static boolean has(BigDecimal value) {
    return Math.abs((long) value.scale()) <= LARGEST_EXPONENT;
  }

  /** Says of an infinite number, or of none, that JSON does not have it. */
  static String none(double number) {
    return number + " is no number in JSON";
  }
}
