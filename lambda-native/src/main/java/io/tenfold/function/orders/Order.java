package io.tenfold.function.orders;

import java.util.List;

/**
 * An order as the shop exports it; {@code coupon} may be missing.
 *
 * @param lines 1 to 1,000 order lines
 */
public record Order(
    String id, Customer customer, Currency currency, String coupon, List<OrderLine> lines) {}
