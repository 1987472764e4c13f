package io.tenfold.cli.cost;

import java.math.BigDecimal;

/**
 * A line of a bill.
 *
 * @param service AWS's name of the service
 * @param item what of it
 * @param quantity how much, in the price's unit
 * @param cost in US dollars, not rounded
 */
public record BillItem(
    String service, String item, BigDecimal quantity, Price price, BigDecimal cost) {

  static BillItem of(String service, String item, BigDecimal quantity, Price price) {
    return new BillItem(service, item, quantity, price, price.of(quantity));
  }
}
