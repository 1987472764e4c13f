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

  /** Returns the names that Arguments must have; none where they are not checked. */
  default Set<String> required() {
    return Set.of();
  }

  /** Returns the names that Arguments may have besides. */
  default Set<String> optional() {
    return Set.of();
  }

  /**
   * Returns how else than for its response a Task may wait for it: {@code .sync}, {@code .sync:2}
   * and {@code .waitForTaskToken}.
   */
  default Set<String> patterns() {
    return Set.of();
  }

  /**
   * Waits for the end of the job that the service has started, and returns its result; for those
   * with {@code .sync} among their patterns.
   *
   * @param pattern {@code .sync} or {@code .sync:2}
   * @param submitted what {@link #call} returned
   * @param context of the state that waits
   * @throws StateError if the job fails
   */
  default Object await(String pattern, Object submitted, StateContext context)
      throws InterruptedException {
    throw new UnsupportedOperationException(resource() + pattern);
  }

  /** Returns the names of the arguments that must be strings; none where they are not checked. */
  default Set<String> texts() {
    return Set.of();
  }

  /**
   * Returns the names that the objects within an argument may have, by the argument's name: of an
   * array's elements, or of an object's values.
   */
  default Map<String, Set<String>> members() {
    return Map.of();
  }

  /**
   * Calls the service and returns its response, as a JSON value.
   *
   * @param arguments the evaluated Arguments; where they are not checked, as {@code Payload}
   * @throws StateError if the service, or the function it runs, fails
   * @throws InterruptedException if the call takes longer than it may, or the execution is stopped
   */
  Object call(Map<String, Object> arguments, StateContext context) throws InterruptedException;

  /** Returns what it is called where its result is too large. */
  default String serviceName() {
    String name = resource();
    return name.substring(0, Math.max(0, name.lastIndexOf(':')));
  }

  /**
   * Tells whether its Arguments are an object with the names above; false for a function that is
   * named by its ARN, and takes what there is.
   */
  default boolean isChecked() {
    return true;
  }
}
