package io.tenfold.bench.coldstart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A ratio that this project's native function, or a processor on its extension, is to keep to.
 *
 * @param name what is divided by what
 * @param limit the largest ratio that is good enough
 * @param ratio what it is, or NaN if something for it is missing
 */
record Target(String name, double limit, double ratio) {

  /** Returns all of them; none of what was not measured. */
  static List<Target> all(Comparison results) {
    List<Target> all = new ArrayList<>();
    for (Figure figure : new Figure[] {Figure.NEXT_EVICTED, Figure.NEXT_CACHED}) {
      double limit = figure == Figure.NEXT_EVICTED ? 0.5 : 0.8;
      all.add(results.target(figure, CandidateKind.TEMPLATE, limit));
    }
    all.add(results.target(Figure.NEXT_CACHED, CandidateKind.NODE, 0.12));
    all.add(results.target(Figure.ZIP, CandidateKind.TEMPLATE, 0.5));
    all.add(results.target(Figure.UNPACKED, CandidateKind.TEMPLATE, 0.6));
    all.add(results.target(Figure.READ, CandidateKind.TEMPLATE, 0.5));
    all.add(results.target(Figure.RESIDENT, CandidateKind.TEMPLATE, 0.8));
    all.add(results.target(Figure.FIRST, Figure.WARM, 2));
    all.add(results.target(Figure.FIRST_128, Figure.WARM_128, 2));
    all.add(results.target(RealProcessor.AWS, Figure.ZIP, 0.7));
    all.add(results.target(RealProcessor.AWS, Figure.NEXT_EVICTED, 0.7));
    all.add(results.target(RealProcessor.AWS, Figure.FIRST, 0.3));
    all.add(results.target(RealProcessor.JSON, Figure.ZIP, 0.6));
    all.add(results.target(RealProcessor.JSON, Figure.FIRST, Figure.WARM, 2));
    return all.stream().filter(target -> !Double.isNaN(target.ratio)).toList();
  }

  /** Returns whether it is kept to. */
  boolean met() {
    return ratio <= limit;
  }

  /** Returns it as a line for people. */
  String sentence() {
    return String.format(
        Locale.ROOT, "%s: %.2f, at most %.2f: %s", name, ratio, limit, met() ? "met" : "not met");
  }

  /** Returns it as a JSON object. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("limit", limit);
    json.put("ratio", ratio);
    json.put("met", met());
    return json;
  }
}
