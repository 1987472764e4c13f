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

  /** The version of a function that is none yet: what was uploaded last. */
  String LATEST = "$LATEST";

  /**
   * What an invocation is given besides its event, by Invoke's names.
   *
   * @param qualifier a version or an alias; null for the function's own name alone
   * @param clientContext a JSON object in Base64, which the function finds in its context; null for
   *     none
   * @param logTail whether the end of the log is wanted
   */
  record Options(String qualifier, String clientContext, boolean logTail) {
    /** What most invocations are given. */
    public static final Options NONE = new Options(null, null, false);
  }

  /**
   * An invocation's end.
   *
   * @param executedVersion the version that ran, or {@code $LATEST}
   * @param log the last 4 KB that the invocation logged, where they were wanted; else null
   */
  record Invocation(Result result, String executedVersion, byte[] log) {
    /** Returns the end of one that logged nothing, for which nothing was started. */
    public static Invocation unlogged(Result result, String executedVersion, Options options) {
      return new Invocation(result, executedVersion, options.logTail() ? new byte[0] : null);
    }
  }

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

  /**
   * As the other method, with options; an invoker that can't carry one out refuses it.
   *
   * @throws ServiceException {@code Lambda.InvalidParameterValueException}, too, for an option
   */
  default Invocation invoke(String function, byte[] payload, Options options)
      throws InterruptedException {
    if (options.clientContext() != null || options.logTail()) {
      throw new ServiceException(
          "Lambda.InvalidParameterValueException",
          "Functions that run here take no ClientContext, and have no log to be returned");
    }
    String qualified =
        options.qualifier() == null ? function : function + ":" + options.qualifier();
    return new Invocation(invoke(qualified, payload), LATEST, null);
  }
}
