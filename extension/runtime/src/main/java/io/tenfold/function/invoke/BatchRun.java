package io.tenfold.function.invoke;

import io.tenfold.function.RecordContext;
import io.tenfold.function.TransientFailure;
import io.tenfold.function.log.RecordLog;
import java.time.Instant;

/** One batch on its way: its records, what they are answered with so far, and its time. */
final class BatchRun {
  /** What an outcome fails with that no answer holds, as a record by itself would. */
  static final String TOO_LARGE = "States.DataLimitExceeded";

  private static final long SPARE_NANOS = 1_000_000_000;

  private final RecordWork work;
  private final ProcessExit exit;
  private final BatchEnvelope batch;
  private final String requestId;
  private final Instant deadline;
  private final RecordLog.Batch log;
  private final BatchAnswer answer;

  /** Takes the batch and its invocation. */
  BatchRun(
      RecordWork work,
      ProcessExit exit,
      BatchEnvelope batch,
      String requestId,
      Instant deadline,
      RecordLog.Batch log) {
    this.work = work;
    this.exit = exit;
    this.batch = batch;
    this.requestId = requestId;
    this.deadline = deadline;
    this.log = log;
    this.answer = new BatchAnswer(batch.items().size());
  }

  /** Returns how many records there are. */
  int size() {
    return batch.items().size();
  }

  /** Returns the envelope at a position, from 0. */
  Envelope item(int position) {
    return batch.items().get(position);
  }

  /** Returns what the processor may know beside the record at a position. */
  RecordContext context(int position) {
    Envelope item = item(position);
    return work.context(item, requestId, deadline, batch.parametersOf(item));
  }

  /** Returns what is done with a record. */
  RecordWork work() {
    return work;
  }

  /** Returns what ends the process. */
  ProcessExit exit() {
    return exit;
  }

  /** Returns the lines of the batch. */
  RecordLog.Batch log() {
    return log;
  }

  /** Returns what the records are answered with so far. */
  BatchAnswer answer() {
    return answer;
  }

  /**
   * Processes records one by one: the first in any case, so that every invocation gets somewhere,
   * and the others while there is room and time for them.
   *
   * @param misfits the reasons why records have failed already, or null, from position {@code from}
   */
  void oneByOne(int from, int to, Exception[] misfits) {
    long longest = -1;
    for (int position = from; position < to; position++) {
      long begun = System.nanoTime();
      if (misfits[position - from] != null) {
        failed(position, misfits[position - from], log.record(item(position).index(), begun));
        continue;
      }
      RecordContext context = context(position);
      if (longest >= 0 && !mayStart(longest, context)) {
        answer.notReached(position);
        continue;
      }
      process(position, context, log.record(item(position).index(), begun));
      longest = Math.max(longest, System.nanoTime() - begun);
    }
  }

  /** Tells whether there is room for another outcome, and time for what took so long before. */
  boolean mayStart(long longestNanos, RecordContext context) {
    return !answer.isFull() && context.remainingTime().toNanos() >= 2 * longestNanos + SPARE_NANOS;
  }

  private void process(int position, RecordContext context, RecordLog.Written line) {
    byte[] outcome;
    try {
      outcome = work.process(item(position), context);
    } catch (Throwable e) {
      failed(position, exit.survived(e, line), line);
      return;
    }
    succeeded(position, outcome, line);
  }

  /** Answers for a record that has this outcome, in UTF-8. */
  void succeeded(int position, byte[] outcome, RecordLog.Written line) {
    if (outcome.length > BatchAnswer.LARGEST) {
      String cause =
          "The outcome of the record has "
              + outcome.length
              + " bytes, and the answer to a batch holds "
              + BatchAnswer.LARGEST;
      if (answer.failed(item(position).index(), TOO_LARGE, cause)) {
        line.failed(TOO_LARGE);
      } else {
        answer.notReached(position);
      }
    } else if (!answer.succeeded(outcome)) {
      answer.notReached(position);
    }
  }

  /** Answers for a record that failed with this. */
  void failed(int position, Exception e, RecordLog.Written line) {
    long index = item(position).index();
    ErrorReport report = new ErrorReport(e);
    boolean fits =
        isTransient(e)
            ? answer.failedForNow(position, index, report.type(), report.cause())
            : answer.failed(index, report.type(), report.cause());
    if (fits) {
      line.failed(e);
    } else {
      answer.notReached(position);
    }
  }

  /** Tells whether another attempt is made after this, which the workflow decides by its name. */
  static boolean isTransient(Exception e) {
    return e.getClass() == TransientFailure.class;
  }

  /** Writes the batch's line and returns the answer in UTF-8. */
  byte[] end() {
    log.ended(size(), answer.succeeded(), answer.failed(), answer.trying());
    return answer.json();
  }
}
