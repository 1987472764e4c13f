package io.tenfold.function.invoke;

import io.tenfold.function.BatchProcessor;
import io.tenfold.function.BatchRecord;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordOutcome;
import io.tenfold.function.WrongOutcomes;
import io.tenfold.function.log.RecordLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

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
    Taken taken = read(from, to - from);
    List<BatchRecord<Object>> records = taken.records;
    long begun = System.nanoTime();
    RecordLog.Written line = run.log().together(begun);
    List<RecordOutcome<Object>> outcomes;
    try {
      outcomes = outcomesOf(records);
    } catch (Throwable e) {
      Exception failure = run.exit().survived(e, line);
      if (records.size() > 1 && isOfOneOfThem(failure)) {
        records.forEach(record -> run.work().failed(record.context()));
        run.oneByOne(from, to, taken.misfits);
        return;
      }
      outcomes = Collections.nCopies(records.size(), RecordOutcome.failed(failure));
    }
    answer(from, taken, outcomes.iterator(), begun);
  }

  private List<RecordOutcome<Object>> outcomesOf(List<BatchRecord<Object>> records)
      throws Exception {
    if (records.isEmpty()) {
      return List.of();
    }
    List<RecordOutcome<Object>> outcomes;
    try {
      outcomes = processor.processBatch(List.copyOf(records));
    } finally {
      RecordWork.endInterruption();
    }
    // A copy, for the list is the processor's.
    return List.copyOf(WrongOutcomes.requireOneForEach(processor, records.size(), outcomes));
  }

  /**
   * Tells whether nothing has been done, and some of the records are at fault, nobody knows which.
   */
  private static boolean isOfOneOfThem(Exception failure) {
    return !BatchRun.isTransient(failure) && !(failure instanceof WrongOutcomes);
  }

  private Taken read(int from, int count) {
    Taken taken = new Taken(count);
    for (int i = 0; i < count; i++) {
      Envelope item = run.item(from + i);
      RecordLog.Written line = run.log().record(item.index());
      try {
        Object record = run.work().read(item);
        RecordContext context = run.context(from + i);
        Optional<byte[]> before = run.work().guard().begin(context);
        if (before.isPresent()) {
          taken.answers[i] = before.get();
        } else {
          taken.records.add(new BatchRecord<>(record, context));
        }
      } catch (Throwable e) {
        taken.misfits[i] = run.exit().survived(e, line);
      }
    }
    return taken;
  }

  private void answer(int from, Taken taken, Iterator<RecordOutcome<Object>> outcomes, long begun) {
    bytesOfOutputs = 0;
    outputs = 0;
    Iterator<BatchRecord<Object>> records = taken.records.iterator();
    for (int i = 0; i < taken.misfits.length; i++) {
      int position = from + i;
      RecordLog.Written line = run.log().record(run.item(position).index(), begun);
      if (taken.misfits[i] != null) {
        run.failed(position, taken.misfits[i], line);
      } else if (taken.answers[i] != null) {
        run.succeeded(position, taken.answers[i], line);
      } else {
        answer(position, records.next().context(), outcomes.next(), line);
      }
    }
    if (outputs > 0) {
      bytesOfAnOutcome = (int) ((bytesOfOutputs + outputs - 1) / outputs);
    }
  }

  private void answer(
      int position, RecordContext context, RecordOutcome<Object> outcome, RecordLog.Written line) {
    byte[] written;
    try {
      written = written(position, outcome);
    } catch (Throwable e) {
      Exception reason = run.exit().survived(e, line);
      run.work().failed(context);
      run.failed(position, reason, line);
      return;
    }
    run.work().succeeded(context, written);
    run.succeeded(position, written, line);
    bytesOfOutputs += Math.min(written.length, BatchAnswer.LARGEST);
    outputs++;
  }

  /** Returns a record's answer, or throws the reason why it has none. */
  private byte[] written(int position, RecordOutcome<Object> outcome) throws Exception {
    if (outcome instanceof RecordOutcome.Failed<Object> failed) {
      throw failed.reason();
    }
    Object output = ((RecordOutcome.Succeeded<Object>) outcome).output();
    return run.work().json().write(run.item(position).index(), output);
  }

  /** Records on their way into a call, each at its place: a misfit, answered before, or in it. */
  private static final class Taken {
    final Exception[] misfits;
    final byte[][] answers;
    final List<BatchRecord<Object>> records;

    Taken(int count) {
      misfits = new Exception[count];
      answers = new byte[count][];
      records = new ArrayList<>(count);
    }
  }
}
