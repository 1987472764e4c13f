package io.tenfold.function.orders;

import java.math.BigDecimal;

/**
 * One line of an order.
 *
 * @param quantity pieces, 1 to 10,000
 * @param unitPrice the net price of one piece in the order's currency, with up to 4 decimals
 * @param taxCategory {@code STANDARD} when missing
 */
public record OrderLine(
    String sku,
    String description,
    Integer quantity,
    BigDecimal unitPrice,
    TaxCategory taxCategory) {}
