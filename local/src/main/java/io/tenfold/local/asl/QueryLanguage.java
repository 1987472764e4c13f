package io.tenfold.local.asl;

/**
 * The language that a state is written in.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html">Transforming
 *     data</a>
 */
public enum QueryLanguage {
  /** Its strings may be expressions. */
  JSONATA,

  /**
   * What a state has that declares no language, in a state machine that declares none. The engine
   * runs such a state only where it asks nothing of JSONPath; its strings are texts.
   */
  JSON_PATH,

  /**
   * What a state has that declares a language which it may not: nothing is said of what in it
   * belongs to which.
   */
  UNDECIDED
}
