package io.tenfold.bench;

import java.util.Arrays;
import java.util.Collection;

/** Measured values of one kind, in any unit, and what sums them up. */
public final class Samples {
  private final double[] sorted;

  private Samples(double[] sorted) {
    this.sorted = sorted;
  }

  /** Takes the values, in any order. */
  public static Samples of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Samples(sorted);
  }

  /** As the other, with a collection's values. */
  public static Samples of(Collection<? extends Number> values) {
    return of(values.stream().mapToDouble(Number::doubleValue).toArray());
  }

  /** Returns how many values there are. */
  public int count() {
    return sorted.length;
  }

  /**
   * Returns the smallest value that at least this share of the values, over 0 up to 100 percent,
   * does not exceed (the nearest rank, so always a value that was measured), or NaN without values.
   *
   * @throws IllegalArgumentException for a percentage that is out of range
   */
  public double percentile(double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("There is no percentile " + percent);
    }
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(percent * sorted.length / 100);
    return sorted[Math.max(rank, 1) - 1];
  }

  /** Returns the middle value, the mean of the middle two of an even number, or NaN without any. */
  public double median() {
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Returns the smallest value, or NaN without any. */
  public double least() {
    return sorted.length == 0 ? Double.NaN : sorted[0];
  }

  /** Returns the largest value, or NaN without any. */
  public double most() {
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1];
  }
}
