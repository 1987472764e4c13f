package io.tenfold.function.orders;

import java.math.BigDecimal;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The shop's discounts, in percent. */
class Discounts {
  private final NavigableMap<Integer, BigDecimal> byQuantity =
      new TreeMap<>(
          Map.of(
              1, BigDecimal.ZERO,
              10, BigDecimal.valueOf(5),
              100, BigDecimal.valueOf(10),
              1_000, BigDecimal.valueOf(15)));

  private final Map<String, BigDecimal> byCoupon =
      Map.of(
          "LOYAL5", BigDecimal.valueOf(5),
          "WELCOME10", BigDecimal.valueOf(10),
          "SUMMER12", new BigDecimal("12.5"));

  /** Returns what is off a line of that many pieces, from 1. */
  BigDecimal forQuantity(int quantity) {
    return byQuantity.floorEntry(quantity).getValue();
  }

  /** Returns what a coupon takes off every line, empty for one that does not exist. */
  Optional<BigDecimal> forCoupon(String coupon) {
    return Optional.ofNullable(byCoupon.get(coupon));
  }
}
