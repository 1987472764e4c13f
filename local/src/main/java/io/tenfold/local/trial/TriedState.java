package io.tenfold.local.trial;

import io.tenfold.local.asl.Fields;
import io.tenfold.local.asl.StateType;
import io.tenfold.local.asl.WorkflowParser;
import io.tenfold.local.asl.execution.State;

/** States of a type, whose language the trial is told. */
record TriedState(StateType real, StateTrial trial) implements StateType {
  @Override
  public String name() {
    return real.name();
  }

  @Override
  public State parse(Fields fields, WorkflowParser workflows) {
    trial.noteLanguage(fields.language());
    return real.parse(fields, workflows);
  }
}
