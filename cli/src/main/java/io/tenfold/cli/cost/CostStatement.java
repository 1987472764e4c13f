package io.tenfold.cli.cost;

import io.tenfold.cli.console.PrintableWriter;
import io.tenfold.cli.console.Quantity;
import io.tenfold.local.json.Json;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run's cost for people and for scripts, with what other choices would cost. */
public final class CostStatement {
  /** 1,769 MB is one whole CPU. */
  private static final List<Integer> MEMORY_SIZES = List.of(128, 256, 512, 1024, 1769, 3008);

  private static final String ASSUMPTION =
      "Another memory size: the function's duration is assumed unchanged. A function that computes"
          + " is faster with more memory, which comes with more CPU; measure it.";

  private static final String ROUNDS =
      "At once: children, each of which has its records one after the other; the time is that of"
          + " the children alone, one round of them after the other, without cold starts or"
          + " throttling.";

  private final String title;
  private final Usage usage;
  private final PriceTable prices;
  private final Bill bill;
  private final List<Bill> others = new ArrayList<>();
  private final BatchLimit limit;
  private final List<BatchSize> sizes;

  /**
   * Takes what the run is called, what it takes, its batch sizes, what is chosen, and the prices.
   *
   * @param batchSizes null where nothing was run that they could be worked out by
   */
  public CostStatement(
      String title,
      Usage usage,
      BatchSizes batchSizes,
      Configuration configuration,
      PriceTable prices) {
    this.title = title;
    this.usage = usage;
    this.prices = prices;
    this.limit = batchSizes == null ? null : batchSizes.limit();
    this.sizes = batchSizes == null ? List.of() : batchSizes.rows(configuration, prices);
    this.bill = Bill.of(usage, configuration, prices);
    for (int size : MEMORY_SIZES) {
      if (size != configuration.memoryMegabytes()) {
        others.add(Bill.of(usage, configuration.withMemory(size), prices));
      }
    }
    for (Architecture other : Architecture.values()) {
      if (other != configuration.architecture()) {
        others.add(Bill.of(usage, configuration.with(other), prices));
      }
    }
    for (ChildType other : ChildType.values()) {
      if (other != configuration.childType()
          && (other != ChildType.EXPRESS || usage.allowsExpress())) {
        others.add(Bill.of(usage, configuration.with(other), prices));
      }
    }
  }

  /** Returns the statement for people. */
  public String text() {
    StringWriter lines = new StringWriter();
    PrintableWriter text = new PrintableWriter(lines);
    text.printf(
        "%s%n%s; prices of %s on %s, in US dollars%n%n",
        title, bill.configuration().sentence(), prices.region(), prices.date());
    String row = "  %-15s  %-27s  %17s  %-31s  %14s%n";
    text.printf(row, "service", "item", "quantity", "price", "cost");
    for (BillItem item : bill.items()) {
      text.printf(
          row,
          item.service(),
          item.item(),
          quantity(item.quantity()),
          item.price().sentence(),
          dollars(item.cost()));
    }
    text.printf(row, "total", "", "", "", dollars(bill.total()));
    text.printf(row, "per million", "records", "", "", dollars(bill.perMillionRecords()));
    text.printf("%nWhat else it would cost%n");
    String other = "  %-36s  %14s  %15s%n";
    for (Bill choice : others) {
      text.printf(
          other,
          choice.configuration().sentence(),
          dollars(choice.total()),
          difference(choice.total().subtract(bill.total())));
    }
    if (!sizes.isEmpty()) {
      printSizes(text);
    }
    text.printf("%nHow the figures come about%n");
    usage.explanations().forEach(line -> text.print(wrapped(line)));
    text.print(wrapped(ASSUMPTION));
    text.print(
        wrapped(
            "No free tier, no storage, no alarms, keys or traces: docs/cost.md has what is left"
                + " out, and the sources of the prices."));
    text.flush();
    return lines.toString();
  }

  private void printSizes(PrintableWriter text) {
    text.printf(
        "%nRecords in a batch, and how long the file takes with so many children at once%n");
    String row = "  %5s  %11s  %14s  %14s  %14s  %14s%s%n";
    text.printf(row, "batch", "children", "cost", "10", "100", "1,000", "");
    for (BatchSize size : sizes) {
      text.printf(
          row,
          String.format("%,d", size.size()),
          String.format("%,d", size.usage().children()),
          dollars(size.total()),
          Quantity.of(size.took(10)),
          Quantity.of(size.took(100)),
          Quantity.of(size.took(1_000)),
          remark(size));
    }
    text.print(wrapped(limitSentence()));
    text.print(wrapped(ROUNDS));
  }

