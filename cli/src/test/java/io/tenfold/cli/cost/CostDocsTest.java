package io.tenfold.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.InProcess;
import io.tenfold.cli.console.Quantity;
import io.tenfold.local.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The figures of the documents are those of the command. */
class CostDocsTest {
  private static final String MILLION = "--records 1000000 --ms 200";

  private final List<Map<?, ?>> byThemselves = items(cost(MILLION));
  private final List<Map<?, ?>> inBatches = items(cost(MILLION + " --batch 144"));

  private static Map<?, ?> cost(String options) {
    InProcess ended =
        InProcess.run(
            Stream.concat(Stream.of("cost", "--json"), Arrays.stream(options.split(" ")))
                .toArray(String[]::new));
    assertThat(ended.code()).as(ended.err()).isZero();
    return (Map<?, ?>) Json.parse(ended.out());
  }

  private static List<Map<?, ?>> items(Map<?, ?> statement) {
    return objects(statement, "items");
  }

  private static List<Map<?, ?>> objects(Map<?, ?> object, String field) {
    List<Map<?, ?>> entries = new ArrayList<>();
    ((List<?>) object.get(field)).forEach(entry -> entries.add((Map<?, ?>) entry));
    return entries;
  }

  private static Map<?, ?> size(Map<?, ?> statement, String mark) {
    return objects(statement, "batchSizes").stream()
        .filter(row -> row.get(mark).equals(true))
        .findFirst()
        .orElseThrow();
  }

  private static String dollars(Object value, int digits) {
    return String.format("$%,." + digits + "f", new BigDecimal(value.toString()));
  }

  private static String quantity(Map<?, ?> item) {
    BigDecimal quantity =
        new BigDecimal(item.get("quantity").toString()).setScale(3, RoundingMode.HALF_UP);
    BigDecimal shown = quantity.stripTrailingZeros();
    String unit = item.get("unit").toString();
    return String.format("%,." + Math.max(0, shown.scale()) + "f", shown)
        + (unit.startsWith("GB") ? " " + unit : "");
  }

  private static String price(Map<?, ?> item) {
    BigDecimal amount = new BigDecimal(item.get("amount").toString()).stripTrailingZeros();
    long per = ((Number) item.get("per")).longValue();
    return "$"
        + amount.setScale(Math.max(2, amount.scale())).toPlainString()
        + " per "
        + (per == 1 ? item.get("unit") : per == 1_000_000 ? "million" : String.format("%,d", per));
  }

  private static String times(Map<?, ?> row) {
    List<String> times = new ArrayList<>();
    for (String atOnce : List.of("10", "100", "1000")) {
      BigDecimal seconds =
          new BigDecimal(((Map<?, ?>) row.get("secondsAtOnce")).get(atOnce).toString());
      times.add(Quantity.of(Duration.ofMillis(seconds.movePointRight(3).longValueExact())));
    }
    return String.join(" | ", times);
  }

  private static String whole(Object number) {
    return String.format("%,d", ((Number) number).longValue());
  }

