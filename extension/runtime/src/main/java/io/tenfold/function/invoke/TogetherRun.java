package io.tenfold.function.invoke;

import io.tenfold.function.BatchProcessor;
import io.tenfold.function.BatchRecord;
import io.tenfold.function.RecordOutcome;
import io.tenfold.function.WrongOutcomes;
import io.tenfold.function.log.RecordLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * A batch on its way through a {@link BatchProcessor}: all of its records in one call, or as many
 * as the answer will hold if their outcomes are as large as those of the call before.
 */
final class TogetherRun {
  private final BatchRun run;
  private final BatchProcessor<Object, Object> processor;
  private int bytesOfAnOutcome;

  /** How many outputs the last call returned, and how many bytes they take. */
  private int outputs;

  private long bytesOfOutputs;

  /** Takes how many bytes an outcome took in the call before, 0 if there was none. */
  TogetherRun(BatchRun run, BatchProcessor<Object, Object> processor, int bytesOfAnOutcome) {
    this.run = run;
    this.processor = processor;
    this.bytesOfAnOutcome = bytesOfAnOutcome;
  }

  /** Returns how many bytes an outcome took in the last call, 0 if there was none. */
  int bytesOfAnOutcome() {
    return bytesOfAnOutcome;
  }

  /**
   * Answers for every record: the first call is made in any case, so that every invocation gets
   * somewhere, and others while there is room and time for them.
   */
  void run() {
    long longest = -1;
    int from = 0;
    while (from < run.size()) {
      int most = most();
      if (longest >= 0 && (most == 0 || !run.mayStart(longest, run.context(from)))) {
        run.answer().notReached(from);
        from++;
        continue;
      }
      int to = from + Math.min(run.size() - from, Math.max(1, most));
      long begun = System.nanoTime();
      call(from, to);
      longest = Math.max(longest, System.nanoTime() - begun);
      from = to;
    }
  }

  /** Returns how many more outcomes the answer will probably hold. */
  private int most() {
    return bytesOfAnOutcome == 0
        ? Integer.MAX_VALUE
        : Math.max(0, BatchAnswer.FULL - run.answer().bytes()) / bytesOfAnOutcome;
  }

  private void call(int from, int to) {
    Exception[] misfits = new Exception[to - from];
    List<BatchRecord<Object>> records = read(from, misfits);
    long begun = System.nanoTime();
    RecordLog.Written line = run.log().together(begun);
    List<RecordOutcome<Object>> outcomes;
    try {
      outcomes = outcomesOf(records);
    } catch (Exception | Error e) {
      Exception failure = run.exit().survived(e, line);
      if (records.size() > 1 && isOfOneOfThem(failure)) {
        run.oneByOne(from, to, misfits);
        return;
      }
      outcomes = Collections.nCopies(records.size(), RecordOutcome.failed(failure));
    }
    answer(from, misfits, outcomes.iterator(), begun);
  }

  private List<RecordOutcome<Object>> outcomesOf(List<BatchRecord<Object>> records)
      throws Exception {
    if (records.isEmpty()) {
      return List.of();
    }
    List<RecordOutcome<Object>> outcomes = processor.processBatch(List.copyOf(records));
    // A copy, for the list is the processor's.
    return List.copyOf(WrongOutcomes.requireOneForEach(processor, records.size(), outcomes));
  }

  /**
   * Tells whether nothing has been done, and some of the records are at fault, nobody knows which.
   */
  private static boolean isOfOneOfThem(Exception failure) {
    return !BatchRun.isTransient(failure) && !(failure instanceof WrongOutcomes);
  }

  private List<BatchRecord<Object>> read(int from, Exception[] misfits) {
    List<BatchRecord<Object>> records = new ArrayList<>(misfits.length);
    for (int i = 0; i < misfits.length; i++) {
      Envelope item = run.item(from + i);
      RecordLog.Written line = run.log().record(item.index());
      try {
        records.add(new BatchRecord<>(run.work().read(item), run.context(from + i)));
      } catch (Exception | Error e) {
        misfits[i] = run.exit().survived(e, line);
      }
    }
    return records;
  }

  private void answer(
      int from, Exception[] misfits, Iterator<RecordOutcome<Object>> outcomes, long begun) {
    bytesOfOutputs = 0;
    outputs = 0;
    for (int i = 0; i < misfits.length; i++) {
      int position = from + i;
      RecordLog.Written line = run.log().record(run.item(position).index(), begun);
      Exception reason =
          misfits[i] == null ? failureOf(position, outcomes.next(), line) : misfits[i];
      if (reason != null) {
        run.failed(position, reason, line);
      }
    }
    if (outputs > 0) {
      bytesOfAnOutcome = (int) ((bytesOfOutputs + outputs - 1) / outputs);
    }
  }

  /** Answers with a record's output and returns null, or returns the reason why it has none. */
  private Exception failureOf(int position, RecordOutcome<Object> outcome, RecordLog.Written line) {
    if (outcome instanceof RecordOutcome.Failed<Object> failed) {
      return failed.reason();
    }
    Object output = ((RecordOutcome.Succeeded<Object>) outcome).output();
    byte[] written;
    try {
      written = run.work().json().write(run.item(position).index(), output);
    } catch (Exception | Error e) {
      return run.exit().survived(e, line);
    }
    run.succeeded(position, written, line);
    bytesOfOutputs += Math.min(written.length, BatchAnswer.LARGEST);
    outputs++;
    return null;
  }
}
