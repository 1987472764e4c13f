package io.tenfold.local.asl.execution;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts a thread whose work takes longer than its TimeoutSeconds. A limit that the engine
 * comes to late, because it stood still (SIGSTOP, a sleeping machine), is put off by as much: what
 * had ended in time must get to be seen.
 */
public final class TimeLimits implements AutoCloseable {
  private static final long LATE_NANOS = Duration.ofMillis(200).toNanos();

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
    // A machine without a thread to spare shows that now, and not to a record in mid-run.
    timer.prestartCoreThread();
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
    TimeLimit started = new TimeLimit(timer, stop, retracts);
    started.schedule(limit.toNanos());
    return started;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** A limit that was started. */
  public static final class TimeLimit implements AutoCloseable {
    private final ScheduledExecutorService timer;
    private final Runnable stop;
    private final boolean retracts;
    private long due;
    private Future<?> timeout;
    private boolean expired;
    private boolean closed;

    private TimeLimit(ScheduledExecutorService timer, Runnable stop, boolean retracts) {
      this.timer = timer;
      this.stop = stop;
      this.retracts = retracts;
    }

    private synchronized void schedule(long nanos) {
      due = System.nanoTime() + nanos;
      timeout = timer.schedule(this::expire, nanos, TimeUnit.NANOSECONDS);
    }

    private synchronized void expire() {
      long late = System.nanoTime() - due;
      if (!closed && late > LATE_NANOS) {
        schedule(late);
      } else if (!closed) {
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
