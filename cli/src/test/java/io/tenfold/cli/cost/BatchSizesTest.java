package io.tenfold.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which batch sizes are possible, which is the cheapest, and how long each takes. */
class BatchSizesTest {
  private static final Configuration CONFIGURATION =
      new Configuration(256, Architecture.ARM64, ChildType.EXPRESS);

  private static Plan plan(long records, String millis, long batch, long bytes) {
    return new Plan(
        records,
        new BigDecimal(millis),
        batch,
        bytes,
        bytes,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        1_000,
        50);
  }

  private static List<BatchSize> rows(Plan plan) {
    return new BatchSizes(plan, BatchLimit.of(plan, ChildType.EXPRESS, 30), plan.usage())
        .rows(CONFIGURATION, PriceTable.bundled());
  }

  private static BatchSize cheapest(Plan plan) {
    return rows(plan).stream().filter(BatchSize::cheapest).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    // 1,000 × 130 bytes in, 1,000 × 80 out
    "1,     50,     30,  1000, are the most of any batch",
    // 200,000 / 1,030
    "1,     1000,   30,  194,  outputs of 1,000 bytes",
    // the 144th starts after 28.6 s and leaves 1.4 s = 1 s + 2 × 200 ms
    "200,   1000,   30,  144,  the function's 30 s",
    // (285,000 − 50) / 2 / 1,000
    "1000,  100,    300, 142,  twice into an EXPRESS child's 5 minutes",
    "20000, 100,    30,  1,    the function's 30 s"
  })
  void aBatchHasAsManyRecordsAsItsNarrowestLimitAllows(
      String millis, long bytes, long timeout, long most, String reason) {
    BatchLimit limit = BatchLimit.of(plan(1_000, millis, 1, bytes), ChildType.EXPRESS, timeout);
    assertThat(limit.records()).isEqualTo(most);
    assertThat(limit.reason()).contains(reason);
  }

  @Test
  void recordsThatAreLargerThanTheirOutputsAreLimitedByTheInput() {
    Plan plan =
        new Plan(1_000, BigDecimal.ONE, 1, 10_000, 10, BigDecimal.ZERO, BigDecimal.ZERO, 1_000, 50);
    BatchLimit limit = BatchLimit.of(plan, ChildType.EXPRESS, 30);
    // (245,760 − 8,692) / 10,080
    assertThat(limit.records()).isEqualTo(23);
    assertThat(limit.reason()).contains("records of 10,000 bytes");
  }

  @Test
  void aStandardChildHasMoreThanFiveMinutes() {
    assertThat(BatchLimit.of(plan(1_000, "1000", 1, 100), ChildType.STANDARD, 300).records())
        .isEqualTo(298);
  }

  @Test
  void aMillionRecordsOf200MillisecondsCostUnderTwoDollarsAndAHalf() {
    assertThat(cheapest(plan(1_000_000, "200", 1, 1_000)).total())
        .isLessThan(new BigDecimal("2.50"));
  }

  @Test
  void aMillionRecordsOf5MillisecondsCostUnderSixtyCents() {
    assertThat(cheapest(plan(1_000_000, "5", 1, 1_000)).total()).isLessThan(new BigDecimal("0.60"));
  }

  @Test
  void theCheapestSizeIsNoLargerThanItNeedsToBe() {
    assertThat(cheapest(plan(100, "1", 1, 1_000)).size()).isEqualTo(100);
  }

  @Test
  void usualSizesTheChosenOneAndTheCheapestAreShown() {
    List<BatchSize> rows = rows(plan(1_000_000, "200", 17, 1_000));
    assertThat(rows).extracting(BatchSize::size).containsExactly(1L, 10L, 17L, 25L, 100L, 144L);
    assertThat(rows).filteredOn(BatchSize::chosen).extracting(BatchSize::size).containsExactly(17L);
  }

  @Test
  void eachRoundOfChildrenTakesAsLongAsAChild() {
    // 1,000 children of 2,050 + 50 ms: 100 rounds of 10, 34 rounds of 30.
    Usage usage = plan(10_000, "205", 10, 1_000).withBatch(10).quantities();
    assertThat(usage.took(10)).isEqualTo(Duration.ofMillis(100 * 2_100));
    assertThat(usage.took(30)).isEqualTo(Duration.ofMillis(34 * 2_100));
    assertThat(usage.took(5_000)).isEqualTo(Duration.ofMillis(2_100));
  }

  @Test
  void aRecordMoreThanOthersHaveIsTriedAgainInOneChild() {
    Plan plan =
        new Plan(
            10,
            new BigDecimal("100"),
            5,
            1_000,
            1_000,
            new BigDecimal("30"),
            BigDecimal.ZERO,
            1_000,
            50);
    // 3 records in 2 children: two of one and one of the other.
    assertThat(plan.quantities().lambdaMillis()).isEqualTo(2 * 500 + 200 + 100);
    assertThat(plan.quantities().childMillis()).isEqualTo(2 * (500 + 500 + 50) + 200 + 100);
    assertThat(plan.quantities().longestChildMillis()).isEqualTo(500 + 500 + 200 + 50);
  }

  @Test
  void theLongestChildIsWaitedFor() {
    // One of two children has three times the other's records.
    Usage usage = plan(400, "10", 300, 100).quantities();
    assertThat(usage.took(2)).isEqualTo(Duration.ofMillis(3_050));
  }
}
