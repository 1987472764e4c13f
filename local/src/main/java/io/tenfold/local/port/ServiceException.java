package io.tenfold.local.port;

import java.util.Objects;

/**
 * An AWS service's refusal of a request, under the error name Step Functions reports for it, for
 * example {@code Lambda.TooManyRequestsException} or {@code S3.NoSuchKeyException}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html">Handling
 *     errors in Step Functions workflows</a>
 */
public final class ServiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String errorName;

  /** Takes the error name that a Retry or Catch matches, and a message for people. */
  public ServiceException(String errorName, String message) {
    this(errorName, message, null);
  }

  /** As the other constructor, with the exception that led to the refusal. */
  public ServiceException(String errorName, String message, Throwable cause) {
    super(message, cause);
    this.errorName = Objects.requireNonNull(errorName);
  }

  /** Returns the name that a Retry or Catch matches. */
  public String errorName() {
    return errorName;
  }
}
