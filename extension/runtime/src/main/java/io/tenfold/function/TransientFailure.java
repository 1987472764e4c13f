package io.tenfold.function;

/**
 * Another attempt may succeed, a service being slow or away: the workflow tries the record again
 * with growing delays, and it fails under this class's name when the attempts are used up.
 */
public class TransientFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Takes what failed, for the operator. */
  public TransientFailure(String message) {
    this(message, null);
  }

  /** Takes what failed and the exception that said so. */
  public TransientFailure(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}
