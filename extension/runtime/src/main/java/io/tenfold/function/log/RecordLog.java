package io.tenfold.function.log;

import io.tenfold.function.InvalidEnvelope;
import io.tenfold.function.ProcessorError;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.TransientFailure;
import io.tenfold.function.log.LogLines.Level;
import java.util.concurrent.TimeUnit;

/**
 * Writes one log line per record, when it ends, and puts its request id and index on every line
 * that is logged in between; no line holds content of the record unless DEBUG is on.
 */
public final class RecordLog {
  /** The logger's name, which stays, for there are queries by it and lines that have it. */
  public static final String LOGGER = "io.tenfold.function.RecordLog";

  static final String REQUEST_ID = "requestId";
  static final String INDEX = "index";
  static final String OUTCOME = "outcome";
  static final String DURATION = "durationMs";
  static final String ERROR = "error";
  static final String AT = "at";

  private final LogLines lines;

  /** Takes where to write. */
  public RecordLog(LogLines lines) {
    this.lines = lines;
  }

  /** Starts the clock for one invocation. */
  public Written begin(String requestId) {
    lines.put(REQUEST_ID, String.valueOf(requestId));
    return new Written(lines, System.nanoTime());
  }

  /** Says that something failed which was to warm the process up before its first record. */
  public void warmingFailed(String what, Throwable e) {
    lines.put(ERROR, e.getClass().getName());
    lines.write(Level.WARN, what, e);
    lines.clear();
  }

  /** Returns a duration in milliseconds, with the three decimals that are microseconds. */
  static String milliseconds(long nanos) {
    long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
    return micros / 1_000 + "." + String.valueOf(1_000 + micros % 1_000).substring(1);
  }

  /** The line of one record. */
  public interface Line {
    /** The line of what is no record: it is never written. */
    Line NONE = index -> {};

    /** Adds the record's place in the batch, from 0. */
    void index(long index);
  }

  /** A line that is written once. */
  public static final class Written implements Line {
    private final LogLines lines;
    private final long startedNanos;

    private Written(LogLines lines, long startedNanos) {
      this.lines = lines;
      this.startedNanos = startedNanos;
    }

    @Override
    public void index(long index) {
      lines.put(INDEX, Long.toString(index));
    }

    /** Ends the line: the record has its output. */
    public void succeeded() {
      if (lines.isEnabled(Level.INFO)) {
        lines.put(OUTCOME, "succeeded");
        lines.put(DURATION, duration());
        lines.write(Level.INFO, "record succeeded", null);
      }
      lines.clear();
    }

    /** Ends the line: the record failed, by its own fault (INFO) or by the processor's (WARN). */
    public void failed(Throwable e) {
      lines.put(OUTCOME, "failed");
      lines.put(DURATION, duration());
      lines.put(ERROR, e.getClass().getName());
      if (isExpected(e)) {
        lines.write(Level.INFO, "record failed", null);
      } else {
        // The place is enough to find a bug; the message may quote the record.
        lines.put(AT, placeOf(e));
        lines.write(Level.WARN, "record failed", null);
      }
      lines.write(Level.DEBUG, "record failed because", e);
      lines.clear();
    }

    private String duration() {
      return milliseconds(System.nanoTime() - startedNanos);
    }

    private static boolean isExpected(Throwable e) {
      return e instanceof RecordRejected
          || e instanceof TransientFailure
          || e instanceof InvalidEnvelope;
    }

    private static String placeOf(Throwable e) {
      Throwable origin = e instanceof ProcessorError ? e.getCause() : e;
      StackTraceElement[] stack = origin.getStackTrace();
      return stack.length == 0 ? "unknown" : stack[0].toString();
    }
  }
}
