package io.tenfold.local.asl.execution;

import io.tenfold.local.asl.error.StateError;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tasks that wait for somebody to send back their token.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token">Wait
 *     for a Callback with Task Token</a>
 */
public final class TaskTokens {
  private static final String PREFIX = "AQ";

  private final Map<String, Waiting> open = new ConcurrentHashMap<>();

  /** Opens a task; closing it makes its token worth nothing. */
  public Waiting open() {
    Waiting waiting = new Waiting(PREFIX + UUID.randomUUID().toString().replace("-", ""));
    open.put(waiting.token(), waiting);
    return waiting;
  }

  /** Tells whether a text may be, or have been, a task's token. */
  public static boolean isToken(String text) {
    return text.matches(PREFIX + "[0-9a-f]{32}");
  }

  /** Ends a task with its result, and tells whether it was waiting. */
  public boolean succeed(String token, Object output) {
    Waiting waiting = open.get(token);
    return waiting != null && waiting.end(output, null);
  }

  /** Ends a task with an error, and tells whether it was waiting. */
  public boolean fail(String token, String error, String cause) {
    Waiting waiting = open.get(token);
    return waiting != null && waiting.end(null, new StateError(error, cause));
  }

  /** Puts off a task's HeartbeatSeconds, and tells whether it was waiting. */
  public boolean heartbeat(String token) {
    Waiting waiting = open.get(token);
    return waiting != null && waiting.beat();
  }

  /** A task that waits. */
  public final class Waiting implements AutoCloseable {
    private final String token;
    private long lastBeat;
    private boolean ended;
    private Object output;
    private StateError error;

    private Waiting(String token) {
      this.token = token;
    }

    /** Returns the token. */
    public String token() {
      return token;
    }

    private synchronized boolean end(Object result, StateError failure) {
      if (ended) {
        return false;
      }
      ended = true;
      output = result;
      error = failure;
      notifyAll();
      return true;
    }

    private synchronized boolean beat() {
      lastBeat = System.nanoTime();
      return !ended;
    }

    /**
     * Waits for the task's end and returns its result.
     *
     * @param heartbeat the longest time between two signs of life; null for any
     * @throws StateError that it ended with; {@code States.Timeout} where no sign of life came, as
     *     recorded on AWS
     */
    public synchronized Object await(Duration heartbeat) throws InterruptedException {
      lastBeat = System.nanoTime();
      while (!ended) {
        if (heartbeat == null) {
          wait();
        } else {
          long left = heartbeat.toNanos() - (System.nanoTime() - lastBeat);
          if (left <= 0) {
            ended = true;
            throw StateError.ofHeartbeat();
          }
          wait(left / 1_000_000 + 1);
        }
      }
      if (error != null) {
        throw error;
      }
      return output;
    }

    @Override
    public void close() {
      open.remove(token);
    }
  }
}
