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

  /** Starts a limit on the current thread, which closing the limit lifts. */
  public TimeLimit start(Duration limit) {
    TimeLimit started = new TimeLimit(Thread.currentThread());
    started.timeout = timer.schedule(started::expire, limit.toMillis(), TimeUnit.MILLISECONDS);
    return started;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** A limit on the thread that started it. */
  public static final class TimeLimit implements AutoCloseable {
    private final Thread thread;
    private Future<?> timeout;
    private boolean expired;
    private boolean closed;

    private TimeLimit(Thread thread) {
      this.thread = thread;
    }

    private synchronized void expire() {
      if (!closed) {
        expired = true;
        thread.interrupt();
      }
    }

    /** Tells whether the limit was passed before it was lifted. */
    public synchronized boolean expired() {
      return expired;
    }

    /** Lifts the limit and takes back its interrupt, if it sent one. */
    @Override
    public synchronized void close() {
      closed = true;
      timeout.cancel(false);
      if (expired) {
        Thread.interrupted();
      }
    }
  }
}
