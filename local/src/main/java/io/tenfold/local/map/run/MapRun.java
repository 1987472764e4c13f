package io.tenfold.local.map.run;

import io.tenfold.local.asl.execution.ToleratedFailure;
import io.tenfold.local.map.read.DatasetLocation;
import io.tenfold.local.map.result.ManifestLocation;
import io.tenfold.local.map.result.ResultWriter;
import io.tenfold.local.port.GrowingObjects;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
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
   *
   * @param unread those that were counted and then could not be read: nothing is known of them but
   *     that they were not started
   * @param pendingRedrive those that had not succeeded before a redrive which is yet to start them
   */
  public record ItemCounts(
      long pending,
      long running,
      long succeeded,
      long failed,
      long timedOut,
      long aborted,
      long total,
      long resultsWritten,
      long unread,
      long pendingRedrive) {

    /** Counts the items of a run that is not being redriven. */
    public ItemCounts(
        long pending,
        long running,
        long succeeded,
        long failed,
        long timedOut,
        long aborted,
        long total,
        long resultsWritten,
        long unread) {
      this(
          pending, running, succeeded, failed, timedOut, aborted, total, resultsWritten, unread, 0);
    }

    /** Returns how many ended otherwise than with success. */
    public long unsuccessful() {
      return failed + timedOut + aborted;
    }

    /**
     * Returns the counts as DescribeMapRun has them, by its names and without what it does not
     * have; every child that failed can be redriven here.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_MapRunItemCounts.html">MapRunItemCounts</a>
     */
    public Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("pending", pending);
      json.put("running", running);
      json.put("succeeded", succeeded);
      json.put("failed", failed);
      json.put("timedOut", timedOut);
      json.put("aborted", aborted);
      json.put("total", total);
      json.put("resultsWritten", resultsWritten);
      json.put("failuresNotRedrivable", 0);
      json.put("pendingRedrive", pendingRedrive);
      return json;
    }
  }

  private final String arn;
  private final String executionArn;
  private volatile int maxConcurrency;
  private volatile ToleratedFailure toleratedFailure;
  private final RunClock clock = new RunClock();
  private final Instant startDate = clock.now();
  private volatile Counters counters;
  private volatile DatasetLocation dataset;
  private volatile Runnable onUpdate = () -> {};
  private volatile Status status = Status.RUNNING;
  private volatile Instant stopDate;
  private volatile ManifestLocation results;
  private volatile int redriveCount;
  private volatile Instant redriveDate;

  /** How far one run or redrive is. */
  private static final class Counters {
    private final long total;
    private final long mostItemsPerChild;
    private final boolean keepsResults;
    private final AtomicLong started = new AtomicLong();
    private final AtomicLong succeeded = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong timedOut = new AtomicLong();
    private final AtomicLong aborted = new AtomicLong();
    private final AtomicLong pendingRedrive = new AtomicLong();
    private final AtomicLong resultsWritten = new AtomicLong();
    private final AtomicLong children = new AtomicLong();
    private final AtomicLong childrenSucceeded = new AtomicLong();
    private final AtomicLong childrenFailed = new AtomicLong();
    private final AtomicLong childrenTimedOut = new AtomicLong();
    private final AtomicLong childrenAborted = new AtomicLong();
    private final AtomicLong childrenPending = new AtomicLong();
    private final AtomicLong childrenPendingRedrive = new AtomicLong();
    private volatile long unread;

    Counters(long total, long mostItemsPerChild, boolean keepsResults) {
      this.total = total;
      this.mostItemsPerChild = mostItemsPerChild;
      this.keepsResults = keepsResults;
    }

    /** Takes over what is known of items that are not run again. */
    Counters of(Outcomes outcomes) {
      succeeded.set(outcomes.succeeded());
      failed.set(outcomes.failed());
      timedOut.set(outcomes.timedOut());
      started.set(outcomes.succeeded() + outcomes.failed() + outcomes.timedOut());
      resultsWritten.set(started.get());
      childrenSucceeded.set(outcomes.childrenSucceeded());
      childrenFailed.set(outcomes.childrenFailed());
      childrenTimedOut.set(outcomes.childrenTimedOut());
      children.set(childrenSucceeded.get() + childrenFailed.get() + childrenTimedOut.get());
      return this;
    }
  }

  MapRun(
      String arn,
      String executionArn,
      int maxConcurrency,
      ToleratedFailure toleratedFailure,
      long total,
      long mostItemsPerChild,
      boolean keepsResults) {
    this.arn = arn;
    this.executionArn = executionArn;
    this.maxConcurrency = maxConcurrency;
    this.toleratedFailure = toleratedFailure;
    this.counters = new Counters(total, mostItemsPerChild, keepsResults);
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

  /** Returns where its dataset is, or null where it is no object. */
  public DatasetLocation dataset() {
    return dataset;
  }

  void reads(DatasetLocation location) {
    dataset = location;
  }

  /** Returns how often the run was redriven. */
  public int redriveCount() {
    return redriveCount;
  }

  /** Returns when it was redriven last, or null. */
  public Instant redriveDate() {
    return redriveDate;
  }

  /** Returns when the run started. */
  public Instant startDate() {
    return startDate;
  }

  /** Returns what tells the run's dates. */
  RunClock clock() {
    return clock;
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
    return itemCounts(counters);
  }

  private static ItemCounts itemCounts(Counters now) {
    // Ends are read before the start, so that a moment's movement never makes running negative.
    long done = now.succeeded.get();
    long failures = now.failed.get();
    long timeouts = now.timedOut.get();
    long aborts = now.aborted.get();
    long begun = Math.max(now.started.get(), done + failures + timeouts + aborts);
    long notRead = now.unread;
    long again = Math.min(now.pendingRedrive.get(), now.total - begun - notRead);
    return new ItemCounts(
        now.total - begun - notRead - again,
        begun - done - failures - timeouts - aborts,
        done,
        failures,
        timeouts,
        aborts,
        now.total,
        now.resultsWritten.get(),
        notRead,
        again);
  }

  /**
   * Returns how many child executions are in which state, by DescribeMapRun's names: as many as
   * items, unless an ItemBatcher puts several into one. Those to come are reckoned as full batches.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_MapRunExecutionCounts.html">MapRunExecutionCounts</a>
   */
  public Map<String, Object> executionCounts() {
    Counters now = counters;
    if (now.mostItemsPerChild == 1) {
      return itemCounts(now).json();
    }
    long done = now.childrenSucceeded.get();
    long failures = now.childrenFailed.get();
    long timeouts = now.childrenTimedOut.get();
    long aborts = now.childrenAborted.get();
    long begun = Math.max(now.children.get(), done + failures + timeouts + aborts);
    long again = now.childrenPendingRedrive.get();
    long open = itemCounts(now).pending();
    long pending =
        status == Status.RUNNING
            ? (open + now.mostItemsPerChild - 1) / now.mostItemsPerChild
            : now.childrenPending.get();
    long ended = done + failures + timeouts + aborts;
    return new ItemCounts(
            pending,
            begun - ended,
            done,
            failures,
            timeouts,
            aborts,
            begun + pending + again,
            ended + now.childrenPending.get(),
            0,
            again)
        .json();
  }

  /** Takes over what an unfinished run, redriven so many times, knows of its items. */
  void resume(Outcomes outcomes, int redrives) {
    counters.of(outcomes);
    redriveCount = redrives;
  }

  /**
   * Begins to redrive the run: the children that had not succeeded start again, and those that were
   * pending for the first time.
   *
   * @param before what succeeded
   * @param unsuccessful what is to start again, as many items and as many children
   */
  void redrive(
      Outcomes before,
      long unsuccessful,
      long unsuccessfulChildren,
      long total,
      long mostItemsPerChild,
      boolean keepsResults) {
    Counters next = new Counters(total, mostItemsPerChild, keepsResults).of(before);
    next.pendingRedrive.set(unsuccessful);
    next.childrenPendingRedrive.set(unsuccessfulChildren);
    results = null;
    counters = next;
    redrive();
  }

  /** Begins a redrive that finds nothing to run: its dataset can't be read, for one. */
  void redrive() {
    redriveCount++;
    redriveDate = clock.now();
    stopDate = null;
    status = Status.RUNNING;
  }

  /** Tells whether more have failed than the run tolerates. */
  boolean exceeded() {
    Counters now = counters;
    return toleratedFailure.exceeded(now.failed.get() + now.timedOut.get(), now.total);
  }

  /** Counts the items that were counted and could not be read. */
  void unread(long items) {
    counters.unread = items;
  }

  void childStarted(long items) {
    counters.children.incrementAndGet();
    counters.started.addAndGet(items);
  }

  /** Takes back that a child was started: nothing was there to run it. */
  void childReturned(long items) {
    counters.children.decrementAndGet();
    counters.started.addAndGet(-items);
  }

  /** Counts that a child with so many items no longer waits to be redriven; or does, of -1. */
  void childRedriven(long items, int children) {
    counters.pendingRedrive.addAndGet(-items);
    counters.childrenPendingRedrive.addAndGet(-children);
  }

  /** Counts a child that is never started. */
  void childPending() {
    counters.childrenPending.incrementAndGet();
  }

  /**
   * Counts a child's end, which is the end of all of its items, and tells whether more have failed
   * now than the run tolerates.
   */
  boolean childEnded(String childStatus, long items) {
    Counters now = counters;
    switch (childStatus) {
      case "SUCCEEDED" -> {
        now.childrenSucceeded.incrementAndGet();
        now.succeeded.addAndGet(items);
      }
      case "FAILED" -> {
        now.childrenFailed.incrementAndGet();
        now.failed.addAndGet(items);
      }
      case "TIMED_OUT" -> {
        now.childrenTimedOut.incrementAndGet();
        now.timedOut.addAndGet(items);
      }
      default -> {
        now.childrenAborted.incrementAndGet();
        now.aborted.addAndGet(items);
      }
    }
    return exceeded();
  }

  void resultWritten(long items) {
    // Also where there is no ResultWriter, as recorded on AWS.
    counters.resultsWritten.addAndGet(items);
  }

  /** Tells whether its children's results go to an object store, and not to the Map's output. */
  boolean keepsResults() {
    return counters.keepsResults;
  }

  /**
   * Returns where the results are, or null while the run goes on or if they could not be written.
   */
  public ManifestLocation results() {
    return results;
  }

  /** Removes what tells whoever looks for unfinished runs of this one. */
  public void forget(GrowingObjects store) {
    ManifestLocation at = results;
    if (at != null) {
      String folder = ResultWriter.runFolder(at.key());
      try {
        RunJournal.discard(store, at.bucket(), folder, redriveCount);
      } catch (IOException | ServiceException e) {
        // It says of a run with a manifest that nothing is left to do, and that is true.
      }
    }
  }

  void ended(Status end, ManifestLocation manifest) {
    stopDate = clock.now();
    results = manifest;
    status = end;
  }
}
