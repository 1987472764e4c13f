package io.tenfold.cli.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a run costs, itemised. */
public record Bill(Configuration configuration, long records, List<BillItem> items) {
  /** The prices that a bill needs. */
  static final Set<String> PRICE_IDS =
      Set.of(
          "stepfunctions.transitions",
          "stepfunctions.express.requests",
          "stepfunctions.express.duration",
          "lambda.requests",
          "lambda.duration.arm64",
          "lambda.duration.x86_64",
          "s3.reads",
          "s3.writes",
          "logs.ingestion",
          "sqs.requests");

  /** Memory of an EXPRESS execution is billed in chunks of 64 MB; Tenfold's children take one. */
  private static final long EXPRESS_MEGABYTES = 64;

  /** Copies the items. */
  public Bill {
    items = List.copyOf(items);
  }

  /** Returns what a run's usage costs with a configuration. */
  public static Bill of(Usage usage, Configuration configuration, PriceTable prices) {
    List<BillItem> items = new ArrayList<>();
    Price transitions = prices.price("stepfunctions.transitions");
    items.add(
        BillItem.of(
            "Step Functions",
            "transitions of the parent",
            BigDecimal.valueOf(usage.children() + usage.parentTransitions()),
            transitions));
    if (configuration.childType() == ChildType.EXPRESS) {
      items.add(
          BillItem.of(
              "Step Functions",
              "EXPRESS requests",
              BigDecimal.valueOf(usage.children()),
              prices.price("stepfunctions.express.requests")));
      items.add(
          BillItem.of(
              "Step Functions",
              "EXPRESS duration",
              gigabyteSeconds(usage.expressMillis(), EXPRESS_MEGABYTES),
              prices.price("stepfunctions.express.duration")));
    } else {
      items.add(
          BillItem.of(
              "Step Functions",
              "transitions of the children",
              BigDecimal.valueOf(usage.childTransitions()),
              transitions));
    }
    items.add(
        BillItem.of(
            "Lambda",
            "requests",
            BigDecimal.valueOf(usage.invocations()),
            prices.price("lambda.requests")));
    items.add(
        BillItem.of(
            "Lambda",
            "duration",
            gigabyteSeconds(usage.lambdaMillis(), configuration.memoryMegabytes()),
            prices.price("lambda.duration." + configuration.architecture())));
    items.add(
        BillItem.of("S3", "reads", BigDecimal.valueOf(usage.reads()), prices.price("s3.reads")));
    items.add(
        BillItem.of("S3", "writes", BigDecimal.valueOf(usage.writes()), prices.price("s3.writes")));
    items.add(
        BillItem.of(
            "CloudWatch Logs",
            "ingestion",
            BigDecimal.valueOf(usage.logBytes()).movePointLeft(9),
            prices.price("logs.ingestion")));
    items.add(
        BillItem.of(
            "SQS", "requests", BigDecimal.valueOf(usage.messages()), prices.price("sqs.requests")));
    return new Bill(configuration, usage.records(), items);
  }

  private static BigDecimal gigabyteSeconds(long millis, long megabytes) {
    // 1,000 × 1,024 divides any whole number without a remainder that a decimal could not hold.
    return BigDecimal.valueOf(millis)
        .multiply(BigDecimal.valueOf(megabytes))
        .divide(BigDecimal.valueOf(1_024_000));
  }

  /** Returns the sum in US dollars, not rounded. */
  public BigDecimal total() {
    return items.stream().map(BillItem::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Returns the sum for a million records at this rate, to six decimals. */
  public BigDecimal perMillionRecords() {
    return records == 0
        ? BigDecimal.ZERO
        : total().movePointRight(6).divide(BigDecimal.valueOf(records), 6, RoundingMode.HALF_UP);
  }
}
