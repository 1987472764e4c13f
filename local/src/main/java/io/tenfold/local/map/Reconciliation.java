package io.tenfold.local.map;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Whether a Map Run accounts for its records: SUCCEEDED, FAILED and PENDING together are the
 * records read, each index exactly once.
 *
 * @param expected how many records were read
 * @param succeeded how many children the SUCCEEDED files hold
 * @param failed how many the FAILED files hold
 * @param pending how many the PENDING files hold
 * @param missing how many indexes are in no file
 * @param firstMissing the first of those, in order, {@value #EXAMPLES} at most
 * @param duplicates how many children have an index that an earlier one had
 * @param firstDuplicates the first of those indexes, as found, {@value #EXAMPLES} at most
 * @param strays how many children have no index from 0 to expected - 1 in their input
 * @param firstStrays the names of the first of those children, {@value #EXAMPLES} at most
 */
public record Reconciliation(
    long expected,
    long succeeded,
    long failed,
    long pending,
    long missing,
    List<Long> firstMissing,
    long duplicates,
    List<Long> firstDuplicates,
    long strays,
    List<String> firstStrays) {

  /** How many examples of each kind of discrepancy are kept. */
  public static final int EXAMPLES = 10;

  /** Copies the lists. */
  public Reconciliation {
    firstMissing = List.copyOf(firstMissing);
    firstDuplicates = List.copyOf(firstDuplicates);
    firstStrays = List.copyOf(firstStrays);
  }

  /**
   * Reads all results and compares them with the number of records; takes a bit of memory per
   * record.
   *
   * @throws ResultFiles.Unreadable if results can't be read
   * @throws IllegalArgumentException if expected is negative or over 2,147,483,647
   */
  public static Reconciliation of(ResultFiles files, long expected) {
    if (expected < 0 || expected > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("Can't reconcile " + expected + " records");
    }
    Tally tally = new Tally((int) expected);
    long[] counts = new long[ResultGroup.values().length];
    for (ResultGroup group : ResultGroup.values()) {
      files.forEach(
          group,
          child -> {
            counts[group.ordinal()]++;
            tally.add(child);
          });
    }
    return tally.result(counts);
  }

  /** Tells whether every record is accounted for exactly once. */
  public boolean holds() {
    return succeeded + failed + pending == expected
        && missing == 0
        && duplicates == 0
        && strays == 0;
  }

  /** Says the result in a sentence for people. */
  public String sentence() {
    String sum =
        String.format(
            "%,d succeeded + %,d failed + %,d pending = %,d",
            succeeded, failed, pending, succeeded + failed + pending);
    if (holds()) {
      return sum + " records, each accounted for exactly once.";
    }
    StringBuilder text = new StringBuilder(sum);
    text.append(String.format(", but %,d records were read", expected));
    discrepancy(text, missing, "missing", firstMissing);
    discrepancy(text, duplicates, "duplicated", firstDuplicates);
    discrepancy(text, strays, "without a valid index", firstStrays);
    return text.append('.').toString();
  }

  private static void discrepancy(StringBuilder text, long count, String kind, List<?> examples) {
    if (count > 0) {
      text.append(String.format("; %,d %s (", count, kind));
      for (int i = 0; i < examples.size(); i++) {
        text.append(i == 0 ? "" : ", ").append(examples.get(i));
      }
      text.append(count > examples.size() ? ", …)" : ")");
    }
  }

  /** What has been found so far. */
  private static final class Tally {
    private final int expected;
    private final BitSet seen;
    private final List<Long> firstDuplicates = new ArrayList<>();
    private final List<String> firstStrays = new ArrayList<>();
    private long duplicates;
    private long strays;

    Tally(int expected) {
      this.expected = expected;
      this.seen = new BitSet(expected);
    }

    void add(ChildExecution child) {
      long index = RecordIndex.of(child.inputJson());
      if (index < 0 || index >= expected) {
        strays++;
        if (firstStrays.size() < EXAMPLES) {
          firstStrays.add(child.name());
        }
      } else if (seen.get((int) index)) {
        duplicates++;
        if (firstDuplicates.size() < EXAMPLES) {
          firstDuplicates.add(index);
        }
      } else {
        seen.set((int) index);
      }
    }

    Reconciliation result(long[] counts) {
      List<Long> firstMissing = new ArrayList<>();
      int index = seen.nextClearBit(0);
      while (index < expected && firstMissing.size() < EXAMPLES) {
        firstMissing.add((long) index);
        index = seen.nextClearBit(index + 1);
      }
      return new Reconciliation(
          expected,
          counts[ResultGroup.SUCCEEDED.ordinal()],
          counts[ResultGroup.FAILED.ordinal()],
          counts[ResultGroup.PENDING.ordinal()],
          expected - seen.cardinality(),
          firstMissing,
          duplicates,
          firstDuplicates,
          strays,
          firstStrays);
    }
  }
}
