package io.tenfold.cli.results;

import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.RecordIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Failed records counted by error and message, with an example of each kind: the one place that
 * groups them, for the command, the summary and the page.
 */
public final class FailureGroups {
  /** A processor that puts data into its errors must not fill the memory. */
  private static final int MOST = 1_000;

  /** An example's record of more characters is left out: it would have to be kept for each kind. */
  private static final int LARGEST_RECORD = 8_192;

  /** How many groups, of the largest, have their example's record. */
  private static final int WITH_RECORD = 200;

  /** How many messages are kept with their patterns: of most runs a few come again and again. */
  private static final int MOST_PATTERNS = 256;

  private static final String OTHER_ERRORS = "(other errors)";
  private static final String OTHER_MESSAGES = "(other messages)";

  private record Kind(String error, String message) {}

  private static final class Tally {
    private final int number;
    private long count;
    private long firstIndex = Long.MAX_VALUE;
    private ChildExecution first;

    Tally(int number) {
      this.number = number;
    }
  }

  private final Map<Kind, Tally> tallies = new HashMap<>();
  private final Set<String> errors = new HashSet<>();
  private final Map<String, String> patterns = new HashMap<>();
  private long failed;

  /** Returns the groups of a run, the largest first. */
  public static List<FailureGroup> of(FailedChildren failed) throws IOException {
    FailureGroups groups = new FailureGroups();
    failed.forEach(groups::add);
    return groups.groups();
  }

  /** Counts a record that failed, as the child that ran it, and returns its group's number. */
  public int add(ChildExecution child) {
    return add(FailedRecord.of(child), child);
  }

  /** As the other method, for a caller that has read the failure out of the child. */
  public int add(FailedRecord failure, ChildExecution child) {
    failed++;
    Tally tally = tally(failure);
    tally.count++;
    if (tally.first == null || failure.index() < tally.firstIndex) {
      tally.first = kept(child);
      tally.firstIndex = failure.index();
    }
    return tally.number;
  }

  private Tally tally(FailedRecord failure) {
    Kind kind = new Kind(failure.error(), patternOf(failure.message()));
    Tally known = tallies.get(kind);
    if (known != null) {
      return known;
    }
    if (tallies.size() >= MOST) {
      kind =
          errors.contains(kind.error())
              ? new Kind(kind.error(), OTHER_MESSAGES)
              : new Kind(OTHER_ERRORS, OTHER_MESSAGES);
    } else {
      errors.add(kind.error());
    }
    return tallies.computeIfAbsent(kind, unseen -> new Tally(tallies.size()));
  }

  private String patternOf(String message) {
    String alike = MessagePattern.alike(message);
    if (patterns.size() == MOST_PATTERNS && !patterns.containsKey(alike)) {
      patterns.clear();
    }
    return patterns.computeIfAbsent(alike, MessagePattern::of);
  }

  /** What a group needs of its example. */
  private static ChildExecution kept(ChildExecution child) {
    String input = child.inputJson();
    return new ChildExecution(
        "",
        "",
        "",
        child.status(),
        input.length() <= LARGEST_RECORD ? input : "{\"index\":" + RecordIndex.of(input) + "}",
        null,
        child.error(),
        child.cause(),
        null,
        null);
  }

  /** Returns how many records were counted. */
  public long failed() {
    return failed;
  }

  /**
   * Returns the groups, the largest first, and of the same size the one with the earlier record.
   */
  public List<FailureGroup> groups() {
    List<FailureGroup> groups = new ArrayList<>();
    tallies.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<Kind, Tally> each) -> -each.getValue().count)
                .thenComparing(each -> each.getValue().firstIndex)
                .thenComparing(each -> each.getKey().error())
                .thenComparing(each -> each.getKey().message()))
        .forEach(
            each -> groups.add(group(each.getKey(), each.getValue(), groups.size() < WITH_RECORD)));
    return groups;
  }

  private FailureGroup group(Kind kind, Tally tally, boolean withRecord) {
    return new FailureGroup(
        tally.number,
        kind.error(),
        kind.message(),
        tally.count,
        (double) tally.count / failed,
        FailedRecord.of(tally.first),
        withRecord ? record(tally.first.inputJson()) : null);
  }

  private static Object record(String inputJson) {
    try {
      return Json.parse(inputJson) instanceof Map<?, ?> input ? input.get("record") : null;
    } catch (MalformedJson e) {
      return null;
    }
  }
}
