package io.tenfold.local.trial;

import java.util.Map;

/**
 * What is to be tried, and with what.
 *
 * @param definition of the state, or of a state machine
 * @param stateName of the state in a state machine; null where the definition is the state's
 * @param input of the state, a JSON value
 * @param variables that it sees
 * @param context object that it sees in place of a made-up one; null for that
 * @param roleArn null where none is given
 * @param mock null where the state's service is to be called
 * @param retries that each retrier has behind it
 * @param failedIterations of a Map
 * @param itemReaderData what a Map's ItemReader is to have read; null for none
 */
public record TrialRequest(
    String definition,
    String stateName,
    Object input,
    Map<String, Object> variables,
    Map<String, Object> context,
    String roleArn,
    Mock mock,
    long retries,
    long failedIterations,
    String itemReaderData) {

  /**
   * What a state gets instead of what it would call or run.
   *
   * @param result a JSON value, unless there is an error
   * @param error the error's name, null where there is a result
   * @param validation of the result
   */
  public record Mock(Object result, String error, String cause, Validation validation) {
    /** Makes a mock with a result, a JSON value. */
    public static Mock ofResult(Object result, Validation validation) {
      return new Mock(result, null, null, validation);
    }

    /** Makes a mock with an error. */
    public static Mock ofError(String error, String cause) {
      return new Mock(null, error, cause, Validation.NONE);
    }
  }

  /**
   * How a mocked result is compared with what the service returns.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_MockInput.html">MockInput,
   *     fieldValidationMode</a>
   */
  public enum Validation {
    /** It must have all that the service's has. */
    STRICT,
    /** What it has must be as the service's. */
    PRESENT,
    /**
     * As PRESENT, but a function's Payload is what the state sees, which the service has as text.
     */
    AS_SEEN,
    /** It may be anything. */
    NONE
  }

  /** Makes a request with an input and a mock, or null, and nothing else. */
  public static TrialRequest of(String definition, String stateName, Object input, Mock mock) {
    return new TrialRequest(definition, stateName, input, Map.of(), null, null, mock, 0, 0, null);
  }
}
