package io.tenfold.cli.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What a file's records would cost, and how long they would take, in batches of other sizes. */
public final class BatchSizes {
  private static final List<Long> SHOWN = List.of(1L, 10L, 25L, 100L, 250L, 500L, 1_000L);

  private final Plan plan;
  private final BatchLimit limit;
  private final Usage chosen;

  /**
   * Takes the plan that all sizes are worked out by, how large a batch may be, and what the size of
   * the plan takes, planned or measured.
   */
  public BatchSizes(Plan plan, BatchLimit limit, Usage chosen) {
    this.plan = plan;
    this.limit = limit;
    this.chosen = chosen;
  }

  /** Returns how many records a batch may have, and why no more. */
  BatchLimit limit() {
    return limit;
  }

  /** Returns the sizes worth a line: usual ones, the chosen one and the cheapest, by size. */
  List<BatchSize> rows(Configuration configuration, PriceTable prices) {
    BatchSize cheapest = null;
    for (long size = 1; size <= limit.records(); size++) {
      BatchSize other = row(size, configuration, prices);
      if (cheapest == null || other.total().compareTo(cheapest.total()) < 0) {
        cheapest = other;
      }
    }
    TreeSet<Long> sizes = new TreeSet<>(SHOWN);
    sizes.removeIf(size -> size > limit.records());
    sizes.add(plan.batch());
    sizes.add(cheapest.size());
    List<BatchSize> rows = new ArrayList<>();
    for (long size : sizes) {
      BatchSize row = row(size, configuration, prices);
      rows.add(new BatchSize(size, row.usage(), row.bill(), row.chosen(), size == cheapest.size()));
    }
    return rows;
  }

  private BatchSize row(long size, Configuration configuration, PriceTable prices) {
    boolean own = size == plan.batch();
    Usage usage = own ? chosen : plan.withBatch(size).quantities();
    return new BatchSize(size, usage, Bill.of(usage, configuration, prices), own, false);
  }
}
