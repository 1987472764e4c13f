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
   *     <p>What is wrong with the state is reported to its fields, as much of it as can be told.
   * @throws DefinitionException for what is wrong with the state beside what was reported, where
   *     nothing more can be read of it
   */
  State parse(Fields fields, WorkflowParser workflows);
}
