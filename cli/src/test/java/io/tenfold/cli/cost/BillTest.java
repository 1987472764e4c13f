package io.tenfold.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.json.Json;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bills, compared with what was worked out by hand in the files beside. */
class BillTest {
  private final PriceTable prices = PriceTable.bundled();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a-million-records",
        "a-million-records-by-the-hundred",
        "a-batch-with-retries",
        "standard-children",
        "standard-batches"
      })
  void everyItemIsWhatWasWorkedOutByHand(String name) throws Exception {
    Map<?, ?> expected;
    try (InputStream in = getClass().getResourceAsStream(name + ".json")) {
      expected = (Map<?, ?>) Json.parse(in.readAllBytes());
    }
    Bill bill = Bill.of(plan(expected).usage(), configuration(expected), prices);
    List<?> items = (List<?>) expected.get("items");
    assertThat(bill.items()).hasSameSizeAs(items);
    for (int i = 0; i < items.size(); i++) {
      Map<?, ?> item = (Map<?, ?>) items.get(i);
      BillItem actual = bill.items().get(i);
      assertThat(actual.item()).isEqualTo(item.get("item"));
      assertThat(actual.quantity())
          .as("%s: %s", item.get("item"), item.get("how"))
          .isEqualByComparingTo((String) item.get("quantity"));
      assertThat(actual.cost())
          .as("%s: %s", item.get("item"), item.get("how"))
          .isEqualByComparingTo((String) item.get("cost"));
    }
    assertThat(bill.total()).isEqualByComparingTo((String) expected.get("total"));
    assertThat(bill.perMillionRecords()).isEqualByComparingTo((String) expected.get("perMillion"));
  }

  private static Plan plan(Map<?, ?> expected) {
    Map<?, ?> plan = (Map<?, ?>) expected.get("plan");
    return new Plan(
        whole(plan, "records"),
        new BigDecimal((String) plan.get("ms")),
        whole(plan, "batch"),
        whole(plan, "recordBytes"),
        whole(plan, "outputBytes"),
        new BigDecimal((String) plan.get("retries")),
        new BigDecimal((String) plan.get("failures")),
        whole(plan, "logBytes"),
        whole(plan, "overheadMs"));
  }

  private static Plan plan(long records, String millis, long batch) {
    return new Plan(
        records,
        new BigDecimal(millis),
        batch,
        1_000,
        1_000,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        1_000,
        50);
  }

  private static long whole(Map<?, ?> fields, String name) {
    return ((Number) fields.get(name)).longValue();
  }

  private static Configuration configuration(Map<?, ?> expected) {
    Map<?, ?> fields = (Map<?, ?>) expected.get("configuration");
    return new Configuration(
        (int) whole(fields, "memory"),
        Architecture.valueOf((String) fields.get("arch")),
        ChildType.valueOf((String) fields.get("child")));
  }

  @Test
  void aVolumeInThreeTiersIsChargedTierByTier() {
    // 3,600,000 × 0.00001667 + 14,400,000 × 0.00000833 + 812,500 × 0.00000456
    // = 60.012 + 119.952 + 3.705
    assertThat(prices.price("stepfunctions.express.duration").of(new BigDecimal("18812500")))
        .isEqualByComparingTo("183.669");
  }

  @Test
  void aChildOfMoreThanFiveMinutesIsNotOfferedAsExpress() {
    Plan plan = plan(10, "300000", 1);
    String text =
        new CostStatement(
                "Slow",
                plan.usage(),
                null,
                new Configuration(256, Architecture.ARM64, ChildType.STANDARD),
                prices)
            .text();
    assertThat(text).doesNotContain("EXPRESS children");
  }

  @Test
  void theStatementForScriptsHasTheSourceOfEveryPrice() {
    Plan plan = plan(10, "1", 1);
    Map<?, ?> json =
        (Map<?, ?>)
            Json.parse(
                new CostStatement(
                        "Ten",
                        plan.usage(),
                        null,
                        new Configuration(256, Architecture.ARM64, ChildType.EXPRESS),
                        prices)
                    .json());
    assertThat((List<?>) json.get("items"))
        .hasSize(9)
        .allSatisfy(
            item ->
                assertThat((String) ((Map<?, ?>) item).get("source"))
                    .startsWith("https://aws.amazon.com/"));
    assertThat((List<?>) json.get("others")).hasSize(7);
  }

  @Test
  void aPriceFileThatLacksPricesIsRefusedWithTheirNames() throws Exception {
    Path file = Path.of(getClass().getResource("incomplete-prices.json").toURI());
    assertThatThrownBy(() -> PriceTable.read(file))
        .isInstanceOf(PriceTable.Unusable.class)
        .hasMessageContaining("lacks the prices")
        .hasMessageContaining("s3.reads")
        .hasMessageNotContaining("lambda.requests");
  }

  @Test
  void aPriceFileThatIsNoneIsRefused() throws Exception {
    Path file = Path.of(getClass().getResource("standard-children.json").toURI());
    assertThatThrownBy(() -> PriceTable.read(file))
        .isInstanceOf(PriceTable.Unusable.class)
        .hasMessageContaining("docs/cost.md");
  }
}
