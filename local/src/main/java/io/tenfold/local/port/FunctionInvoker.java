package io.tenfold.local.port;

/**
 * Invokes a function synchronously, as Lambda's Invoke does with {@code RequestResponse}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
@FunctionalInterface
public interface FunctionInvoker {

  /** How an invocation ended. */
  sealed interface Result permits Returned, Failed {}

  /** The function answered with this JSON document in UTF-8. */
  record Returned(byte[] payload) implements Result {}

  /**
   * The function, or its runtime, failed: the error's type, such as {@code
   * io.tenfold.function.RecordRejected}, {@code Runtime.ExitError} or {@code Sandbox.Timedout}, and
   * the error document {@code {"errorMessage", "errorType", …}} in UTF-8.
   */
  record Failed(String errorType, byte[] payload) implements Result {}

  /**
   * This machine cannot start any process of the function at all, and the event was given to none.
   * No service of AWS says this, so no Retry or Catch matches it: whoever runs records ends, and
   * the record stays pending.
   */
  final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Takes the reason, for people. */
    public Unavailable(String reason) {
      super(reason);
    }
  }

  /**
   * Invokes a function, by name or ARN (qualified or not), with a JSON document in UTF-8, and waits
   * for its end.
   *
   * @throws ServiceException {@code Lambda.ResourceNotFoundException}, {@code
   *     Lambda.TooManyRequestsException}, {@code Lambda.ServiceException} when the event reached no
   *     process, or another refusal of the service
   * @throws Unavailable if no process can be started at all
   * @throws InterruptedException if the calling thread was interrupted; the invocation is given up
   */
  Result invoke(String function, byte[] payload) throws InterruptedException;
}
