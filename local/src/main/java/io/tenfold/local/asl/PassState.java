package io.tenfold.local.asl;

import io.tenfold.local.asl.execution.State;

/**
 * Pass: hands its input on, or what Output makes of it.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/state-pass.html">Pass
 *     state</a>
 */
public final class PassState implements StateType {
  @Override
  public String name() {
    return "Pass";
  }

  @Override
  public State parse(Fields fields, WorkflowParser workflows) {
    Exit exit = Exit.of(fields);
    return exit::leave;
  }
}
