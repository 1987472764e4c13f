package io.tenfold.function.orders;

import java.math.BigDecimal;

/**
 * What a line costs, without tax.
 *
 * @param amount quantity times unit price
 * @param discount what quantity and coupon take off
 * @param net {@code amount} less {@code discount}
 */
public record PricedLine(
    String sku,
    int quantity,
    BigDecimal amount,
    BigDecimal discount,
    BigDecimal net,
    TaxCategory taxCategory) {}
