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
 *
 * <p>Of a batch it writes one line when that ends, and one for each of its records that failed: a
 * line for every record would cost as much as all the rest.
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
  static final String RECORDS = "records";
  static final String SUCCEEDED = "succeeded";
  static final String FAILED = "failed";
  static final String TRANSIENT = "transient";
  static final String NOT_REACHED = "notReached";

  private final LogLines lines;

  /** Takes where to write. */
  public RecordLog(LogLines lines) {
    this.lines = lines;
  }

  /** Starts the clock for one invocation. */
  public Written begin(String requestId) {
    String known = String.valueOf(requestId);
    lines.put(REQUEST_ID, known);
    return new Written(lines, System.nanoTime(), known);
  }

  /** Has every line, the processor's own too, go to nowhere, or again to where it belongs. */
  public void setSilent(boolean silent) {
    lines.setSilent(silent);
  }

  /** Says that something failed which was to warm the process up before its first record. */
  public void warmingFailed(String what, Throwable e) {
    lines.put(ERROR, e.getClass().getName());
    lines.write(Level.WARN, what, e);
    lines.clear();
  }

  /** Writes a line of metrics, with its end. */
  public void metrics(String line) {
    lines.write(line);
  }

  /** Says that the guard against processing twice could not note what became of a record. */
  public void guardFailed(String what, Throwable e) {
    lines.write(Level.WARN, what, e);
  }

  /** Returns a duration in milliseconds, with the three decimals that are microseconds. */
  static String milliseconds(long nanos) {
    long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
    return micros / 1_000 + "." + String.valueOf(1_000 + micros % 1_000).substring(1);
  }

  private static String since(long nanos) {
    return milliseconds(System.nanoTime() - nanos);
  }

  /** The line of one record, which is written once. */
  public static final class Written {
    private final LogLines lines;
    private final long startedNanos;
    private final String requestId;

    private Written(LogLines lines, long startedNanos, String requestId) {
      this.lines = lines;
      this.startedNanos = startedNanos;
      this.requestId = requestId;
    }

    /** Adds the record's place in the batch, from 0. */
    public void index(long index) {
      lines.put(INDEX, Long.toString(index));
    }

    /** Makes it the line of a batch, and nothing is written of this one. */
    public Batch ofBatch() {
      return new Batch(lines, startedNanos, requestId);
    }

    /** Ends the line: the record has its output. */
    public void succeeded() {
      if (lines.isEnabled(Level.INFO)) {
        lines.put(OUTCOME, "succeeded");
        lines.put(DURATION, since(startedNanos));
        lines.write(Level.INFO, "record succeeded", null);
      }
      lines.clear();
    }

    /** Ends the line: the record failed, by its own fault (INFO) or by the processor's (WARN). */
    public void failed(Throwable e) {
      failedAs(e.getClass().getName());
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

    /** Ends the line: the record failed by the processor's fault, though nothing was thrown. */
    public void failed(String error) {
      failedAs(error);
      lines.write(Level.WARN, "record failed", null);
      lines.clear();
    }

    private void failedAs(String error) {
      lines.put(OUTCOME, "failed");
      lines.put(DURATION, since(startedNanos));
      lines.put(ERROR, error);
    }

    private static boolean isExpected(Throwable e) {
      return e instanceof RecordRejected
          || e instanceof TransientFailure
          || e instanceof InvalidEnvelope;
    }

    private static String placeOf(Throwable e) {
      boolean around = e instanceof ProcessorError && e.getCause() != null;
      StackTraceElement[] stack = (around ? e.getCause() : e).getStackTrace();
      return stack.length == 0 ? "unknown" : stack[0].toString();
    }
  }

  /** The line of a batch, and those of its records that failed. */
  public static final class Batch {
    private final LogLines lines;
    private final long startedNanos;
    private final String requestId;

    private Batch(LogLines lines, long startedNanos, String requestId) {
      this.lines = lines;
      this.startedNanos = startedNanos;
      this.requestId = requestId;
    }

    /** Turns to a record, by its index, and returns its line, for if it fails. */
    public Written record(long index) {
      return record(index, System.nanoTime());
    }

    /** Turns to a record that was begun at that time of {@link System#nanoTime}. */
    public Written record(long index, long begunNanos) {
      Written line = together(begunNanos);
      line.index(index);
      return line;
    }

    /** Turns to several records together, and returns the line for if they end the process. */
    public Written together(long begunNanos) {
      lines.clear();
      lines.put(REQUEST_ID, requestId);
      return new Written(lines, begunNanos, requestId);
    }

    /**
     * Ends the batch's line.
     *
     * @param records how many records it had
     * @param succeeded how many of them have their output
     * @param failed how many failed for good
     * @param trying how many failed and are to be tried again
     */
    public void ended(int records, int succeeded, int failed, int trying) {
      lines.clear();
      if (lines.isEnabled(Level.INFO)) {
        lines.put(REQUEST_ID, requestId);
        lines.put(RECORDS, Integer.toString(records));
        lines.put(SUCCEEDED, Integer.toString(succeeded));
        lines.put(FAILED, Integer.toString(failed));
        lines.put(TRANSIENT, Integer.toString(trying));
        lines.put(NOT_REACHED, Integer.toString(records - succeeded - failed - trying));
        lines.put(DURATION, since(startedNanos));
        lines.write(Level.INFO, "batch ended", null);
        lines.clear();
      }
    }
  }
}
