package io.tenfold.cli.report;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** How long children took, in buckets that are exact to 0.1 %, however many children there are. */
final class Durations {
  /** A bar of the chart: durations from one on and below another, and how many there were. */
  record Bar(long fromMillis, long toMillis, long count) {}

  /** The preferred numbers of ISO 3 with ten to a decade, so that bars are even on a log scale. */
  private static final double[] DECADE = {1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.3, 8};

  private static final int MOST_LINEAR_BARS = 25;

  private final Histogram histogram = new Histogram(3);
  private long sum;

  /** Adds a duration. */
  void add(long millis) {
    histogram.recordValue(Math.max(0, millis));
    sum += Math.max(0, millis);
  }

  /** Returns all of them together, in milliseconds. */
  long sum() {
    return sum;
  }

  /** Returns how many were added. */
  long count() {
    return histogram.getTotalCount();
  }

  /** Returns the duration which so many percent do not exceed, in milliseconds. */
  long percentile(double percent) {
    return Math.min(max(), histogram.getValueAtPercentile(percent));
  }

  /** Returns the longest, in milliseconds. */
  long max() {
    return histogram.getMaxValue();
  }

  /** Returns the shortest, in milliseconds. */
  long min() {
    return count() == 0 ? 0 : histogram.getMinValue();
  }

  /** Returns the bars: equally wide if the longest is within ten times the shortest, else even. */
  List<Bar> bars() {
    if (count() == 0) {
      return List.of();
    }
    List<Long> edges = max() <= 10 * Math.max(1, min()) ? linearEdges() : logarithmicEdges();
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i + 1 < edges.size(); i++) {
      long from = edges.get(i);
      long to = edges.get(i + 1);
      if (to > from) {
        bars.add(new Bar(from, to, histogram.getCountBetweenValues(from, to - 1)));
      }
    }
    return bars;
  }

  private List<Long> linearEdges() {
    long span = max() - min() + 1;
    long step = 1;
    for (int i = 0; span / step > MOST_LINEAR_BARS; i++) {
      step = new long[] {1, 2, 5}[i % 3] * (long) Math.pow(10, i / 3);
    }
    List<Long> edges = new ArrayList<>();
    for (long edge = min() / step * step; ; edge += step) {
      edges.add(histogram.lowestEquivalentValue(edge));
      if (edge > max()) {
        return edges;
      }
    }
  }

  private List<Long> logarithmicEdges() {
    List<Long> edges = new ArrayList<>();
    long previous = 0;
    for (int i = 0; ; i++) {
      // A histogram's bucket must not be split between two bars: it would count in both.
      long edge =
          histogram.lowestEquivalentValue(
              Math.round(DECADE[i % DECADE.length] * Math.pow(10, i / DECADE.length)));
      if (edge > min() && (edges.isEmpty() || edge > edges.get(edges.size() - 1))) {
        if (edges.isEmpty()) {
          edges.add(previous);
        }
        edges.add(edge);
      }
      if (edge > max()) {
        return edges;
      }
      previous = edge;
    }
  }
}
