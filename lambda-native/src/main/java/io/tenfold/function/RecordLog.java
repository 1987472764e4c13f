package io.tenfold.function;

import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Writes one log line per record, when it ends, and puts its request id and index on every line
 * that is logged in between; no line holds content of the record unless DEBUG is on.
 */
@Singleton
class RecordLog {
  private static final Logger LOG = Logger.getLogger(RecordLog.class);

  static final String REQUEST_ID = "requestId";
  static final String INDEX = "index";
  static final String OUTCOME = "outcome";
  static final String DURATION = "durationMs";
  static final String ERROR = "error";
  static final String AT = "at";

  /** Starts the clock for one invocation. */
  Line begin(String requestId) {
    MDC.put(REQUEST_ID, String.valueOf(requestId));
    return new Line(System.nanoTime());
  }

  /** The line of one record, written once. */
  static final class Line {
    private final long startedNanos;

    private Line(long startedNanos) {
      this.startedNanos = startedNanos;
    }

    /** Adds the record's place in the batch, from 0. */
    void index(long index) {
      MDC.put(INDEX, Long.toString(index));
    }

    /** Ends the line: the record has its output. */
    void succeeded() {
      if (LOG.isInfoEnabled()) {
        MDC.put(OUTCOME, "succeeded");
        MDC.put(DURATION, duration());
        LOG.info("record succeeded");
      }
      clear();
    }

    /** Ends the line: the record failed, by its own fault (INFO) or by the processor's (WARN). */
    void failed(Exception e) {
      MDC.put(OUTCOME, "failed");
      MDC.put(DURATION, duration());
      MDC.put(ERROR, e.getClass().getName());
      if (isExpected(e)) {
        LOG.info("record failed");
      } else {
        // The place is enough to find a bug; the message may quote the record.
        MDC.put(AT, placeOf(e));
        LOG.warn("record failed");
      }
      LOG.debug("record failed because", e);
      clear();
    }

    private String duration() {
      long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startedNanos);
      return micros / 1_000 + "." + String.valueOf(1_000 + micros % 1_000).substring(1);
    }

    private static boolean isExpected(Exception e) {
      return e instanceof RecordRejected
          || e instanceof TransientFailure
          || e instanceof InvalidEnvelope;
    }

    private static String placeOf(Exception e) {
      Throwable origin = e instanceof ProcessorError ? e.getCause() : e;
      StackTraceElement[] stack = origin.getStackTrace();
      return stack.length == 0 ? "unknown" : stack[0].toString();
    }

    private static void clear() {
      MDC.remove(REQUEST_ID);
      MDC.remove(INDEX);
      MDC.remove(OUTCOME);
      MDC.remove(DURATION);
      MDC.remove(ERROR);
      MDC.remove(AT);
    }
  }
}
