package io.tenfold.local.asl.jsonata;

import java.util.Set;

/**
 * Where in a definition an expression stands, which decides what {@code $states} has there.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#transforming-variables-states-input-output">Reserved
 *     variable: $states</a>
 */
public enum ExpressionPlace {
  /** Output and Assign of a state that has a result. */
  AFTER_RESULT(Set.of("errorOutput")),

  /** Output and Assign of a catcher. */
  IN_CATCH(Set.of("result")),

  /** Any other field. */
  ELSEWHERE(Set.of("errorOutput", "result"));

  private final Set<String> missing;

  ExpressionPlace(Set<String> missing) {
    this.missing = missing;
  }

  /** Tells whether {@code $states} has a field here. */
  boolean has(String field) {
    return !missing.contains(field);
  }
}
