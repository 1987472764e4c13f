package io.tenfold.local.asl.execution;

import java.util.Map;

/** How a state was left: its output, the variables it assigned, and where to go. */
public sealed interface Transition {
  /** Returns the state's output. */
  Object output();

  /** Returns the variables to assign, by name without {@code $}. */
  Map<String, Object> assigned();

  /** On to the state of that name. */
  record Next(String state, Object output, Map<String, Object> assigned) implements Transition {}

  /** The workflow ends here. */
  record End(Object output, Map<String, Object> assigned) implements Transition {}
}
