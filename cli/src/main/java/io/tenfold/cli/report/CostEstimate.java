package io.tenfold.cli.report;

import io.tenfold.cli.cost.Architecture;
import io.tenfold.cli.cost.Bill;
import io.tenfold.cli.cost.ChildType;
import io.tenfold.cli.cost.Configuration;
import io.tenfold.cli.cost.Plan;
import io.tenfold.cli.cost.PriceTable;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What the records of a run that have an outcome cost on AWS, about: by their number and time, and
 * with what {@code tenfold cost} assumes where nothing is said.
 *
 * @param dollars in US dollars
 * @param basis what it rests on, for people
 */
record CostEstimate(BigDecimal dollars, String basis) {
  private static final int USUAL_MEGABYTES = 256;
  private static final long USUAL_BYTES = 1_000;
  private static final BigDecimal LEAST_MILLIS = new BigDecimal("0.001");

  /**
   * Returns the estimate, null where no record has an outcome.
   *
   * @param childMillis how long the children took, all together
   * @param batchSize how many records a child has at most
   * @param memoryMegabytes the function's, null if it is not known
   */
  static CostEstimate of(long records, long childMillis, long batchSize, Integer memoryMegabytes) {
    if (records <= 0) {
      return null;
    }
    BigDecimal millis =
        BigDecimal.valueOf(childMillis)
            .divide(BigDecimal.valueOf(records), 3, RoundingMode.CEILING)
            .max(LEAST_MILLIS);
    Plan plan =
        new Plan(
            records,
            millis,
            batchSize,
            USUAL_BYTES,
            USUAL_BYTES,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            USUAL_BYTES,
            0);
    Configuration configuration =
        new Configuration(
            memoryMegabytes == null ? USUAL_MEGABYTES : memoryMegabytes,
            Architecture.ARM64,
            ChildType.EXPRESS);
    PriceTable prices = PriceTable.bundled();
    return new CostEstimate(
        Bill.of(plan.usage(), configuration, prices).total(),
        String.format(
            "about, on AWS: %s, prices of %s on %s",
            configuration.sentence(), prices.region(), prices.date()));
  }
}
