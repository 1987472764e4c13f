package io.tenfold.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many children were in flight at every moment of a run, in memory that does not grow with it.
 *
 * <p>Starts and stops are counted into buckets of time: of a millisecond, as exact as the dates in
 * result files are, for runs of up to 17 minutes, and twice as wide each time that a run proves to
 * be longer. At the end of every bucket the number is exact at any width.
 */
final class InFlight {
  /** 2^20 milliseconds are 17 minutes, and as many buckets 4 MB. */
  private static final int BUCKETS = 1 << 20;

  /**
   * A stretch of time.
   *
   * @param offsetMillis when it begins, after the run's start
   * @param mean how many children were in flight on average
   * @param most how many at most
   */
  record Point(long offsetMillis, double mean, int most) {}

  private final long origin;
  private final int[] changes = new int[BUCKETS];
  private long width = 1;
  private int used;

  /** Takes when the run started, in milliseconds since 1970. */
  InFlight(long originMillis) {
    this.origin = originMillis;
  }

  /** Adds a child: it was in flight from its start on and not any more at its stop. */
  void add(long startMillis, long stopMillis) {
    change(startMillis, 1);
    change(Math.max(startMillis, stopMillis), -1);
  }

  private void change(long millis, int by) {
    long offset = Math.max(0, millis - origin);
    while (offset / width >= BUCKETS) {
      widen();
    }
    int bucket = (int) (offset / width);
    changes[bucket] += by;
    used = Math.max(used, bucket + 1);
  }

  private void widen() {
    for (int i = 0; i < BUCKETS / 2; i++) {
      changes[i] = changes[2 * i] + changes[2 * i + 1];
    }
    Arrays.fill(changes, BUCKETS / 2, BUCKETS, 0);
    width *= 2;
    used = (used + 1) / 2;
  }

  /** Returns the milliseconds between two moments at which the number is known. */
  long resolutionMillis() {
    return width;
  }

  /** Returns the most that were in flight at any moment at which the number is known. */
  int peak() {
    int level = 0;
    int peak = 0;
    for (int i = 0; i < used; i++) {
      level += changes[i];
      peak = Math.max(peak, level);
    }
    return peak;
  }

  /** Returns the run in so many stretches at most, and a last point where it ends. */
  List<Point> points(int most) {
    List<Point> points = new ArrayList<>();
    int step = Math.max(1, (used + most - 1) / most);
    int level = 0;
    for (int from = 0; from < used; from += step) {
      int to = Math.min(used, from + step);
      long sum = 0;
      int highest = 0;
      for (int i = from; i < to; i++) {
        level += changes[i];
        sum += level;
        highest = Math.max(highest, level);
      }
      points.add(new Point(from * width, (double) sum / (to - from), highest));
    }
    if (used > 0) {
      points.add(new Point(used * width, 0, 0));
    }
    return points;
  }
}
