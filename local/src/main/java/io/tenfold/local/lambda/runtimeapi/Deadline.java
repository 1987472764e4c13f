package io.tenfold.local.lambda.runtimeapi;

import java.time.Duration;

/**
 * The end of a time in which the engine's own pauses do not count.
 *
 * @param at the end without any, in {@link System#nanoTime()}'s terms
 * @param pausedBefore the pauses there had been when the time began
 */
public record Deadline(PauseWatch pauses, long at, long pausedBefore) {
  /** Past its first end, so often is it asked whether the engine is paused once more. */
  private static final long SLICE = Duration.ofMillis(100).toNanos();

  /** Returns for how many nanoseconds one may wait before asking again; 0 or less at the end. */
  long left() {
    long left = at - System.nanoTime();
    if (left > 0) {
      return left;
    }
    pauses.observe();
    return Math.min(SLICE, at + pauses.nanos() - pausedBefore - System.nanoTime());
  }
}
