package io.tenfold.function.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordRejected;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderProcessorTest {
  private static final Customer CUSTOMER =
      new Customer("C-1", "Ada", "ada@example.org", Country.DE);
  private static final OrderLine CHAIR =
      new OrderLine("CHAIR", "A chair", 1, new BigDecimal("10.00"), null);

  private final OrderProcessor processor = new OrderProcessor();

  /** Every amount in the file was worked out by hand. */
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/orders/prices.csv", numLinesToSkip = 1)
  void prices(
      String shows,
      Country country,
      Currency currency,
      String coupon,
      int quantity,
      BigDecimal unitPrice,
      TaxCategory category,
      String amount,
      String discount,
      String net,
      String tax,
      String gross) {
    Customer customer = new Customer("C-1", null, "ada@example.org", country);
    OrderLine line = new OrderLine("S", "d", quantity, unitPrice, category);

    PricedOrder priced = process(new Order("O", customer, currency, coupon, List.of(line)));

    assertThat(priced.lines().get(0).amount()).hasToString(amount);
    assertThat(priced.discount()).hasToString(discount);
    assertThat(priced.net()).hasToString(net);
    assertThat(priced.tax()).hasToString(tax);
    assertThat(priced.gross()).hasToString(gross);
  }

  @Test
  void roundsTaxOncePerCategory() {
    OrderLine threeCents = new OrderLine("S", "d", 1, new BigDecimal("0.03"), null);

    // 19 % of 0.06 is 0.0114; per line it would be 0.0057 twice, hence 0.02.
    assertThat(process(order(threeCents, threeCents)).tax()).hasToString("0.01");
  }

  @Test
  void taxesEachCategoryAtItsRate() {
    OrderLine book =
        new OrderLine("BOOK", "A book", 1, new BigDecimal("10.00"), TaxCategory.REDUCED);
    OrderLine stamp =
        new OrderLine("STAMP", "A stamp", 1, new BigDecimal("10.00"), TaxCategory.EXEMPT);

    assertThat(process(order(CHAIR, book, stamp)).tax()).hasToString("2.60");
  }

  @Test
  void sumsUpTheLines() {
    PricedOrder priced =
        process(order(CHAIR, new OrderLine("S", "d", 10, new BigDecimal("2.00"), null)));

    assertThat(priced.net()).hasToString("29.00");
    assertThat(priced.discount()).hasToString("1.00");
    assertThat(priced.gross()).hasToString("34.51");
  }

  @Test
  void rejectsAMissingId() {
    assertRejected(new Order(null, CUSTOMER, Currency.EUR, null, List.of(CHAIR)), "id: is missing");
  }

  @Test
  void rejectsABlankId() {
    assertRejected(
        new Order(" ", CUSTOMER, Currency.EUR, null, List.of(CHAIR)), "id: must not be blank");
  }

  @Test
  void rejectsAnIdOf65Characters() {
    assertRejected(
        new Order("x".repeat(65), CUSTOMER, Currency.EUR, null, List.of(CHAIR)),
        "id: must be at most 64 characters long");
  }

  @Test
  void rejectsAMissingCustomer() {
    assertRejected(
        new Order("O", null, Currency.EUR, null, List.of(CHAIR)), "customer: is missing");
  }

  @Test
  void rejectsACustomerWithoutAnId() {
    assertRejected(
        of(new Customer(null, "Ada", "ada@example.org", Country.DE)), "customer.id: is missing");
  }

  @Test
  void rejectsACustomerWithoutAnEmail() {
    assertRejected(of(new Customer("C", "Ada", null, Country.DE)), "customer.email: is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ada", "ada@", "@example.org", "ada@example", "a da@example.org", "a@b@c.de"})
  void rejectsWhatIsNoEmailAddress(String email) {
    assertRejected(
        of(new Customer("C", "Ada", email, Country.DE)),
        "customer.email: must be an e-mail address");
  }

  @Test
  void rejectsAnEmailAddressOf255Characters() {
    assertRejected(
        of(new Customer("C", "Ada", "x".repeat(243) + "@example.org", Country.DE)),
        "customer.email: must be an e-mail address");
  }

  @Test
  void rejectsACustomerWithoutACountry() {
    assertRejected(
        of(new Customer("C", "Ada", "ada@example.org", null)), "customer.country: is missing");
  }

  @Test
  void rejectsAMissingCurrency() {
    assertRejected(new Order("O", CUSTOMER, null, null, List.of(CHAIR)), "currency: is missing");
  }

  @Test
  void rejectsABlankCoupon() {
    assertRejected(
        new Order("O", CUSTOMER, Currency.EUR, "", List.of(CHAIR)), "coupon: must not be blank");
  }

  @Test
  void rejectsACouponThatDoesNotExist() {
    assertRejected(
        new Order("O", CUSTOMER, Currency.EUR, "FREE", List.of(CHAIR)), "coupon: does not exist");
  }

  @Test
  void rejectsMissingLines() {
    assertRejected(new Order("O", CUSTOMER, Currency.EUR, null, null), "lines: is missing");
  }

  @Test
  void rejectsAnOrderWithoutLines() {
    assertRejected(order(), "lines: must be 1 to 1000 lines, are 0");
  }

  @Test
  void rejects1001Lines() {
    assertRejected(
        new Order("O", CUSTOMER, Currency.EUR, null, Collections.nCopies(1_001, CHAIR)),
        "lines: must be 1 to 1000 lines, are 1001");
  }

  @Test
  void rejectsALineThatIsNull() {
    assertRejected(order(CHAIR, null), "lines[1]: is missing");
  }

  @Test
  void rejectsALineWithoutASku() {
    assertRejected(
        order(CHAIR, new OrderLine(null, "d", 1, BigDecimal.ONE, null)),
        "lines[1].sku: is missing");
  }

  @Test
  void rejectsALineWithoutADescription() {
    assertRejected(
        order(new OrderLine("S", null, 1, BigDecimal.ONE, null)),
        "lines[0].description: is missing");
  }

  @Test
  void rejectsAMissingQuantity() {
    assertRejected(
        order(new OrderLine("S", "d", null, BigDecimal.ONE, null)),
        "lines[0].quantity: is missing");
  }

  @Test
  void rejectsAQuantityOfZero() {
    assertRejected(
        order(new OrderLine("S", "d", 0, BigDecimal.ONE, null)),
        "lines[0].quantity: must be 1 to 10000, is 0");
  }

  @Test
  void rejectsAQuantityOf10001() {
    assertRejected(
        order(new OrderLine("S", "d", 10_001, BigDecimal.ONE, null)),
        "lines[0].quantity: must be 1 to 10000, is 10001");
  }

  @ParameterizedTest
  @NullSource
  void rejectsAMissingUnitPrice(BigDecimal price) {
    assertRejected(
        order(new OrderLine("S", "d", 1, price, null)), "lines[0].unitPrice: is missing");
  }

  @ParameterizedTest
  @CsvSource({"0, is 0", "-0.01, is -0.01", "100000000.01, is 100000000.01"})
  void rejectsAUnitPriceOutOfBounds(BigDecimal price, String is) {
    assertRejected(
        order(new OrderLine("S", "d", 1, price, null)),
        "lines[0].unitPrice: must be above 0 and at most 100000000, " + is);
  }

  @Test
  void rejectsAUnitPriceOfFiveDecimals() {
    assertRejected(
        order(new OrderLine("S", "d", 1, new BigDecimal("0.00001"), null)),
        "lines[0].unitPrice: must have at most 4 decimals");
  }

  @Test
  void takesTrailingZerosForNoDecimals() {
    OrderLine line = new OrderLine("S", "d", 1, new BigDecimal("1.5000000"), null);

    assertThat(process(order(line)).net()).hasToString("1.50");
  }

  @Test
  void rejectsAnOrderOfATrillion() {
    OrderLine line = new OrderLine("S", "d", 10_000, new BigDecimal("100000000"), null);

    assertRejected(order(line), "lines: must cost less than 1000000000000 together");
  }

  private PricedOrder process(Order order) {
    return processor.process(order, new RecordContext(0, "request", Instant.MAX));
  }

  private void assertRejected(Order order, String message) {
    assertThatThrownBy(() -> process(order))
        .isInstanceOf(RecordRejected.class)
        .hasMessageStartingWith(message);
  }

  private static Order of(Customer customer) {
    return new Order("O", customer, Currency.EUR, null, List.of(CHAIR));
  }

  private static Order order(OrderLine... lines) {
    return new Order("O", CUSTOMER, Currency.EUR, null, Arrays.asList(lines));
  }
}
