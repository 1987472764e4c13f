package io.tenfold.local.json;

/**
 * A JSON number with digits that a double would lose, such as {@code 0.1234567890123456789}, {@code
 * 1e-400} or {@code 1e2147483648}, or in a form that a double is not written in, such as {@code
 * 0.0}: it is carried as its text, digit by digit, and counts as the nearest double (an infinity or
 * zero beyond a double's range).
 */
public final class NumberLiteral extends Number {
  private static final long serialVersionUID = 1L;

  private final String text;

  /** Takes a number as JSON writes it. */
  NumberLiteral(String text) {
    this.text = text;
  }

  @Override
  public int intValue() {
    return (int) doubleValue();
  }

  @Override
  public long longValue() {
    return (long) doubleValue();
  }

  @Override
  public float floatValue() {
    return (float) doubleValue();
  }

  @Override
  public double doubleValue() {
    return Double.parseDouble(text);
  }

  /** Tells whether a double would lose nothing of it but the form. */
  public boolean isDouble() {
    return Json.isExactly(text, doubleValue());
  }

  /** Tells whether it is zero, with a sign perhaps, and not only near it. */
  public boolean isZero() {
    for (char digit : text.toCharArray()) {
      if (digit >= '1' && digit <= '9') {
        return false;
      }
      if (digit == 'e' || digit == 'E') {
        return true;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NumberLiteral literal && literal.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Returns the text that was read. */
  @Override
  public String toString() {
    return text;
  }
}
