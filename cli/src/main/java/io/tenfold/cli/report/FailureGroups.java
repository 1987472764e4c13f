package io.tenfold.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Failed records counted by their error's name, with an example of each. */
final class FailureGroups {
  /** A processor that puts data into its errors' names must not fill the memory. */
  private static final int MOST = 1_000;

  private static final String OTHERS = "(other errors)";

  /** An error: how many records failed with it, and the first message that was seen. */
  record Group(String error, long count, String example) {}

  private static final class Tally {
    private final String example;
    private long count;

    Tally(String example) {
      this.example = example;
    }
  }

  private final Map<String, Tally> tallies = new HashMap<>();

  /** Counts a failed record. */
  void add(FailureRow row) {
    String error = tallies.containsKey(row.error()) || tallies.size() < MOST ? row.error() : OTHERS;
    tallies.computeIfAbsent(error, name -> new Tally(row.message())).count++;
  }

  /** Returns the errors, the most frequent first. */
  List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    tallies.forEach((error, tally) -> groups.add(new Group(error, tally.count, tally.example)));
    groups.sort(Comparator.comparingLong(Group::count).reversed().thenComparing(Group::error));
    return groups;
  }
}
