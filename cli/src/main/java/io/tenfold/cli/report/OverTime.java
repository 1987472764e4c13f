package io.tenfold.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many records had an outcome when, in memory that does not grow with a run: buckets of time,
 * twice as wide each time that the run proves to be longer.
 */
final class OverTime {
  private static final int BUCKETS = 1 << 12;

  /**
   * A stretch of time.
   *
   * @param fromMillis when it begins, after the run's start
   * @param toMillis when it ends
   * @param ended how many records had their outcome in it, whatever it was
   * @param failed how many of these failed
   */
  record Stretch(long fromMillis, long toMillis, long ended, long failed) {}

  private final long[] ended = new long[BUCKETS];
  private final long[] failed = new long[BUCKETS];
  private long width = 1;
  private int used;

  /** Adds records whose outcome was there so many milliseconds after the run's start. */
  void ended(long offsetMillis, long records) {
    ended[bucket(offsetMillis)] += records;
  }

  /** Says of one record that was added for that moment that it failed. */
  void failed(long offsetMillis) {
    failed[bucket(offsetMillis)]++;
  }

  private int bucket(long offsetMillis) {
    long offset = Math.max(0, offsetMillis);
    while (offset / width >= BUCKETS) {
      widen(ended);
      widen(failed);
      width *= 2;
      used = (used + 1) / 2;
    }
    int bucket = (int) (offset / width);
    used = Math.max(used, bucket + 1);
    return bucket;
  }

  private static void widen(long[] counts) {
    for (int i = 0; i < BUCKETS / 2; i++) {
      counts[i] = counts[2 * i] + counts[2 * i + 1];
    }
    Arrays.fill(counts, BUCKETS / 2, BUCKETS, 0);
  }

  /** Returns the time up to the last outcome, in so many stretches at most. */
  List<Stretch> stretches(int most) {
    List<Stretch> stretches = new ArrayList<>();
    int step = Math.max(1, (used + most - 1) / most);
    for (int from = 0; from < used; from += step) {
      int to = Math.min(used, from + step);
      long allEnded = 0;
      long allFailed = 0;
      for (int i = from; i < to; i++) {
        allEnded += ended[i];
        allFailed += failed[i];
      }
      stretches.add(new Stretch(from * width, to * width, allEnded, allFailed));
    }
    return stretches;
  }
}
