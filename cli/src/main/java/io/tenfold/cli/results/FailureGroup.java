package io.tenfold.cli.results;

import io.tenfold.local.map.result.RecordIndex;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The records of a run that failed with the same error: how many, and the first of them. */
public record FailureGroup(String error, long count, FailedRecord example) {

  /** Returns the groups of a run, the largest first. */
  public static List<FailureGroup> of(FailedChildren failed) throws IOException {
    Map<String, FailureGroup> groups = new HashMap<>();
    failed.forEach(
        child -> {
          String error = FailedRecord.errorOf(child);
          FailureGroup known = groups.get(error);
          if (known == null) {
            groups.put(error, new FailureGroup(error, 1, FailedRecord.of(child)));
          } else {
            boolean earlier = RecordIndex.of(child.inputJson()) < known.example().index();
            groups.put(
                error,
                new FailureGroup(
                    error, known.count() + 1, earlier ? FailedRecord.of(child) : known.example()));
          }
        });
    return groups.values().stream()
        .sorted(
            Comparator.comparingLong(FailureGroup::count)
                .reversed()
                .thenComparing(FailureGroup::error))
        .toList();
  }

  /** Returns the group for scripts. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("error", error);
    json.put("count", count);
    json.put("example", example.json());
    return json;
  }
}
