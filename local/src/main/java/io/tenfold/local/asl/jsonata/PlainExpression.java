package io.tenfold.local.asl.jsonata;

/**
 * An expression that is plain enough for its value to be looked up without the library, with the
 * same answer: most that every record meets are.
 */
sealed interface PlainExpression permits VariablePath, PathChoice {
  /** What {@link #find} returns where the library must tell. */
  Object UNDECIDED = new Object();

  /** Returns the plain expression that a text is, or null if it is another one. */
  static PlainExpression of(String expression) {
    VariablePath path = VariablePath.of(expression);
    return path == null ? PathChoice.of(expression) : path;
  }

  /** Returns the value, a JSON value, or {@link #UNDECIDED}. */
  Object find(ExpressionScope scope);
}
