package io.tenfold.local.map.run;

import io.tenfold.local.map.result.BatchInput;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which items of a dataset have an outcome that stays, by position, and how many of each kind. For
 * a redrive it also tells which of them did not succeed, and the children that had them.
 */
final class Outcomes {
  private final long items;
  private final boolean batched;
  private final BitSet known = new BitSet();
  // Of what did not succeed: the items, and the first one of each child by its status.
  private final BitSet unsuccessful = new BitSet();
  private final BitSet failedChildren = new BitSet();
  private final BitSet timedOutChildren = new BitSet();
  private final BitSet abortedChildren = new BitSet();
  // Of the children that were redriven without success.
  private final Map<Long, Integer> redrives = new HashMap<>();
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
    // Of a run that was cut off; it is open again.
    if (child.status().equals("ABORTED")) {
      aborted += count;
      return false;
    }
    ended(position, count, child.status(), child.redriveCount());
    return true;
  }

  /**
   * Takes a child that ended, by the position of its first item; an aborted one is to be redriven.
   */
  synchronized void ended(long position, int count, String status, int redriveCount) {
    int first = (int) position;
    int end = (int) Math.min(items, position + count);
    known.set(first, end);
    if (status.equals("SUCCEEDED")) {
      childrenSucceeded++;
      succeeded += count;
      return;
    }
    unsuccessful.set(first, end);
    if (redriveCount > 0) {
      redrives.put(position, redriveCount);
    }
    switch (status) {
      case "TIMED_OUT" -> {
        childrenTimedOut++;
        timedOut += count;
        timedOutChildren.set(first);
      }
      case "ABORTED" -> {
        aborted += count;
        abortedChildren.set(first);
      }
      default -> {
        childrenFailed++;
        failed += count;
        failedChildren.set(first);
      }
    }
  }

  /** Returns the same, to be gone on with. */
  synchronized Outcomes copy() {
    Outcomes copy = succeededOnly();
    copy.known.or(unsuccessful);
    copy.unsuccessful.or(unsuccessful);
    copy.failedChildren.or(failedChildren);
    copy.timedOutChildren.or(timedOutChildren);
    copy.abortedChildren.or(abortedChildren);
    copy.redrives.putAll(redrives);
    copy.failed = failed;
    copy.timedOut = timedOut;
    copy.aborted = aborted;
    copy.childrenFailed = childrenFailed;
    copy.childrenTimedOut = childrenTimedOut;
    return copy;
  }

  /** Returns what is left of them when all that did not succeed is open again. */
  synchronized Outcomes succeededOnly() {
    Outcomes left = new Outcomes(items, batched);
    left.known.or(known);
    left.known.andNot(unsuccessful);
    left.succeeded = succeeded;
    left.childrenSucceeded = childrenSucceeded;
    return left;
  }

  /** Tells whether the item at a position ended without success. */
  boolean unsuccessful(long position) {
    return unsuccessful.get((int) position);
  }

  /** Returns how many items ended without success. */
  long unsuccessful() {
    return unsuccessful.cardinality();
  }

  /** Returns how many children did. */
  long unsuccessfulChildren() {
    return failedChildren.cardinality()
        + timedOutChildren.cardinality()
        + abortedChildren.cardinality();
  }

  /** Returns how a child ended without success, by its first item; null if it is none. */
  String unsuccessfulStatus(long position) {
    int first = (int) position;
    return failedChildren.get(first)
        ? "FAILED"
        : timedOutChildren.get(first) ? "TIMED_OUT" : abortedChildren.get(first) ? "ABORTED" : null;
  }

  /** Takes a child that ended without success. */
  @FunctionalInterface
  interface Unsuccessful {
    /** Takes the position of its first item, and how many items it had. */
    void take(long position, int items);
  }

  /** Hands on the children that ended without success, in order. */
  void forEachUnsuccessfulChild(Unsuccessful to) {
    BitSet firsts = (BitSet) failedChildren.clone();
    firsts.or(timedOutChildren);
    firsts.or(abortedChildren);
    for (int at = firsts.nextSetBit(0); at >= 0; at = firsts.nextSetBit(at + 1)) {
      int next = firsts.nextSetBit(at + 1);
      int end = unsuccessful.nextClearBit(at);
      to.take(at, (next < 0 ? end : Math.min(next, end)) - at);
    }
  }

  /** Returns how many items from a position on ended without success. */
  long unsuccessfulFrom(long position) {
    return unsuccessful.get((int) position, (int) items).cardinality();
  }

  /** Returns how often a child that did not succeed was redriven, by its first item. */
  int redriveCount(long position) {
    return redrives.getOrDefault(position, 0);
  }

  /** Returns how many of the positions from one on have no outcome. */
  long openFrom(long position) {
    return items - position - known.get((int) position, (int) items).cardinality();
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
