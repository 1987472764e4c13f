package io.tenfold.local.asl.error;

import java.util.List;

/**
 * The error names that Step Functions itself reports, and what matches them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html">Handling
 *     errors in Step Functions workflows</a>
 */
public final class ErrorNames {
  /**
   * Matches every error but {@link #RUNTIME}, and {@link #DATA_LIMIT_EXCEEDED} unless it is a
   * service's result that is too large.
   */
  public static final String ALL = "States.ALL";

  /** Matches every error of a task but {@link #TIMEOUT}. */
  public static final String TASK_FAILED = "States.TaskFailed";

  /** A state or execution ran longer than its TimeoutSeconds. */
  public static final String TIMEOUT = "States.Timeout";

  /** What a Retry or Catch may call the {@link #TIMEOUT} of a task without a sign of life. */
  private static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";

  /** A payload is over 256 KiB. */
  public static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";

  /** The definition met data that it cannot be applied to; nothing catches it. */
  public static final String RUNTIME = "States.Runtime";

  /** A JSONata expression failed, returned nothing, or returned a value of the wrong type. */
  public static final String QUERY_EVALUATION_ERROR = "States.QueryEvaluationError";

  /** A branch of a Parallel state failed. */
  public static final String BRANCH_FAILED = "States.BranchFailed";

  /** A Map could not read its items. */
  public static final String ITEM_READER_FAILED = "States.ItemReaderFailed";

  /** A Map could not write its results. */
  public static final String RESULT_WRITER_FAILED = "States.ResultWriterFailed";

  /** More items of a Map failed than it tolerates. */
  public static final String EXCEED_TOLERATED_FAILURE_THRESHOLD =
      "States.ExceedToleratedFailureThreshold";

  private ErrorNames() {}

  /** Tells whether an error matches the ErrorEquals of a Retry or Catch. */
  public static boolean matches(List<String> errorEquals, StateError error) {
    return error.ofResult() && errorEquals.contains(ALL)
        || error.withoutHeartbeat() && errorEquals.contains(HEARTBEAT_TIMEOUT)
        || matches(errorEquals, error.error());
  }

  /** As the other method, of an error that is known by its name only. */
  public static boolean matches(List<String> errorEquals, String error) {
    // Docs: States.Runtime "isn't retriable, and will always cause the execution to fail".
    if (error.equals(RUNTIME)) {
      return false;
    }
    for (String name : errorEquals) {
      boolean matches =
          switch (name) {
            case ALL -> !error.equals(DATA_LIMIT_EXCEEDED);
            case TASK_FAILED -> !error.equals(TIMEOUT) && !error.equals(DATA_LIMIT_EXCEEDED);
            default -> name.equals(error);
          };
      if (matches) {
        return true;
      }
    }
    return false;
  }
}
