package io.tenfold.function.orders;

import io.tenfold.function.RecordRejected;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/** What the shop accepts as an order, beyond its types. */
class OrderRules {
  private static final int MAX_ID = 64;
  private static final int MAX_LINES = 1_000;
  private static final int MAX_QUANTITY = 10_000;
  private static final int MAX_EMAIL = 254;
  private static final int MAX_PRICE_DECIMALS = 4;
  private static final BigDecimal MAX_PRICE = new BigDecimal("100000000");
  private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)+");

  /**
   * Checks an order.
   *
   * @throws RecordRejected for the first thing that is wrong
   */
  void check(Order order) {
    id("id", order.id());
    customer(order.customer());
    present("currency", order.currency());
    if (order.coupon() != null && order.coupon().isBlank()) {
      throw new RecordRejected("coupon", "must not be blank; leave it out when there is none");
    }
    lines(order.lines());
  }

  private static void customer(Customer customer) {
    present("customer", customer);
    id("customer.id", customer.id());
    text("customer.email", customer.email());
    if (customer.email().length() > MAX_EMAIL || !EMAIL.matcher(customer.email()).matches()) {
      throw new RecordRejected("customer.email", "must be an e-mail address");
    }
    present("customer.country", customer.country());
  }

  private static void lines(List<OrderLine> lines) {
    present("lines", lines);
    if (lines.isEmpty() || lines.size() > MAX_LINES) {
      throw new RecordRejected(
          "lines", "must be 1 to " + MAX_LINES + " lines, are " + lines.size());
    }
    for (int i = 0; i < lines.size(); i++) {
      line("lines[" + i + "]", lines.get(i));
    }
  }

  private static void line(String path, OrderLine line) {
    present(path, line);
    id(path + ".sku", line.sku());
    text(path + ".description", line.description());
    present(path + ".quantity", line.quantity());
    if (line.quantity() < 1 || line.quantity() > MAX_QUANTITY) {
      throw new RecordRejected(
          path + ".quantity", "must be 1 to " + MAX_QUANTITY + ", is " + line.quantity());
    }
    unitPrice(path + ".unitPrice", line.unitPrice());
  }

  private static void unitPrice(String path, BigDecimal price) {
    present(path, price);
    if (price.signum() <= 0 || price.compareTo(MAX_PRICE) > 0) {
      throw new RecordRejected(
          path, "must be above 0 and at most " + MAX_PRICE.toPlainString() + ", is " + price);
    }
    if (price.stripTrailingZeros().scale() > MAX_PRICE_DECIMALS) {
      throw new RecordRejected(
          path, "must have at most " + MAX_PRICE_DECIMALS + " decimals, is " + price);
    }
  }

  private static void id(String path, String id) {
    text(path, id);
    if (id.length() > MAX_ID) {
      throw new RecordRejected(path, "must be at most " + MAX_ID + " characters long");
    }
  }

  private static void text(String path, String text) {
    present(path, text);
    if (text.isBlank()) {
      throw new RecordRejected(path, "must not be blank");
    }
  }

  private static void present(String path, Object value) {
    if (value == null) {
      throw new RecordRejected(path, "is missing");
    }
  }
}
