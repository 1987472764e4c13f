package io.tenfold.local.map.run;

import java.time.Instant;

/**
 * Dates within a run: the date of its start and what has passed since by a clock that nobody sets,
 * so that no child ends before it began.
 */
final class RunClock {
  private final Instant start = Instant.now();
  private final long startNanos = System.nanoTime();

  Instant now() {
    return start.plusNanos(System.nanoTime() - startNanos);
  }
}
