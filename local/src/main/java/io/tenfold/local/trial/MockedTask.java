package io.tenfold.local.trial;

import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import java.util.Map;

/**
 * What a Task with a mock calls, whatever its Resource.
 *
 * @param waits whether it waits for more than the response
 */
record MockedTask(StateTrial trial, boolean waits) implements TaskIntegration {
  @Override
  public String resource() {
    return "mock";
  }

  @Override
  public boolean isChecked() {
    return false;
  }

  @Override
  public Object call(Map<String, Object> arguments, StateContext context) {
    if (!waits) {
      trial.noteThatItDoesNotWait();
    }
    trial.inspect("afterArguments", arguments.get("Payload"));
    Object result = trial.mocked();
    trial.inspect("result", result);
    return result;
  }
}
