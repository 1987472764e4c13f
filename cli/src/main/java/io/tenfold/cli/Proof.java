package io.tenfold.cli;

import io.tenfold.local.map.Reconciliation;
import io.tenfold.local.map.RecordIndex;
import io.tenfold.local.map.ResultFiles;
import io.tenfold.local.map.ResultGroup;
import java.util.BitSet;

/**
 * Whether a run accounts for each of its records exactly once, and that in a sentence.
 *
 * @param complete whether all of its results could be read
 */
record Proof(boolean holds, boolean complete, String sentence) {

  /**
   * Reads all results, as far as they can be read; takes a bit of memory per record.
   *
   * @param expected how many records the run read
   * @param retry whether the run's file held records of another run, with their indexes there
   */
  static Proof of(ResultFiles results, long expected, boolean retry) {
    try {
      return ofAll(results, expected, retry);
    } catch (ResultFiles.Unreadable | UserError e) {
      return unread(found(results), expected, e.getMessage());
    }
  }

  /** Returns that nothing is known of the records of a run, and why. */
  static Proof none(long expected, String reason) {
    return unread(0, expected, reason);
  }

  private static Proof unread(long found, long expected, String reason) {
    return new Proof(
        false,
        false,
        String.format(
            "%,d of %,d records are in results that can be read: %s", found, expected, reason));
  }

  /** Returns how many records are in the results, leaving out what can't be read. */
  private static long found(ResultFiles results) {
    BitSet seen = new BitSet();
    for (ResultGroup group : ResultGroup.values()) {
      try {
        results.forEach(
            group,
            child -> {
              long index = RecordIndex.of(child.inputJson());
              if (index >= 0 && index < IndexSorter.MOST_INDEX) {
                seen.set((int) index);
              }
            });
      } catch (ResultFiles.Unreadable | UserError e) {
        // The first of these is told.
      }
    }
    return seen.cardinality();
  }

  private static Proof ofAll(ResultFiles results, long expected, boolean retry) {
    if (!retry) {
      Reconciliation reconciliation = Reconciliation.of(results, expected);
      return new Proof(reconciliation.holds(), true, reconciliation.sentence());
    }
    // A retry's indexes have gaps, so it is their number and their being distinct that counts.
    BitSet seen = new BitSet();
    long[] counts = new long[ResultGroup.values().length];
    long[] wrong = new long[1];
    for (ResultGroup group : ResultGroup.values()) {
      results.forEach(
          group,
          child -> {
            counts[group.ordinal()]++;
            long index = RecordIndex.of(child.inputJson());
            if (index < 0 || index > Integer.MAX_VALUE - 1 || seen.get((int) index)) {
              wrong[0]++;
            } else {
              seen.set((int) index);
            }
          });
    }
    long sum = counts[0] + counts[1] + counts[2];
    boolean holds = sum == expected && wrong[0] == 0;
    String text =
        String.format(
            "%,d succeeded + %,d failed + %,d pending = %,d",
            counts[ResultGroup.SUCCEEDED.ordinal()],
            counts[ResultGroup.FAILED.ordinal()],
            counts[ResultGroup.PENDING.ordinal()],
            sum);
    return new Proof(
        holds,
        true,
        holds
            ? text + " records, each accounted for exactly once."
            : String.format(
                "%s, but %,d records were read; %,d duplicated or without a valid index.",
                text, expected, wrong[0]));
  }
}
