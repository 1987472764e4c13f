package io.tenfold.cli.cost;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What a size of the batches comes to.
 *
 * @param size records in a child
 * @param chosen whether it is the size that the statement is about
 * @param cheapest whether no other size costs less
 */
record BatchSize(long size, Usage usage, Bill bill, boolean chosen, boolean cheapest) {

  BigDecimal total() {
    return bill.total();
  }

  /** Returns how long the whole file takes with so many children at once. */
  Duration took(long atOnce) {
    return usage.took(atOnce);
  }
}
