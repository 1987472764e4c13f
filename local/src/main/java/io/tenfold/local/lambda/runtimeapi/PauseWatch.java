package io.tenfold.local.lambda.runtimeapi;

import java.time.Duration;

/**
 * Knows for how long the engine itself stood still: stopped by a signal, asleep with its machine,
 * or collecting garbage. What a function answered meanwhile could not be read, so that time counts
 * towards no limit of a function.
 *
 * <p>Someone must call {@link #observe()} about every 50 ms while anything runs; what is much more
 * between two calls was a pause.
 */
public final class PauseWatch {
  private static final long LONGEST_GAP = Duration.ofMillis(200).toNanos();

  private long last = System.nanoTime();
  private long paused;

  /** Begins to watch again after a time in which nothing ran and nobody called. */
  public synchronized void resume() {
    last = System.nanoTime();
  }

  /**
   * Says that the engine runs. Whoever comes second after a pause has nothing to add, and waits
   * until the first has counted it: else a limit would be taken for reached in between.
   */
  public synchronized void observe() {
    long now = System.nanoTime();
    if (now - last > LONGEST_GAP) {
      paused += now - last;
    }
    last = now;
  }

  /** Returns how long all pauses took so far, in nanoseconds. */
  synchronized long nanos() {
    return paused;
  }

  /** Returns the moment that is this long from now, not counting pauses. */
  public Deadline in(Duration limit) {
    return new Deadline(this, System.nanoTime() + limit.toNanos(), nanos());
  }
}
