package io.tenfold.test;

/**
 * What befalls a record on its way to the processor, for a number of its attempts.
 *
 * @param index the record's index in the batch, from 0
 * @param times how many attempts it befalls, one after the other, from the first on
 * @param kind what it is
 */
public record Fault(long index, int times, Kind kind) {
  /** A number of attempts that no retry outlasts. */
  public static final int EVERY_TIME = Integer.MAX_VALUE;

  /** What can befall a record. */
  public enum Kind {
    /**
     * The function takes longer than Lambda lets it; the processor runs, and nobody hears of it.
     */
    TIME_OUT,
    /** Lambda runs as many environments as it may, and refuses. */
    THROTTLE,
    /** The function's process ends in the middle of the record, before the processor is through. */
    CRASH,
    /** The processor throws {@code TransientFailure}. */
    TRANSIENT
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the index is below 0 or it befalls no attempt
   */
  public Fault {
    if (index < 0 || times < 1) {
      throw new IllegalArgumentException(
          "A fault needs an index from 0 and at least one time, got " + index + " and " + times);
    }
  }

  /** Returns the fault that every attempt at a record times out. */
  public static Fault timeOut(long index) {
    return new Fault(index, EVERY_TIME, Kind.TIME_OUT);
  }

  /** Returns the fault that the first attempts at a record are throttled. */
  public static Fault throttle(long index, int times) {
    return new Fault(index, times, Kind.THROTTLE);
  }

  /** Returns the fault that the process dies of a record, every time. */
  public static Fault crash(long index) {
    return new Fault(index, EVERY_TIME, Kind.CRASH);
  }

  /** Returns the fault that the first attempts at a record fail as transient. */
  public static Fault transientFailure(long index, int times) {
    return new Fault(index, times, Kind.TRANSIENT);
  }
}
