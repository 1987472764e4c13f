package io.tenfold.local.jsonata.value;

/** JSON's null within an expression, where Java's null stands for undefined. */
public enum JsonNull {
  /** The only null. */
  NULL;

  /** Returns how JSON writes it. */
  @Override
  public String toString() {
    return "null";
  }
}
