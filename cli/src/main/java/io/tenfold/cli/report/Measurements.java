package io.tenfold.cli.report;

import io.tenfold.cli.results.FailedRecord;
import io.tenfold.cli.results.FailureGroups;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import java.time.Duration;
import java.time.Instant;

/** What a run's children tell, read one at a time: nothing here grows with their number. */
final class Measurements implements ResultFiles.Visitor {
  /** How many failed records a report lists. */
  static final int LISTED = 20_000;

  private final long origin;
  private final long longest;
  private final InFlight inFlight;
  private final Durations durations = new Durations();
  private final FailureGroups groups = new FailureGroups();
  private final ListedFailures failures;
  private final OverTime overTime = new OverTime();
  private final Slowest slowest = new Slowest();
  private boolean complete;

  private Measurements(Instant startDate, Duration took, int listed) {
    this.origin = startDate.toEpochMilli();
    this.longest = took.toMillis();
    this.inFlight = new InFlight(origin);
    this.failures = new ListedFailures(listed);
  }

  /** Returns the measurements of a run without results. */
  static Measurements none(Instant startDate) {
    return new Measurements(startDate, Duration.ZERO, 0);
  }

  /**
   * Reads a run's results.
   *
   * @param startDate when the run started
   * @param took how long it took; no child took longer, whatever its dates say
   * @param listed how many of the records that failed are kept for the list, such as {@link
   *     #LISTED}
   * @throws ResultFiles.Unreadable if results can't be read
   */
  static Measurements of(ResultFiles results, Instant startDate, Duration took, int listed) {
    Measurements measurements = begun(startDate, took, listed);
    results.readThrough(measurements);
    return measurements;
  }

  /** Returns the measurements of results that are to be read through, as the other method does. */
  static Measurements begun(Instant startDate, Duration took, int listed) {
    return new Measurements(startDate, took, listed);
  }

  /** Tells whether all results were read. */
  boolean complete() {
    return complete;
  }

  @Override
  public void end() {
    complete = true;
  }

  @Override
  public void record(ResultGroup group, ChildExecution record) {
    if (group == ResultGroup.FAILED) {
      failed(record);
    }
  }

  /** A batch is in flight once, however many records it has. */
  @Override
  public void child(ChildExecution child, int records) {
    long duration = duration(child);
    if (duration >= 0) {
      long start = offset(child);
      inFlight.add(origin + start, origin + start + duration);
      durations.add(duration);
      overTime.ended(start + duration, records);
      slowest.add(child, records, start, duration);
    }
  }

  private long duration(ChildExecution child) {
    if (child.startDate() == null || child.stopDate() == null) {
      return -1;
    }
    // A child's dates are those of a clock, which somebody may have set meanwhile.
    long took = child.stopDate().toEpochMilli() - child.startDate().toEpochMilli();
    return Math.max(0, Math.min(took, longest - offset(child)));
  }

  private long offset(ChildExecution child) {
    return Math.max(0, Math.min(longest, child.startDate().toEpochMilli() - origin));
  }

  private void failed(ChildExecution child) {
    long duration = duration(child);
    FailedRecord failure = FailedRecord.of(child);
    int group = groups.add(failure, child);
    failures.add(failure, group, duration < 0 ? -1 : offset(child), duration);
    if (duration >= 0) {
      overTime.failed(offset(child) + duration);
    }
  }

  /** Returns how many children were in flight when. */
  InFlight inFlight() {
    return inFlight;
  }

  /** Returns how long children took. */
  Durations durations() {
    return durations;
  }

  /** Returns how many records had their outcome when. */
  OverTime overTime() {
    return overTime;
  }

  /** Returns the children that took longest. */
  Slowest slowest() {
    return slowest;
  }

  /** Returns the failed records by error and message. */
  FailureGroups groups() {
    return groups;
  }

  /** Returns the failed records that are listed. */
  ListedFailures failures() {
    return failures;
  }
}
