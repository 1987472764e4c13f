package io.tenfold.bench.processor;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Adds an order up. */
public final class Work {
  private static final Duration TIME_TO_PAY = Duration.ofDays(14);

  /** Returns the order with its totals. */
  public Output process(Input input) {
    Map<String, BigDecimal> totals = new TreeMap<>();
    for (Item item : input.items()) {
      totals.merge(item instanceof Item.Book ? "goods" : "work", item.price(), BigDecimal::add);
    }
    return new Output(
        input.id(), input.placed().plus(TIME_TO_PAY), input.note(), totals, input.items());
  }
}