  private static String remark(BatchSize size) {
    return size.chosen() && size.cheapest()
        ? "  this one, the cheapest"
        : size.chosen() ? "  this one" : size.cheapest() ? "  the cheapest" : "";
  }

  private String limitSentence() {
    return String.format(
        "A batch has %s at the most here: %s.",
        Quantity.of(limit.records(), "record"), limit.reason());
  }

  /** Returns the statement for scripts: one JSON object. */
  public String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("title", title);
    json.put("currency", "USD");
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("region", prices.region());
    table.put("date", prices.date());
    json.put("prices", table);
    json.put("records", usage.records());
    json.put("children", usage.children());
    json.put("configuration", configuration(bill.configuration()));
    List<Object> items = new ArrayList<>();
    for (BillItem item : bill.items()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("service", item.service());
      entry.put("item", item.item());
      entry.put("quantity", number(item.quantity()));
      entry.put("unit", item.price().unit());
      entry.put("price", item.price().id());
      entry.put("amount", number(item.price().tiers().get(0).amount()));
      entry.put("per", number(item.price().per()));
      entry.put("source", item.price().source());
      entry.put("cost", number(item.cost()));
      items.add(entry);
    }
    json.put("items", items);
    json.put("total", number(bill.total()));
    json.put("perMillionRecords", number(bill.perMillionRecords()));
    List<Object> choices = new ArrayList<>();
    for (Bill choice : others) {
      Map<String, Object> entry = new LinkedHashMap<>(configuration(choice.configuration()));
      entry.put("total", number(choice.total()));
      entry.put("difference", number(choice.total().subtract(bill.total())));
      choices.add(entry);
    }
    json.put("others", choices);
    if (!sizes.isEmpty()) {
      List<Object> rows = new ArrayList<>();
      sizes.forEach(size -> rows.add(json(size)));
      json.put("batchSizes", rows);
      json.put("largestBatch", limit.records());
      json.put("largestBatchBecause", limit.reason());
    }
    List<Object> explanations = new ArrayList<>(usage.explanations());
    explanations.add(ASSUMPTION);
    if (!sizes.isEmpty()) {
      explanations.add(limitSentence());
      explanations.add(ROUNDS);
    }
    json.put("explanations", explanations);
    return new String(Json.writePretty(json), StandardCharsets.UTF_8) + System.lineSeparator();
  }

  private static Map<String, Object> json(BatchSize size) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("batchSize", size.size());
    json.put("children", size.usage().children());
    json.put("total", number(size.total()));
    json.put("perMillionRecords", number(size.bill().perMillionRecords()));
    Map<String, Object> seconds = new LinkedHashMap<>();
    for (long atOnce : List.of(10L, 100L, 1_000L)) {
      seconds.put(
          Long.toString(atOnce),
          number(BigDecimal.valueOf(size.took(atOnce).toMillis()).movePointLeft(3)));
    }
    json.put("secondsAtOnce", seconds);
    json.put("chosen", size.chosen());
    json.put("cheapest", size.cheapest());
    return json;
  }

  private static Map<String, Object> configuration(Configuration configuration) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("memoryMegabytes", configuration.memoryMegabytes());
    json.put("architecture", configuration.architecture().toString());
    json.put("childType", configuration.childType().name());
    return json;
  }

  private static BigDecimal number(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static String quantity(BigDecimal value) {
    int digits = value.compareTo(BigDecimal.ONE) < 0 ? 6 : 3;
    BigDecimal rounded = value.setScale(digits, RoundingMode.HALF_UP).stripTrailingZeros();
    return String.format("%,." + Math.max(0, rounded.scale()) + "f", rounded);
  }

  private static String dollars(BigDecimal value) {
    BigDecimal size = value.abs();
    if (size.signum() > 0 && size.compareTo(new BigDecimal("0.0001")) < 0) {
      return "< 0.0001";
    }
    return String.format("%,.4f", value);
  }

  private static String difference(BigDecimal value) {
    return value.signum() < 0 ? "− " + dollars(value.negate()) : "+ " + dollars(value);
  }

  private static String wrapped(String line) {
    StringBuilder text = new StringBuilder();
    StringBuilder row = new StringBuilder("  -");
    for (String word : line.split(" ")) {
      if (row.length() + 1 + word.length() > 96) {
        text.append(row).append(System.lineSeparator());
        row = new StringBuilder("   ");
      }
      row.append(' ').append(word);
    }
    return text.append(row).append(System.lineSeparator()).toString();
  }
}
