package io.tenfold.local.asl;

import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.Branching;
import io.tenfold.local.asl.execution.Execution;
import io.tenfold.local.asl.execution.StateContext;
import java.util.Map;
import java.util.function.LongFunction;

/** What a state that runs workflows adds to the history around them: its start and its end. */
public final class ContainerEvents {

  /** Runs the workflows that have not succeeded, and returns the state's result. */
  @FunctionalInterface
  public interface Work {
    Object run(Branching branches) throws InterruptedException;
  }

  private ContainerEvents() {}

  /**
   * Records that a state has started, runs it, and records how it ended. A redrive goes on with the
   * branches that the state kept, and with its start.
   *
   * @param type of the state: {@code Map} or {@code Parallel}
   * @param begin makes the branches, after the id of the event of the start is known
   * @param started the details of its start
   */
  public static Object around(
      StateContext context,
      String type,
      LongFunction<Branching> begin,
      Map<String, Object> started,
      Work work)
      throws InterruptedException {
    Execution execution = context.execution();
    Branching branches;
    if (context.kept() instanceof Branching before) {
      branches = before;
      execution.follow(before.startedEvent());
    } else {
      execution.record(type + "StateStarted", started);
      branches = begin.apply(execution.last());
      context.keep(branches);
    }
    Object result;
    try {
      result = work.run(branches);
    } catch (StateError e) {
      // A definition that does not fit its data has failed, and no state: measured on AWS.
      if (!e.error().equals(ErrorNames.RUNTIME)) {
        execution.failsWith(type + "StateFailed");
      }
      throw e;
    } catch (InterruptedException e) {
      if (!execution.stopped()) {
        execution.ends(type + "StateAborted", Map.of());
      }
      throw e;
    }
    execution.recordAside(type + "StateSucceeded", Map.of());
    return result;
  }
}
