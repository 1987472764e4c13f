package io.tenfold.cli.report;

import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.map.result.ChildExecution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Failed records counted by their error's name, with an example of each. */
final class FailureGroups {
  /** A processor that puts data into its errors' names must not fill the memory. */
  private static final int MOST = 1_000;

  /** An example's record of more characters is left out: it would have to be kept for each kind. */
  private static final int LARGEST_RECORD = 8_192;

  private static final String OTHERS = "(other errors)";

  /**
   * A kind of failure.
   *
   * @param number which the group was called as its records were added
   * @param count how many records failed so
   * @param firstIndex the lowest index of those
   * @param example that record's message
   * @param record that record, a JSON value; null if it is not known, or too large
   */
  record Group(
      int number, String error, long count, long firstIndex, String example, Object record) {}

  private static final class Tally {
    private final int number;
    private FailureRow first;
    private String input;
    private long count;

    Tally(int number) {
      this.number = number;
    }
  }

  private final Map<String, Tally> tallies = new HashMap<>();

  /** Counts a failed record, and returns the number of its group. */
  int add(FailureRow row, ChildExecution child) {
    String error = tallies.containsKey(row.error()) || tallies.size() < MOST ? row.error() : OTHERS;
    Tally tally = tallies.computeIfAbsent(error, name -> new Tally(tallies.size()));
    tally.count++;
    if (tally.first == null || row.index() < tally.first.index()) {
      tally.first = row.shortened();
      tally.input = child.inputJson().length() <= LARGEST_RECORD ? child.inputJson() : null;
    }
    return tally.number;
  }

  /** Returns the groups, the most frequent first. */
  List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    tallies.forEach(
        (error, tally) ->
            groups.add(
                new Group(
                    tally.number,
                    error,
                    tally.count,
                    tally.first.index(),
                    tally.first.message(),
                    record(tally.input))));
    groups.sort(Comparator.comparingLong(Group::count).reversed().thenComparing(Group::error));
    return groups;
  }

  private static Object record(String inputJson) {
    try {
      return inputJson != null && Json.parse(inputJson) instanceof Map<?, ?> input
          ? input.get("record")
          : null;
    } catch (MalformedJson e) {
      return null;
    }
  }
}
