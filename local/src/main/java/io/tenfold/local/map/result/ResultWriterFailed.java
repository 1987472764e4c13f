package io.tenfold.local.map.result;

import io.tenfold.local.fault.FaultWords;
import io.tenfold.local.port.ServiceException;

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

  /** Says of an object's address that it can't be written, and why. */
  public static ResultWriterFailed at(String address, Exception why) {
    String name = why instanceof ServiceException service ? service.errorName() + ": " : "";
    return new ResultWriterFailed("Can't write " + address + ": " + name + FaultWords.of(why), why);
  }
}
