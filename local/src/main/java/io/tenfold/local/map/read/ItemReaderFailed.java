package io.tenfold.local.map.read;

/**
 * A dataset that can't be read: the message says which object, what is wrong, where (line and
 * column from 1, the column in bytes) and what to do; it is the cause of a {@code
 * States.ItemReaderFailed}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html">Handling
 *     errors</a>
 */
public final class ItemReaderFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Takes the message, and the exception that led to it or null. */
  public ItemReaderFailed(String message, Throwable cause) {
    // The message locates the fault in the user's file; a trace into the engine would not help.
    super(message, cause, false, false);
  }
}
