package io.tenfold.local.lambda.runtimeapi;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

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

  private final AtomicLong last = new AtomicLong(System.nanoTime());
  private final AtomicLong paused = new AtomicLong();

  /** Begins to watch again after a time in which nothing ran and nobody called. */
  public void resume() {
    last.set(System.nanoTime());
  }

  /** Says that the engine runs. */
  public void observe() {
    long before = last.get();
    long now = System.nanoTime();
    // Whoever comes second has nothing to add: the first has counted the gap.
    if (now > before && last.compareAndSet(before, now) && now - before > LONGEST_GAP) {
      paused.addAndGet(now - before);
    }
  }

  /** Returns how long all pauses took so far, in nanoseconds. */
  long nanos() {
    return paused.get();
  }

  /** Returns the moment that is this long from now, not counting pauses. */
  public Deadline in(Duration limit) {
    return new Deadline(this, System.nanoTime() + limit.toNanos(), nanos());
  }
}
