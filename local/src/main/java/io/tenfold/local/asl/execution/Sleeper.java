package io.tenfold.local.asl.execution;

import java.time.Duration;

/** Waits, for Wait states and between retries. */
@FunctionalInterface
public interface Sleeper {
  /** Returns when the time is over, or throws if the thread is interrupted before. */
  void sleep(Duration time) throws InterruptedException;
}
