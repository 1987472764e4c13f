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
   * @param strict whether a result must look like one of the service's
   * @param complete whether it must have all that the service's has
   */
  public record Mock(Object result, String error, String cause, boolean strict, boolean complete) {}

  /** Makes a request with an input and a mock, or null, and nothing else. */
  public static TrialRequest of(String definition, String stateName, Object input, Mock mock) {
    return new TrialRequest(definition, stateName, input, Map.of(), null, null, mock, 0, 0, null);
  }
}
