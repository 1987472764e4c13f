package io.tenfold.cli.console;

import java.util.List;
import java.util.stream.Collectors;

/** A fault that the user can mend, told in a message without a stack trace. */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean passing;

  /** Takes what is wrong and what to do, in a line. */
  public UserError(String message) {
    this(message, null);
  }

  /** As the other constructor, with what it was noticed by. */
  public UserError(String message, Throwable cause) {
    this(message, cause, false);
  }

  /**
   * As the other constructors.
   *
   * @param passing whether the same may well work in a moment
   */
  public UserError(String message, Throwable cause, boolean passing) {
    super(Printable.line(message), cause);
    this.passing = passing;
  }

  /** Takes a message of several lines; that of the other constructors is one. */
  public UserError(List<String> lines) {
    super(lines.stream().map(Printable::line).collect(Collectors.joining("\n")));
    this.passing = false;
  }

  /** Tells whether the same may well work in a moment. */
  public boolean passing() {
    return passing;
  }
}
