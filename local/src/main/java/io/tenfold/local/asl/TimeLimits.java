package io.tenfold.local.asl;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Interrupts a thread whose work takes longer than its TimeoutSeconds. */
public final class TimeLimits implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "tenfold-time-limits");
            thread.setDaemon(true);
            return thread;
          });

  /** Makes the one timer of an engine. */
  public TimeLimits() {
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * Starts a limit on the current thread, which closing the limit lifts; closing also takes back
   * its interrupt, so that only what can be retried, a task, is to be limited by this.
   */
  public TimeLimit start(Duration limit) {
    Thread thread = Thread.currentThread();
    return start(limit, thread::interrupt, true);
  }

  /** Starts a limit on what the cancellation stops, which closing the limit lifts. */
  public TimeLimit start(Duration limit, Cancellation cancellation) {
    return start(limit, cancellation::request, false);
  }

  private TimeLimit start(Duration limit, Runnable stop, boolean retracts) {
    TimeLimit started = new TimeLimit(stop, retracts);
    started.timeout = timer.schedule(started::expire, limit.toMillis(), TimeUnit.MILLISECONDS);
    return started;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** A limit that was started. */
  public static final class TimeLimit implements AutoCloseable {
    private final Runnable stop;
    private final boolean retracts;
    private Future<?> timeout;
    private boolean expired;
    private boolean closed;

    private TimeLimit(Runnable stop, boolean retracts) {
      this.stop = stop;
      this.retracts = retracts;
    }

    private synchronized void expire() {
      if (!closed) {
        expired = true;
        stop.run();
      }
    }

    /** Tells whether the limit was passed before it was lifted. */
    public synchronized boolean expired() {
      return expired;
    }

    /** Lifts the limit. */
    @Override
    public synchronized void close() {
      closed = true;
      timeout.cancel(false);
      if (expired && retracts) {
        Thread.interrupted();
      }
    }
  }
}
