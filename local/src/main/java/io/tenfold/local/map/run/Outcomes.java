package io.tenfold.local.map.run;

import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import java.util.BitSet;

/** Which items of a dataset have an outcome that stays, by position, and how many of each kind. */
final class Outcomes {
  private final long items;
  private final BitSet known = new BitSet();
  private long succeeded;
  private long failed;
  private long timedOut;
  private long aborted;

  /** Takes how many items there are. */
  Outcomes(long items) {
    this.items = items;
  }

  /** Reads what there is of a run's results. */
  static Outcomes of(ResultFiles results, long items) {
    Outcomes outcomes = new Outcomes(items);
    results.forEach(ResultGroup.SUCCEEDED, outcomes::add);
    results.forEach(ResultGroup.FAILED, outcomes::add);
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
    if (child.status().equals("ABORTED")) {
      aborted++;
      return false;
    }
    known.set((int) position);
    switch (child.status()) {
      case "SUCCEEDED" -> succeeded++;
      case "TIMED_OUT" -> timedOut++;
      default -> failed++;
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
