package io.tenfold.local.asl;

import io.tenfold.local.asl.execution.State;
import java.util.Map;

/**
 * Succeed: ends the workflow.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/state-succeed.html">Succeed
 *     state</a>
 */
public final class SucceedState implements StateType {
  @Override
  public String name() {
    return "Succeed";
  }

  @Override
  public State parse(Fields fields, WorkflowParser workflows) {
    Exit exit = new Exit(fields.template("Output"), Map.of(), null);
    return exit::leave;
  }
}
