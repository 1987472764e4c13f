package io.tenfold.local.map.run;

import io.tenfold.local.map.result.BatchInput;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import java.util.BitSet;

/** Which items of a dataset have an outcome that stays, by position, and how many of each kind. */
final class Outcomes {
  private final long items;
  private final boolean batched;
  private final BitSet known = new BitSet();
  private long succeeded;
  private long failed;
  private long timedOut;
  private long aborted;
  private long childrenSucceeded;
  private long childrenFailed;
  private long childrenTimedOut;

  /** Takes how many items there are, and whether a child runs a batch of them. */
  Outcomes(long items, boolean batched) {
    this.items = items;
    this.batched = batched;
  }

  /** Reads what there is of a run's results. */
  static Outcomes of(ResultFiles results, long items, boolean batched) {
    Outcomes outcomes = new Outcomes(items, batched);
    results.forEachChild(ResultGroup.SUCCEEDED, outcomes::add);
    results.forEachChild(ResultGroup.FAILED, outcomes::add);
    return outcomes;
  }

  /**
   * Takes a child, and tells whether its outcome stays: the first one of its item, and not that of
   * one which was stopped.
   */
  boolean add(ChildExecution child) {
    long position = ChildNames.position(child.name());
    if (position < 0 || position >= items || known.get((int) position)) {
      return false;
    }
    int count = batched ? BatchInput.count(child.inputJson()) : 1;
    if (child.status().equals("ABORTED")) {
      aborted += count;
      return false;
    }
    known.set((int) position, (int) Math.min(items, position + count));
    switch (child.status()) {
      case "SUCCEEDED" -> {
        childrenSucceeded++;
        succeeded += count;
      }
      case "TIMED_OUT" -> {
        childrenTimedOut++;
        timedOut += count;
      }
      default -> {
        childrenFailed++;
        failed += count;
      }
    }
    return true;
  }

  /** Tells whether the item at a position has an outcome. */
  boolean has(long position) {
    return known.get((int) position);
  }

  /** Returns the positions that have one; a copy. */
  BitSet known() {
    return (BitSet) known.clone();
  }

  long succeeded() {
    return succeeded;
  }

  long failed() {
    return failed;
  }

  long timedOut() {
    return timedOut;
  }

  long childrenSucceeded() {
    return childrenSucceeded;
  }

  long childrenFailed() {
    return childrenFailed;
  }

  long childrenTimedOut() {
    return childrenTimedOut;
  }

  /** Counts every item once; those before a position may have been started. */
  UnfinishedMapRun.Counts counts(long announced) {
    long ended = succeeded + failed + timedOut;
    long open = announced - known.get(0, (int) announced).cardinality();
    long mayHaveRun = Math.max(0, open - aborted);
    return new UnfinishedMapRun.Counts(
        items,
        succeeded,
        failed + timedOut,
        aborted,
        mayHaveRun,
        items - ended - aborted - mayHaveRun);
  }
}
