package io.tenfold.local.map;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One run of a Distributed Map: what it is and how far it is.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html">DescribeMapRun</a>
 */
public final class MapRun {

  /** How a run stands. */
  public enum Status {
    RUNNING,
    SUCCEEDED,
    FAILED,
    ABORTED
  }

  /**
   * How many items are in which state, at one moment; {@code resultsWritten} counts the records.
   */
  public record ItemCounts(
      long pending,
      long running,
      long succeeded,
      long failed,
      long timedOut,
      long aborted,
      long total,
      long resultsWritten) {}

  private final String arn;
  private final String executionArn;
  private volatile int maxConcurrency;
  private volatile ToleratedFailure toleratedFailure;
  private final long total;
  private final Instant startDate = Instant.now();
  private final AtomicLong started = new AtomicLong();
  private final AtomicLong succeeded = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong timedOut = new AtomicLong();
  private final AtomicLong aborted = new AtomicLong();
  private final AtomicLong resultsWritten = new AtomicLong();
  private volatile Runnable onUpdate = () -> {};
  private volatile Status status = Status.RUNNING;
  private volatile Instant stopDate;
  private volatile ManifestLocation results;

  MapRun(
      String arn,
      String executionArn,
      int maxConcurrency,
      ToleratedFailure toleratedFailure,
      long total) {
    this.arn = arn;
    this.executionArn = executionArn;
    this.maxConcurrency = maxConcurrency;
    this.toleratedFailure = toleratedFailure;
    this.total = total;
  }

  /** Returns the run's ARN. */
  public String arn() {
    return arn;
  }

  /** Returns the ARN of the execution that started the run. */
  public String executionArn() {
    return executionArn;
  }

  /** Returns how many child executions run at once, at most. */
  public int maxConcurrency() {
    return maxConcurrency;
  }

  /** Returns how many failures the run tolerates. */
  public ToleratedFailure toleratedFailure() {
    return toleratedFailure;
  }

  /**
   * Changes the limits of a run that goes on, as UpdateMapRun does; they hold for what is started
   * and counted from now on.
   *
   * @param concurrency at least 1
   * @see <a
   *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateMapRun.html">UpdateMapRun</a>
   */
  public void update(int concurrency, ToleratedFailure tolerated) {
    maxConcurrency = concurrency;
    toleratedFailure = tolerated;
    onUpdate.run();
  }

  void onUpdate(Runnable action) {
    onUpdate = action;
  }

  /** Returns when the run started. */
  public Instant startDate() {
    return startDate;
  }

  /** Returns when the run ended, or null while it runs. */
  public Instant stopDate() {
    return stopDate;
  }

  /** Returns how the run stands. */
  public Status status() {
    return status;
  }

  /** Returns how many items are in which state. */
  public ItemCounts itemCounts() {
    // Ends are read before the start, so that a moment's movement never makes running negative.
    long done = succeeded.get();
    long failures = failed.get();
    long timeouts = timedOut.get();
    long aborts = aborted.get();
    long begun = Math.max(started.get(), done + failures + timeouts + aborts);
    return new ItemCounts(
        total - begun,
        begun - done - failures - timeouts - aborts,
        done,
        failures,
        timeouts,
        aborts,
        total,
        resultsWritten.get());
  }

  void itemStarted() {
    started.incrementAndGet();
  }

  /** Counts an item's end and tells whether more have failed now than the run tolerates. */
  boolean itemEnded(String childStatus) {
    switch (childStatus) {
      case "SUCCEEDED" -> succeeded.incrementAndGet();
      case "FAILED" -> failed.incrementAndGet();
      case "TIMED_OUT" -> timedOut.incrementAndGet();
      default -> aborted.incrementAndGet();
    }
    return toleratedFailure.exceeded(failed.get() + timedOut.get(), total);
  }

  void resultWritten() {
    resultsWritten.incrementAndGet();
  }

  /**
   * Returns where the results are, or null while the run goes on or if they could not be written.
   */
  public ManifestLocation results() {
    return results;
  }

  void ended(Status end, ManifestLocation manifest) {
    stopDate = Instant.now();
    results = manifest;
    status = end;
  }
}
