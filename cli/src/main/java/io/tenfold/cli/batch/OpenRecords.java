package io.tenfold.cli.batch;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The records of a run that may have run and left no outcome.
 *
 * @param records their places in the run's file, from 0
 * @param retry whether that is the file of a retry, where places are not the records' indexes
 */
public record OpenRecords(BitSet records, boolean retry) {
  private static final int MOST_RANGES = 10;

  /** Returns them for people, such as {@code indexes 15 to 24, 31}; empty if there are none. */
  public String text() {
    if (records.isEmpty()) {
      return "";
    }
    List<String> ranges = new ArrayList<>();
    int from = records.nextSetBit(0);
    while (from >= 0 && ranges.size() < MOST_RANGES) {
      int end = records.nextClearBit(from);
      ranges.add(end - from == 1 ? "" + from : from + " to " + (end - 1));
      from = records.nextSetBit(end);
    }
    return (retry ? "places in its file " : "indexes ")
        + String.join(", ", ranges)
        + (from >= 0 ? ", …" : "");
  }

  /** Returns the first of them for scripts, at most that many. */
  public List<Long> first(int most) {
    return records.stream().limit(most).mapToObj(place -> (long) place).toList();
  }
}
