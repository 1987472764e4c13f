package io.tenfold.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The failed records of the lowest indexes, up to a cap, and how many more there are. */
final class ListedFailures {
  private static final int LONGEST_MESSAGE = 500;

  /** A failed record with its times in milliseconds; -1 for a start that is unknown. */
  record Listed(FailureRow row, long startOffsetMillis, long durationMillis) {}

  private final int cap;
  private final PriorityQueue<Listed> lowest =
      new PriorityQueue<>(
          Comparator.comparingLong((Listed listed) -> listed.row().index()).reversed());
  private long count;

  /** Takes how many are kept. */
  ListedFailures(int cap) {
    this.cap = cap;
  }

  /** Adds a failed record. */
  void add(FailureRow row, long startOffsetMillis, long durationMillis) {
    count++;
    Listed highest = lowest.peek();
    if (lowest.size() == cap && highest != null && highest.row().index() <= row.index()) {
      return;
    }
    lowest.add(new Listed(shortened(row), startOffsetMillis, durationMillis));
    if (lowest.size() > cap) {
      lowest.poll();
    }
  }

  private static FailureRow shortened(FailureRow row) {
    return row.message().length() <= LONGEST_MESSAGE
        ? row
        : new FailureRow(
            row.index(),
            row.status(),
            row.error(),
            row.message().substring(0, LONGEST_MESSAGE - 1) + "…");
  }

  /** Returns them by index. */
  List<Listed> byIndex() {
    List<Listed> ordered = new ArrayList<>(lowest);
    ordered.sort(Comparator.comparingLong(listed -> listed.row().index()));
    return ordered;
  }

  /** Returns how many failed records there are in all. */
  long count() {
    return count;
  }
}
