package io.tenfold.local.asl.execution;

import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.jsonata.EvaluationStopped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A set of states and where to start: a state machine, a branch, or a Map's ItemProcessor. */
public final class Workflow {
  /** A state with its name and Type. */
  public record Named(String name, String type, State state) {
    /** Tells whether it may have a Retry, so that its context counts retries. */
    boolean mayBeRetried() {
      return RETRIED.contains(type);
    }

    /**
     * Runs the state by itself.
     *
     * @throws StateError if it fails
     */
    public Transition run(Execution execution, Scope scope, Object input)
        throws InterruptedException {
      Progress progress = new Progress();
      progress.enter(0);
      return state.run(new StateContext(execution, scope, this, input, null, progress));
    }
  }

  private static final Set<String> RETRIED = Set.of("Task", "Map", "Parallel");

  /** The types of states that take time by themselves, and so can be met by a stop. */
  private static final Set<String> ABORTED = Set.of("Task", "Wait");

  private final String startAt;
  private final Map<String, Named> states;

  /** Takes the name of the state that it begins with, and its states by name. */
  public Workflow(String startAt, Map<String, Named> states) {
    this.startAt = startAt;
    this.states = states;
  }

  /**
   * Runs the workflow to its end and returns its output.
   *
   * @throws StateError if it fails
   * @throws InterruptedException if the execution is stopped
   */
  public Object run(Execution execution, Scope scope, Object input) throws InterruptedException {
    return run(execution, scope, input, null, new Progress());
  }

  /**
   * Runs the workflow from where it had come to, if it had begun, to its end; {@code progress} is
   * kept up to date. The context object has an inline Map's item as its {@code Map}, where not
   * null.
   *
   * @throws StateError if it fails
   * @throws InterruptedException if the execution is stopped
   */
  public Object run(
      Execution execution,
      Scope scope,
      Object input,
      Map<String, Object> mapContext,
      Progress progress)
      throws InterruptedException {
    if (progress.succeeded()) {
      return progress.output();
    }
    if (progress.begun()) {
      scope.assign(progress.variables());
    } else {
      progress.comeTo(startAt, input, scope.own());
    }
    while (true) {
      execution.cancellation().check();
      Named current = states.get(progress.state());
      Object data = progress.input();
      enter(execution, current, data, progress);
      StateContext context =
          new StateContext(execution, scope, current, data, mapContext, progress);
      Transition left;
      try {
        left = current.state().run(context);
      } catch (EvaluationStopped e) {
        throw aborted(execution, current, new InterruptedException(e.getMessage()));
      } catch (InterruptedException e) {
        throw aborted(execution, current, e);
      } catch (StateError e) {
        execution.noteEvaluation(current.name(), e);
        execution.fail();
        if (current.type().equals("Task") && e.ofTask()) {
          execution.ends("TaskStateAborted", Map.of());
        }
        progress.fail(e.error());
        throw e;
      }
      // What an earlier state gave, and this one only passed on, has been looked at.
      if (left.output() != data || data == input) {
        try {
          PayloadLimit.check(
              left.output(), "The state/task '" + current.name() + "' returned a result");
        } catch (StateError e) {
          progress.fail(e.error());
          throw e;
        }
      }
      scope.assign(left.assigned());
      record(execution, current, "Exited", "output", left.output(), left.assigned());
      if (left instanceof Transition.Next next) {
        progress.comeTo(next.state(), left.output(), scope.own());
      } else {
        progress.succeed(left.output());
        return left.output();
      }
    }
  }

  /**
   * Enters a state. One that a redrive goes on with was entered before: what happens in it follows
   * that, as recorded on AWS; but a Fail state's failure follows the redrive.
   */
  private static void enter(Execution execution, Named state, Object data, Progress progress) {
    if (!progress.entered()) {
      record(execution, state, "Entered", "input", data, Map.of());
      progress.enter(execution.last());
    } else if (!state.type().equals("Fail")) {
      execution.follow(progress.enteredEvent());
    }
  }

  /** A state that is stopped as another branch has failed says so; of a whole execution, none. */
  private static InterruptedException aborted(
      Execution execution, Named state, InterruptedException stop) {
    if (ABORTED.contains(state.type()) && !execution.stopped()) {
      execution.ends(state.type() + "StateAborted", Map.of());
    }
    return stop;
  }

  private static void record(
      Execution execution,
      Named state,
      String what,
      String payloadName,
      Object payload,
      Map<String, Object> assigned) {
    if (execution.keepsHistory()) {
      Map<String, Object> details = new LinkedHashMap<>();
      details.put("name", state.name());
      details.put(payloadName, payload);
      if (!assigned.isEmpty()) {
        details.put("assignedVariables", assigned);
      }
      execution.record(state.type() + "State" + what, details);
    }
  }
}
