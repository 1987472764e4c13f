package io.tenfold.local.asl;

import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.PayloadLimit;
import io.tenfold.local.asl.execution.Sleeper;
import io.tenfold.local.asl.execution.State;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.Transition;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** Gives a state its Retry and Catch. */
public final class FaultTolerance {
  private final Sleeper sleeper;
  private final DoubleSupplier random;
  private final Trial trial;

  /** Takes the wait between attempts, and numbers from 0 up to 1 for the jitter. */
  public FaultTolerance(Sleeper sleeper, DoubleSupplier random) {
    this(sleeper, random, null);
  }

  private FaultTolerance(Sleeper sleeper, DoubleSupplier random, Trial trial) {
    this.sleeper = sleeper;
    this.random = random;
    this.trial = trial;
  }

  /** Makes one that only tells what would be done, for a state that is tried by itself. */
  public static FaultTolerance of(Trial trial) {
    return new FaultTolerance(
        time -> {
          throw new IllegalStateException("a trial does not wait");
        },
        () -> 1,
        trial);
  }

  /** Who tries a state, and is told what becomes of its error. */
  public interface Trial {
    /** Returns how many retries each retrier has behind it. */
    long retries();

    /**
     * Takes the retrier that matches, by its place in Retry; a trial ends there where it throws.
     *
     * @param delay null where no retry is left
     */
    void retrying(int retrier, Duration delay, StateError error);

    /** Takes the catcher that matches, by its place in Catch. */
    void caught(int catcher, StateError error);
  }

  /** Takes Retry and Catch from a state's fields and returns the state with them. */
  public State of(Fields fields, State state) {
    List<Retrier> retriers = Retrier.listOf(fields);
    List<Catcher> catchers = Catcher.listOf(fields);
    return retriers.isEmpty() && catchers.isEmpty()
        ? state
        : context -> run(state, retriers, catchers, context);
  }

  private Transition run(
      State state, List<Retrier> retriers, List<Catcher> catchers, StateContext entered)
      throws InterruptedException {
    long[] attempts = new long[retriers.size()];
    if (trial != null) {
      Arrays.fill(attempts, trial.retries());
    }
    StateContext context = entered;
    for (int retries = 0; ; ) {
      StateError error;
      try {
        Transition left = state.run(context);
        PayloadLimit.check(
            left.output(), "The state/task '" + context.stateName() + "' returned a result");
        return left;
      } catch (StateError e) {
        error = e;
        context.execution().noteEvaluation(context.stateName(), e);
      }
      Duration delay = delay(retriers, attempts, error);
      if (delay == null) {
        return caught(catchers, context, error, context.execution().fail());
      }
      context.execution().retry();
      recordRetry(context, error, delay);
      // A task's time limit may have taken the stop's interrupt with its own.
      context.execution().cancellation().check();
      sleeper.sleep(delay);
      context = context.retried(++retries);
    }
  }

  private Duration delay(List<Retrier> retriers, long[] attempts, StateError error) {
    for (int i = 0; i < attempts.length; i++) {
      Retrier retrier = retriers.get(i);
      if (ErrorNames.matches(retrier.errorEquals(), error)) {
        Duration delay =
            attempts[i] < retrier.maxAttempts()
                ? retrier.delay(++attempts[i], random.getAsDouble())
                : null;
        if (trial != null) {
          trial.retrying(i, delay, error);
        }
        return delay;
      }
    }
    return null;
  }

  /**
   * Leaves by the catcher that matches. One whose own Output or Assign fails is caught by no other,
   * and fails the state a second time, as measured on AWS.
   *
   * @param failed the event that told of the state's failure; null where there was none
   */
  private Transition caught(
      List<Catcher> catchers, StateContext context, StateError error, String failed) {
    for (int i = 0; i < catchers.size(); i++) {
      Catcher catcher = catchers.get(i);
      if (ErrorNames.matches(catcher.errorEquals(), error)) {
        if (trial != null) {
          trial.caught(i, error);
        }
        try {
          return catcher.exit().leave(context, error);
        } catch (StateError e) {
          context.execution().failsWith(failed);
          throw e;
        }
      }
    }
    throw error;
  }

  private static void recordRetry(StateContext context, StateError error, Duration delay) {
    if (context.execution().keepsHistory()) {
      Map<String, Object> details = new LinkedHashMap<>();
      details.put("name", context.stateName());
      details.put("error", error.error());
      details.put("cause", error.cause());
      details.put("delaySeconds", delay.toMillis() / 1000.0);
      // Step Functions shows a retry only as the next TaskScheduled; the wait is worth seeing here.
      context.execution().recordOwn("TaskRetryScheduled", details);
    }
  }
}
