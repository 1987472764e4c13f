package io.tenfold.cli.results;

import io.tenfold.cli.console.Quantity;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * What became of every record of a file over one run or several: the first run and its retries. It
 * takes four bits per record.
 */
public final class Coverage {
  private static final int EXAMPLES = 10;

  private final BitSet succeeded = new BitSet();
  private final BitSet failed = new BitSet();
  private final BitSet pending = new BitSet();
  private final BitSet seen = new BitSet();
  private final List<String> faults = new ArrayList<>();
  private final List<Long> duplicated = new ArrayList<>();
  private long duplicates;
  private long strays;
  private String firstStray;
  private long replaced;
  private long children;
  private long open;

  /** Begins another run, later than those before. */
  void startRun() {
    seen.clear();
    children = 0;
    duplicates = 0;
    duplicated.clear();
    strays = 0;
  }

  /**
   * Takes a child that succeeded.
   *
   * @return whether its index is one to go by
   */
  boolean succeeded(long index, String child) {
    if (!first(index, child)) {
      return false;
    }
    if (succeeded.get((int) index)) {
      replaced++;
    }
    succeeded.set((int) index);
    failed.clear((int) index);
    pending.clear((int) index);
    return true;
  }

  /** Takes a child that failed. */
  void failed(long index, String child) {
    if (first(index, child)) {
      failed.set((int) index);
      pending.clear((int) index);
    }
  }

  /** Takes a child that never started. */
  void pending(long index, String child) {
    if (first(index, child)) {
      pending.set((int) index);
      failed.clear((int) index);
    }
  }

  private boolean first(long index, String child) {
    children++;
    if (index < 0 || index >= IndexSorter.MOST_INDEX) {
      strays++;
      firstStray = Objects.requireNonNullElse(firstStray, child);
      return false;
    }
    if (seen.get((int) index)) {
      duplicates++;
      if (duplicated.size() < EXAMPLES) {
        duplicated.add(index);
      }
      return false;
    }
    seen.set((int) index);
    return true;
  }

  /**
   * Ends a run.
   *
   * @param name what people call it
   * @param read how many records it read
   */
  void endRun(String name, long read) {
    if (children != read) {
      faults.add(
          String.format(
              "%s read %s, and its results hold %,d.",
              name, Quantity.of(read, "record"), children));
    }
    if (duplicates > 0) {
      faults.add(
          String.format(
              "%s has %s more than once (indexes %s); the first of each is used.",
              name, Quantity.of(duplicates, "record"), duplicated));
    }
    if (strays > 0) {
      faults.add(
          String.format(
              "%s has %s without a record's index, such as %s; left out.",
              name, Quantity.of(strays, "child", "children"), firstStray));
    }
  }

  /**
   * Compares what there is with the first run's file.
   *
   * @param total how many records that file has
   * @param open of how many of them the run is known to have no outcome
   */
  void compareWithFile(long total, long open) {
    BitSet known = (BitSet) succeeded.clone();
    known.or(failed);
    known.or(pending);
    long missing = total - known.get(0, (int) total).cardinality();
    this.open = Math.min(missing, open);
    if (missing > open) {
      List<Integer> first = new ArrayList<>();
      for (int i = known.nextClearBit(0);
          i < total && first.size() < EXAMPLES;
          i = known.nextClearBit(i + 1)) {
        first.add(i);
      }
      faults.add(
          String.format(
              "%s in no results (first indexes %s).", Quantity.are(missing, "record"), first));
    }
    long beyond = known.cardinality() - (total - missing);
    if (beyond > 0) {
      faults.add(
          String.format(
              "%s beyond the last index of the first run's %,d; are these runs of one file?",
              Quantity.are(beyond, "record"), total));
    }
  }

  /** Returns what breaks the promise that every record is accounted for exactly once. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /** Returns how many records have succeeded in some run. */
  long succeededRecords() {
    return succeeded.cardinality();
  }

  /** Returns how many have not, and failed in the last run that had them. */
  public long failedRecords() {
    BitSet open = (BitSet) failed.clone();
    open.andNot(succeeded);
    return open.cardinality();
  }

  /** Returns how many have not, and never started in the last run that had them. */
  public long pendingRecords() {
    BitSet open = (BitSet) pending.clone();
    open.andNot(succeeded);
    return open.cardinality();
  }

  /**
   * Returns in words how many records have no output, and why: {@code 1,200 failed, 3 never
   * started, 7 without an outcome}; empty if each has one.
   */
  public String leftOut() {
    StringBuilder words = new StringBuilder();
    append(words, failedRecords(), "failed");
    append(words, pendingRecords(), "never started");
    append(words, open, "without an outcome");
    return words.toString();
  }

  private static void append(StringBuilder words, long count, String what) {
    if (count > 0) {
      words.append(words.isEmpty() ? "" : ", ").append(String.format("%,d %s", count, what));
    }
  }

  /** Returns how many outputs of a run a later one's take the place of. */
  public long replacedRecords() {
    return replaced;
  }
}
