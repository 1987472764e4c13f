package io.tenfold.local.jsonata.value;

/** The thread that evaluated an expression was interrupted. */
public final class EvaluationInterrupted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EvaluationInterrupted() {
    super("the evaluation of an expression was interrupted", null, false, false);
  }
}
