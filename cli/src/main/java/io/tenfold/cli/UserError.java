package io.tenfold.cli;

/** A fault that the user can mend, told in a message without a stack trace. */
final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean passing;

  UserError(String message) {
    this(message, null);
  }

  UserError(String message, Throwable cause) {
    this(message, cause, false);
  }

  /**
   * As the other constructors.
   *
   * @param passing whether the same may well work in a moment
   */
  UserError(String message, Throwable cause, boolean passing) {
    super(message, cause);
    this.passing = passing;
  }

  /** Tells whether the same may well work in a moment. */
  boolean passing() {
    return passing;
  }
}
