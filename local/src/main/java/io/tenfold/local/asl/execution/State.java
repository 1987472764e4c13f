package io.tenfold.local.asl.execution;

import io.tenfold.local.asl.error.StateError;

/** One state of a workflow, ready to run any number of times, in any number of threads. */
@FunctionalInterface
public interface State {

  /**
   * Runs the state once.
   *
   * @throws StateError if the state fails
   * @throws InterruptedException if the execution, or this branch of it, is stopped
   */
  Transition run(StateContext context) throws InterruptedException;
}
