package io.tenfold.cli.report;

import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.map.result.BatchInput;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.RecordIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The children that took longest, up to a cap. */
final class Slowest {
  private static final int MOST = 20;

  /**
   * A child.
   *
   * @param index of its record, or of the first one of its batch; -1 if it has none
   * @param records how many it has
   */
  record Child(
      long index, long records, String status, long startOffsetMillis, long durationMillis) {}

  private final PriorityQueue<Child> longest =
      new PriorityQueue<>(Comparator.comparingLong(Child::durationMillis));

  /** Adds a child of so many records. */
  void add(ChildExecution child, long records, long startOffsetMillis, long durationMillis) {
    if (longest.size() == MOST && longest.peek().durationMillis() >= durationMillis) {
      return;
    }
    longest.add(
        new Child(index(child), records, child.status(), startOffsetMillis, durationMillis));
    if (longest.size() > MOST) {
      longest.poll();
    }
  }

  private static long index(ChildExecution child) {
    List<?> items = BatchInput.items(child.inputJson());
    try {
      return RecordIndex.of(
          items == null || items.isEmpty() ? child.inputJson() : Json.write(items.get(0)));
    } catch (MalformedJson e) {
      return -1;
    }
  }

  /** Returns them, the slowest first. */
  List<Child> slowestFirst() {
    List<Child> ordered = new ArrayList<>(longest);
    ordered.sort(
        Comparator.comparingLong(Child::durationMillis).reversed().thenComparingLong(Child::index));
    return ordered;
  }
}
