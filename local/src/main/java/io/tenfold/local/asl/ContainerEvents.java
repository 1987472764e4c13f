package io.tenfold.local.asl;

import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.Execution;
import java.util.Map;

/** What a state that runs workflows adds to the history around them: its start and its end. */
public final class ContainerEvents {

  /** Runs the workflows and returns the state's result. */
  @FunctionalInterface
  public interface Work {
    Object run() throws InterruptedException;
  }

  private ContainerEvents() {}

  /**
   * Records that a state has started, runs it, and records how it ended.
   *
   * @param type of the state: {@code Map} or {@code Parallel}
   * @param started the details of its start
   */
  public static Object around(
      Execution execution, String type, Map<String, Object> started, Work work)
      throws InterruptedException {
    execution.record(type + "StateStarted", started);
    Object result;
    try {
      result = work.run();
    } catch (StateError e) {
      execution.record(type + "StateFailed", Map.of());
      throw e;
    } catch (InterruptedException e) {
      if (!execution.stopped()) {
        execution.record(type + "StateAborted", Map.of());
      }
      throw e;
    }
    execution.recordAside(type + "StateSucceeded", Map.of());
    return result;
  }
}
