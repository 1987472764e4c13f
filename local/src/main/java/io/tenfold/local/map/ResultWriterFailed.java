package io.tenfold.local.map;

/**
 * Results that can't be written; the cause of a {@code States.ResultWriterFailed}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html">Handling
 *     errors</a>
 */
public final class ResultWriterFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Takes the message, and the exception that led to it. */
  public ResultWriterFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
