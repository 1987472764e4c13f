package io.tenfold.local.asl.execution;

import io.tenfold.local.asl.error.StateError;
import java.util.Map;
import java.util.Set;

/**
 * A service that a Task calls.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html">Integrating
 *     services with Step Functions</a>
 */
public interface TaskIntegration {

  /** Returns the part of the Task's Resource after {@code arn:aws:states:::}. */
  String resource();

  /** Returns the names that Arguments must have. */
  Set<String> required();

  /** Returns the names that Arguments may have besides. */
  default Set<String> optional() {
    return Set.of();
  }

  /** Returns the names of the arguments that must be strings. */
  Set<String> texts();

  /**
   * Calls the service and returns its response, as a JSON value.
   *
   * @param arguments the evaluated Arguments
   * @throws StateError if the service, or the function it runs, fails
   * @throws InterruptedException if the call takes longer than it may, or the execution is stopped
   */
  Object call(Map<String, Object> arguments, StateContext context) throws InterruptedException;
}
