package io.tenfold.local.trial;

import java.util.Map;

/**
 * What became of a state that was tried.
 *
 * @param status SUCCEEDED, FAILED, RETRIABLE or CAUGHT_ERROR
 * @param output a JSON value; of a state that failed or would be tried again, null
 * @param error null where there is none
 * @param nextState null where the workflow ends
 * @param inspection what its fields made of its data, by the names of TestState
 */
public record TrialOutcome(
    String status,
    Object output,
    String error,
    String cause,
    String nextState,
    Map<String, Object> inspection) {

  /** Tells whether the workflow would go on, or end, after it: it has an output. */
  public boolean leadsOn() {
    return status.equals("SUCCEEDED") || status.equals("CAUGHT_ERROR");
  }
}
