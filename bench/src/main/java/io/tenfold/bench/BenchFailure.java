package io.tenfold.bench;

/** A benchmark that could not be run or whose result was wrong, with a message for people. */
public final class BenchFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Takes what went wrong. */
  public BenchFailure(String message) {
    super(message);
  }

  /** Takes what went wrong and the exception that says why. */
  public BenchFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
