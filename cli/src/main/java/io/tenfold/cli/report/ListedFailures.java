package io.tenfold.cli.report;

import io.tenfold.cli.results.FailedRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The failed records of the lowest indexes, up to a cap, and of every group some even where the cap
 * cuts it off; and how many there are in all.
 */
final class ListedFailures {
  /** How many of a group are there, whatever indexes they have. */
  private static final int OF_EACH_GROUP = 10;

  private static final Comparator<Listed> HIGHEST_FIRST =
      Comparator.comparingLong((Listed listed) -> listed.row().index()).reversed();

  /** A failed record of a group, with its times in milliseconds; -1 for a start not known. */
  record Listed(FailureRow row, int group, long startOffsetMillis, long durationMillis) {}

  private final int cap;
  private final PriorityQueue<Listed> lowest = new PriorityQueue<>(HIGHEST_FIRST);
  private final Map<Integer, PriorityQueue<Listed>> ofGroups = new HashMap<>();
  private long count;

  /** Takes how many are kept. */
  ListedFailures(int cap) {
    this.cap = cap;
  }

  /** Adds a failed record. */
  void add(FailedRecord failure, int group, long startOffsetMillis, long durationMillis) {
    count++;
    PriorityQueue<Listed> ofGroup =
        ofGroups.computeIfAbsent(group, number -> new PriorityQueue<>(HIGHEST_FIRST));
    boolean listed = belongs(failure, lowest, cap);
    boolean listedOfGroup = belongs(failure, ofGroup, Math.min(cap, OF_EACH_GROUP));
    if (listed || listedOfGroup) {
      Listed made = new Listed(FailureRow.of(failure), group, startOffsetMillis, durationMillis);
      if (listed) {
        keep(made, lowest, cap);
      }
      if (listedOfGroup) {
        keep(made, ofGroup, Math.min(cap, OF_EACH_GROUP));
      }
    }
  }

  private static boolean belongs(FailedRecord failure, PriorityQueue<Listed> kept, int most) {
    return kept.size() < most || most > 0 && kept.peek().row().index() > failure.index();
  }

  private static void keep(Listed listed, PriorityQueue<Listed> kept, int most) {
    kept.add(listed);
    if (kept.size() > most) {
      kept.poll();
    }
  }

  /** Returns them by index. */
  List<Listed> byIndex() {
    Set<Listed> all = new HashSet<>(lowest);
    ofGroups.values().forEach(all::addAll);
    List<Listed> ordered = new ArrayList<>(all);
    ordered.sort(Comparator.comparingLong(listed -> listed.row().index()));
    return ordered;
  }

  /** Returns how many failed records there are in all. */
  long count() {
    return count;
  }
}
