package io.tenfold.local.asl.jsonata;

/**
 * An expression was interrupted: the execution is to stop, or its time is over. No Retry or Catch
 * sees it.
 */
public final class EvaluationStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EvaluationStopped() {
    super("the evaluation of an expression was interrupted", null, false, false);
  }
}
