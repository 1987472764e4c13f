package io.tenfold.bench.coldstart;

import io.tenfold.bench.Samples;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Everything that was measured of one candidate.
 *
 * @param candidate the candidate
 * @param zipBytes the size of its package
 * @param unpackedBytes the size of that unpacked
 * @param unpackNanos how long unpacking it took, once a round
 * @param starts its starts, by setting
 */
record Results(
    Candidate candidate,
    long zipBytes,
    long unpackedBytes,
    List<Long> unpackNanos,
    Map<Setting, List<Start>> starts) {

  /** Returns the results of a candidate that was not started yet. */
  static Results of(Candidate candidate, long zipBytes, long unpackedBytes) {
    return new Results(
        candidate, zipBytes, unpackedBytes, new ArrayList<>(), new EnumMap<>(Setting.class));
  }

  /** Adds a start. */
  void add(Setting setting, Start start) {
    starts.computeIfAbsent(setting, none -> new ArrayList<>()).add(start);
  }

  /** Returns the median of a figure over a setting's starts, or NaN without any. */
  double median(Setting setting, ToDoubleFunction<Start> figure) {
    return median(starts.getOrDefault(setting, List.of()), figure);
  }

  /**
   * Returns the median of a figure that is taken before the CPU is limited, over all starts with
   * the files in the page cache, or all with them evicted.
   */
  double initMedian(boolean evicted, ToDoubleFunction<Start> figure) {
    List<Start> all = new ArrayList<>();
    starts.forEach(
        (setting, some) -> {
          if (setting.evicted() == evicted) {
            all.addAll(some);
          }
        });
    return median(all, figure);
  }

  private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
    return Samples.of(starts.stream().mapToDouble(figure).toArray()).median();
  }

  /** Returns all of it as a JSON object, the single starts included. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("candidate", candidate.kind().name());
    json.put("title", candidate.title());
    json.put("detail", candidate.detail());
    json.put("zipBytes", zipBytes);
    json.put("unpackedBytes", unpackedBytes);
    json.put("unpackMillis", unpackNanos.stream().map(nanos -> nanos / 1e6).toList());
    json.put("evictedFiles", candidate.files().size());
    Map<String, Object> medians = new LinkedHashMap<>();
    for (Figure figure : Figure.values()) {
      double value = figure.of(this);
      if (!Double.isNaN(value)) {
        medians.put(figure.key(), value);
      }
    }
    json.put("medians", medians);
    Map<String, Object> raw = new LinkedHashMap<>();
    starts.forEach((setting, some) -> raw.put(setting.title(), columns(some)));
    json.put("starts", raw);
    return json;
  }

  /** One list for each figure takes a fraction of the space of one object for each start. */
  private static Map<String, List<Object>> columns(List<Start> starts) {
    Map<String, List<Object>> columns = new LinkedHashMap<>();
    for (Start start : starts) {
      start
          .toJson()
          .forEach(
              (key, value) -> columns.computeIfAbsent(key, none -> new ArrayList<>()).add(value));
    }
    return columns;
  }
}
