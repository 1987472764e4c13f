package io.tenfold.local.asl;

import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.execution.State;

/** Reads the states of one Type from a definition. */
public interface StateType {

  /** Returns the value of the Type field, for example {@code Task}. */
  String name();

  /**
   * Makes a state; the caller has taken Type, Comment and QueryLanguage and refuses the fields that
   * are left.
   *
   * @param workflows reads the workflows within the state
   * @throws DefinitionException if the definition is wrong or not supported
   */
  State parse(Fields fields, WorkflowParser workflows);
}