  private static List<String> lines(String document) throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/cost.md"))) {
      folder = folder.getParent();
    }
    return Files.readAllLines(folder.resolve(document), StandardCharsets.UTF_8);
  }

  private static String text(String document) throws IOException {
    return String.join("\n", lines(document));
  }

  @Test
  void theExampleHasEveryItemOfBothStatements() throws IOException {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < byThemselves.size(); i++) {
      Map<?, ?> one = byThemselves.get(i);
      Map<?, ?> batch = inBatches.get(i);
      rows.add(
          String.format(
              "| %s, %s | %s | %s | %s | %s | %s |",
              one.get("service"),
              one.get("item"),
              price(one),
              quantity(one),
              dollars(one.get("cost"), 4),
              quantity(batch),
              dollars(batch.get("cost"), 4)));
    }
    rows.add(
        String.format(
            "| **total** | | | **%s** | | **%s** |",
            dollars(cost(MILLION).get("total"), 4),
            dollars(cost(MILLION + " --batch 144").get("total"), 4)));
    assertThat(lines("docs/cost.md")).containsSubsequence(rows);
  }

  @Test
  void theExamplesSizesHaveTheirCostAndTheirTimes() throws IOException {
    List<String> rows =
        objects(cost(MILLION), "batchSizes").stream()
            .map(
                row ->
                    String.format(
                        "| %s | %s | %s | %s |",
                        whole(row.get("batchSize")),
                        whole(row.get("children")),
                        dollars(row.get("total"), 2),
                        times(row)))
            .toList();
    assertThat(lines("docs/cost.md")).containsSubsequence(rows);
  }

  @Test
  void whichSizeToTakeIsTheCheapest() throws IOException {
    List<String> rows = new ArrayList<>();
    for (int timeout : List.of(30, 140)) {
      for (String millis : List.of("1", "5", "20", "50", "200", "1000", "5000")) {
        if (timeout == 30 || millis.length() > 2) {
          Map<?, ?> statement = cost("--records 1000000 --ms " + millis + " --timeout " + timeout);
          Map<?, ?> cheapest = size(statement, "cheapest");
          rows.add(
              String.format(
                  "| %s | %d s | %s | %s | %s | %s |",
                  millis.endsWith("000") ? millis.charAt(0) + " s" : millis + " ms",
                  timeout,
                  whole(cheapest.get("batchSize")),
                  dollars(cheapest.get("total"), 2),
                  dollars(statement.get("total"), 2),
                  times(cheapest)));
        }
      }
    }
    assertThat(lines("docs/cost.md")).containsSubsequence(rows);
  }

  @Test
  void whatTheTextOfTheExampleSaysIsSo() throws IOException {
    assertThat(text("docs/cost.md"))
        .contains(
            "STANDARD children, which need twice the transitions, come to "
                + dollars(cost(MILLION + " --child STANDARD").get("total"), 2),
            "records of 200 bytes fit "
                + whole(cost(MILLION + " --timeout 300 --record-bytes 200").get("largestBatch"))
                + " times",
            "records of 100 bytes that take 1 ms, in batches of 1,000, cost "
                + dollars(
                    size(cost("--records 1000000 --ms 1 --record-bytes 100"), "cheapest")
                        .get("total"),
                    2),
            "If 1 % of the records fail, spread over the batches of 144, that is "
                + dollars(
                    new BigDecimal(
                            cost(MILLION + " --batch 144 --failures 1").get("total").toString())
                        .subtract(
                            new BigDecimal(cost(MILLION + " --batch 144").get("total").toString())),
                    2)
                + " more");
  }

  @Test
  void operationsHasTheSameRun() throws IOException {
    List<String> rows = new ArrayList<>();
    BigDecimal one = BigDecimal.ZERO;
    BigDecimal batches = BigDecimal.ZERO;
    for (int i = 0; i < 5; i++) {
      Map<?, ?> item = byThemselves.get(i);
      Map<?, ?> batch = inBatches.get(i);
      one = one.add(new BigDecimal(item.get("cost").toString()));
      batches = batches.add(new BigDecimal(batch.get("cost").toString()));
      rows.add(
          String.format(
              " | %s | %s | %s | %s | %s |",
              price(item),
              quantity(item),
              dollars(item.get("cost"), 2),
              quantity(batch),
              dollars(batch.get("cost"), 2)));
    }
    rows.add(
        String.format("| **sum** | | | **%s** | | **%s** |", dollars(one, 2), dollars(batches, 2)));
    List<String> ends =
        lines("docs/operations.md").stream()
            .map(line -> rows.stream().filter(line::endsWith).findFirst().orElse(line))
            .toList();
    assertThat(ends).containsSubsequence(rows);
  }

  @Test
  void operationsHasItsTimesAndItsOtherChoices() throws IOException {
    Map<?, ?> single = size(cost(MILLION), "chosen");
    Map<?, ?> batches = size(cost(MILLION + " --batch 144"), "chosen");
    BigDecimal x86 =
        new BigDecimal(items(cost(MILLION + " --arch x86_64")).get(4).get("cost").toString());
    assertThat(text("docs/operations.md"))
        .contains(
            "| each by itself | " + times(single) + " |",
            "| in batches of 144 | " + times(batches) + " |",
            "On x86_64 the Lambda duration is " + dollars(x86, 2) + ".");
  }

  @Test
  void reliabilityHasTheCostOfAHundredMillion() throws IOException {
    String run = "--records 100000000 --ms 200";
    assertThat(text("docs/reliability.md"))
        .contains(
            "| **total** | **" + dollars(cost(run).get("total"), 2) + "** |",
            "in batches of 144 (`--batch 144`) it is "
                + dollars(cost(run + " --batch 144").get("total"), 2));
  }
}
