package io.tenfold.local.lambda;

/** A function package that this machine cannot run; the message says why and what to do. */
public final class FunctionPackageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Takes the reason and the remedy, in words for the function's author. */
  public FunctionPackageException(String message) {
    super(message);
  }

  /** As the other constructor, with the exception that showed it. */
  public FunctionPackageException(String message, Throwable cause) {
    super(message, cause);
  }
}
