package io.tenfold.cli.batch;

import io.tenfold.local.arn.MapRunArn;
import io.tenfold.local.map.result.BatchFailures;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.run.MapRun.ItemCounts;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How many records of a Map Run are in which state. Step Functions counts a batch's records by what
 * became of its child; which of them failed in a child that succeeded is written down by the
 * workflow, an object per batch.
 */
public final class RecordCounts {
  /** The label of the workflow's Map whose children run batches. */
  private static final String BATCHES = "Batches";

  private static final String FAILURE_COUNTS = "FailureCounts";

  /** A listing of many objects is not made anew at every look. */
  private static final int SHARE = 10;

  private final BatchFailures failures;
  private long failed;
  private long listedAt;
  private Duration listingTook;

  /** Takes what the workflow writes down of the run. */
  public RecordCounts(BatchFailures failures) {
    this.failures = failures;
  }

  /**
   * Returns the counts of records.
   *
   * @param items as Step Functions counts them
   * @param ended whether they are the last, which are exact; before that they may be a moment old
   * @param results those that are complete, asked for where batches were aborted, which they decide
   *     then: one may have written down what failed in it a moment before, and does not count
   */
  public synchronized ItemCounts of(
      String mapRunArn, ItemCounts items, boolean ended, Supplier<Optional<ResultFiles>> results)
      throws IOException {
    if (!isBatched(mapRunArn)) {
      return items;
    }
    Optional<ResultFiles> complete =
        ended && items.aborted() > 0 ? results.get() : Optional.empty();
    if (complete.isPresent()) {
      return less(items, complete.get().failedRecords() - items.failed() - items.timedOut());
    }
    if (ended || isDue()) {
      long start = System.nanoTime();
      failed = failures.count();
      listedAt = System.nanoTime();
      listingTook = Duration.ofNanos(listedAt - start);
    }
    return less(items, failed);
  }

  private boolean isDue() {
    return listingTook == null
        || System.nanoTime() - listedAt > listingTook.multipliedBy(SHARE).toNanos();
  }

  /** Tells whether the children of a Map Run run records, one or a batch, and do not count them. */
  public static boolean isOfRecords(String mapRunArn) {
    return !MapRunArn.parse(mapRunArn).label().equals(FAILURE_COUNTS);
  }

  /** Tells whether the children of a Map Run run batches. */
  public static boolean isBatched(String mapRunArn) {
    return MapRunArn.parse(mapRunArn).label().equals(BATCHES);
  }

  /** Returns the counts where so many records of children that succeeded did not. */
  private static ItemCounts less(ItemCounts items, long failed) {
    // A batch writes them down a moment before it ends.
    long known = Math.max(0, Math.min(failed, items.succeeded()));
    return new ItemCounts(
        items.pending(),
        items.running(),
        items.succeeded() - known,
        items.failed() + known,
        items.timedOut(),
        items.aborted(),
        items.total(),
        items.resultsWritten(),
        items.unread());
  }
}
