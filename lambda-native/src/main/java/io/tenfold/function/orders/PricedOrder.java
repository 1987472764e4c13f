package io.tenfold.function.orders;

import java.math.BigDecimal;
import java.util.List;

/**
 * What an order costs: JSON numbers with the currency's decimals (12.50 EUR, 1250 JPY, 12.500 KWD).
 *
 * @param discount what quantity and coupon take off, over all lines
 * @param net the sum of the lines after discount
 * @param tax rounded once per tax category, as an invoice shows it
 * @param gross {@code net} and {@code tax}
 */
public record PricedOrder(
    String orderId,
    Currency currency,
    List<PricedLine> lines,
    BigDecimal discount,
    BigDecimal net,
    BigDecimal tax,
    BigDecimal gross) {}
