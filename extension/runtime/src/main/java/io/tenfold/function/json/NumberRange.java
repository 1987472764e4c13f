package io.tenfold.function.json;

/** Which numbers only look like numbers. */
final class NumberRange {
  /** 1E+1000000 is six characters in JSON, and a megabyte as soon as someone rounds it. */
  static final int LARGEST_EXPONENT = 1_000;

  /** What the record's owner is told of one. */
  static final String OUT_OF_RANGE = "is out of range";

  private NumberRange() {}
}
