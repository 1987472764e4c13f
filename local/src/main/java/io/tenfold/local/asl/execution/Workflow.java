package io.tenfold.local.asl.execution;

import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.jsonata.EvaluationStopped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

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
      return state.run(new StateContext(execution, scope, this, input, null));
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
    return run(execution, scope, input, null);
  }

  /** Returns where an execution of this workflow with this input begins. */
  public Checkpoint beginning(Object input) {
    return new Checkpoint(startAt, input, Map.of());
  }

  /**
   * Runs the workflow from a checkpoint to its end and returns its output; {@code entered} is told
   * of every state as it is entered.
   *
   * @throws StateError if it fails
   * @throws InterruptedException if the execution is stopped
   */
  public Object run(Execution execution, Checkpoint from, Consumer<Checkpoint> entered)
      throws InterruptedException {
    Scope scope = new Scope();
    scope.assign(from.variables());
    return run(execution, scope, from.state(), from.input(), null, entered);
  }

  /** As above; the context object has an inline Map's item as its {@code Map}, where not null. */
  public Object run(Execution execution, Scope scope, Object input, Map<String, Object> mapContext)
      throws InterruptedException {
    return run(execution, scope, startAt, input, mapContext, checkpoint -> {});
  }

  private Object run(
      Execution execution,
      Scope scope,
      String state,
      Object input,
      Map<String, Object> mapContext,
      Consumer<Checkpoint> entered)
      throws InterruptedException {
    Named current = states.get(state);
    Object data = input;
    while (true) {
      execution.cancellation().check();
      entered.accept(new Checkpoint(current.name(), data, scope.visible()));
      StateContext context = new StateContext(execution, scope, current, data, mapContext);
      record(execution, current, "Entered", "input", data, Map.of());
      Transition left;
      try {
        left = current.state().run(context);
      } catch (EvaluationStopped e) {
        throw aborted(execution, current, new InterruptedException(e.getMessage()));
      } catch (InterruptedException e) {
        throw aborted(execution, current, e);
      } catch (StateError e) {
        execution.noteEvaluation(current.name(), e);
        throw e;
      }
      // What an earlier state gave, and this one only passed on, has been looked at.
      if (left.output() != data || data == input) {
        PayloadLimit.check(
            left.output(), "The state/task '" + current.name() + "' returned a result");
      }
      scope.assign(left.assigned());
      record(execution, current, "Exited", "output", left.output(), left.assigned());
      data = left.output();
      if (left instanceof Transition.Next next) {
        current = states.get(next.state());
      } else {
        return data;
      }
    }
  }

  /** A state that is stopped as another branch has failed says so; of a whole execution, none. */
  private static InterruptedException aborted(
      Execution execution, Named state, InterruptedException stop) {
    if (ABORTED.contains(state.type()) && !execution.stopped()) {
      execution.record(state.type() + "StateAborted", Map.of());
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
