package io.tenfold.local.asl;

import io.tenfold.local.asl.execution.State;

/** Reads the states of one Type from a definition. */
public interface StateType {

  /** Returns the value of the Type field, for example {@code Task}. */
  String name();

  /**
   * Makes a state; the caller has taken Type, Comment and QueryLanguage and refuses the fields that
   * are left. What is wrong with the state is reported to its fields, as much of it as can be told,
   * and what is returned is not run then.
   *
   * @param workflows reads the workflows within the state
   */
  State parse(Fields fields, WorkflowParser workflows);
}
