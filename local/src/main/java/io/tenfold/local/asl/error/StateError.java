package io.tenfold.local.asl.error;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A state's failure, as a Retry or Catch sees it: an error name and a cause.
 *
 * <p>It carries no stack trace: a failing record is an ordinary outcome, and a batch may have
 * millions.
 */
public final class StateError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What stands for the event that a state was entered with where TestState tries it. */
  public static final long TRIED = -1;

  private final String error;
  private final boolean ofResult;
  private final boolean ofHeartbeat;
  private final boolean ofAssign;
  private boolean noted;

  /** Takes the error name and the cause, a text that may be empty. */
  public StateError(String error, String cause) {
    this(error, cause, false, false, false);
  }

  private StateError(
      String error, String cause, boolean ofResult, boolean ofHeartbeat, boolean ofAssign) {
    super(cause, null, false, false);
    this.ofAssign = ofAssign;
    this.error = Objects.requireNonNull(error);
    this.ofResult = ofResult;
    this.ofHeartbeat = ofHeartbeat;
  }

  /**
   * Begins a cause by the state that it is of, as Step Functions does.
   *
   * @param enteredEvent the id of the event that the state was entered with; 0 where there is none,
   *     and {@link #TRIED} of a state that is tried alone, whose causes begin without it
   */
  public static String within(String stateName, long enteredEvent) {
    if (enteredEvent == TRIED) {
      return "";
    }
    return "An error occurred while executing the state '"
        + stateName
        + (enteredEvent == 0 ? "'. " : "' (entered at the event id #" + enteredEvent + "). ");
  }

  /**
   * Makes the error of a service's result that is larger than a state may return, which {@code
   * States.ALL} catches, as recorded on AWS and in spite of its documentation.
   *
   * @param service such as {@code lambda}, or a function's ARN
   */
  public static StateError ofLargeResult(String service) {
    return new StateError(
        ErrorNames.DATA_LIMIT_EXCEEDED,
        "The state/task '"
            + service
            + "' returned a result with a size exceeding the maximum number of bytes service"
            + " limit.",
        true,
        false,
        false);
  }

  /** Makes the error of variables that are too large. */
  public static StateError ofVariables(String cause) {
    return new StateError(ErrorNames.DATA_LIMIT_EXCEEDED, cause, false, false, true);
  }

  /** Tells whether variables are too large. */
  public boolean ofAssign() {
    return ofAssign;
  }

  /**
   * Makes the error of a task that gave no sign of life: a {@code States.Timeout} as recorded on
   * AWS, which {@code States.HeartbeatTimeout} matches, too.
   */
  public static StateError ofHeartbeat() {
    return new StateError(ErrorNames.TIMEOUT, "", false, true, false);
  }

  /** Tells whether a task gave no sign of life. */
  boolean withoutHeartbeat() {
    return ofHeartbeat;
  }

  /** Tells whether a service's result is too large. */
  boolean ofResult() {
    return ofResult;
  }

  /** Tells whether a task failed with it, rather than what was to be made of its data. */
  public boolean ofTask() {
    return !ofAssign
        && !error.equals(ErrorNames.RUNTIME)
        && !error.equals(ErrorNames.QUERY_EVALUATION_ERROR);
  }

  /** Tells whether nobody asked before: a history has an error where it arose, and nowhere else. */
  public synchronized boolean firstNoted() {
    boolean first = !noted;
    noted = true;
    return first;
  }

  /** Returns the error name, for example {@code States.Timeout}. */
  public String error() {
    return error;
  }

  /** Returns the cause, a text for people or, of a function's error, its error document. */
  public String cause() {
    return getMessage() == null ? "" : getMessage();
  }

  /** Returns {@code {"Error", "Cause"}}, the form of {@code $states.errorOutput}. */
  public Map<String, Object> output() {
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("Error", error);
    output.put("Cause", cause());
    return output;
  }
}
