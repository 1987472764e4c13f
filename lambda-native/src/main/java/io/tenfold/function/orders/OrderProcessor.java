package io.tenfold.function.orders;

import io.tenfold.function.Processor;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.RecordRejected;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The sample: prices a shop's order, or rejects it with the field that is wrong. */
@Processor
public class OrderProcessor implements RecordProcessor<Order, PricedOrder> {
  private static final BigDecimal MAX_GROSS = new BigDecimal("1000000000000");

  private final OrderRules rules = new OrderRules();
  private final Discounts discounts = new Discounts();

  /**
   * Returns the order's line totals, discount, net, tax and gross.
   *
   * @throws RecordRejected if a field is missing or out of bounds
   */
  @Override
  public PricedOrder process(Order order, RecordContext context) {
    rules.check(order);
    Currency currency = order.currency();
    BigDecimal couponPercent = couponPercent(order.coupon());

    List<PricedLine> lines = new ArrayList<>(order.lines().size());
    Map<TaxCategory, BigDecimal> taxable = new EnumMap<>(TaxCategory.class);
    BigDecimal discount = BigDecimal.ZERO;
    for (OrderLine line : order.lines()) {
      PricedLine priced = price(line, currency, couponPercent);
      lines.add(priced);
      discount = discount.add(priced.discount());
      taxable.merge(priced.taxCategory(), priced.net(), BigDecimal::add);
    }

    BigDecimal net = BigDecimal.ZERO;
    BigDecimal tax = BigDecimal.ZERO;
    for (Map.Entry<TaxCategory, BigDecimal> category : taxable.entrySet()) {
      BigDecimal rate = order.customer().country().taxPercent(category.getKey());
      net = net.add(category.getValue());
      tax = tax.add(currency.round(percent(rate, category.getValue())));
    }
    BigDecimal gross = net.add(tax);
    // Up to here an amount has 15 digits at most, which also survives readers that take JSON's
    // numbers for doubles.
    if (gross.compareTo(MAX_GROSS) >= 0) {
      throw new RecordRejected("lines", "must cost less than " + MAX_GROSS + " together");
    }
    return new PricedOrder(order.id(), currency, lines, discount, net, tax, gross);
  }

  /** Returns an order that passes through every rule and has no effect, as pricing has none. */
  @Override
  public Order sample() {
    Customer customer = new Customer("C-0", "Sample", "sample@example.org", Country.DE);
    OrderLine line =
        new OrderLine("SKU-0", "Sample", 10, new BigDecimal("12.50"), TaxCategory.REDUCED);
    return new Order("SAMPLE", customer, Currency.EUR, "LOYAL5", List.of(line));
  }

  private PricedLine price(OrderLine line, Currency currency, BigDecimal couponPercent) {
    BigDecimal quantity = BigDecimal.valueOf(line.quantity());
    BigDecimal amount = currency.round(line.unitPrice().multiply(quantity));
    BigDecimal quantityDiscount =
        currency.round(percent(discounts.forQuantity(line.quantity()), amount));
    BigDecimal afterQuantity = amount.subtract(quantityDiscount);
    BigDecimal discount =
        quantityDiscount.add(currency.round(percent(couponPercent, afterQuantity)));
    TaxCategory category = line.taxCategory() == null ? TaxCategory.STANDARD : line.taxCategory();
    return new PricedLine(
        line.sku(), line.quantity(), amount, discount, amount.subtract(discount), category);
  }

  private BigDecimal couponPercent(String coupon) {
    if (coupon == null) {
      return BigDecimal.ZERO;
    }
    return discounts
        .forCoupon(coupon)
        .orElseThrow(() -> new RecordRejected("coupon", "does not exist"));
  }

  private static BigDecimal percent(BigDecimal percent, BigDecimal amount) {
    return amount.multiply(percent).movePointLeft(2);
  }
}
