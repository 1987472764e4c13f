package io.tenfold.function.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tenfold.function.InvalidEnvelope;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.TransientFailure;
import io.tenfold.function.invoke.BatchFixture.Text;
import io.tenfold.function.json.RecordJson;
import io.tenfold.function.log.RecordLog;
import io.tenfold.function.log.StandardOutputLines;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A batch that a processor of single records is given, record by record. */
class BatchFunctionTest {

  /** Fails in the way that the record asks for, or answers with as many letters. */
  private static final class Asked implements RecordProcessor<Text, Object> {
    private final List<RecordContext> contexts = new ArrayList<>();

    @Override
    public Object process(Text record, RecordContext context) throws Exception {
      contexts.add(context);
      return switch (record.text()) {
        case "rejected" -> throw new RecordRejected("text: is rejected");
        case "transient" -> throw new TransientFailure("the service is away");
        case "checked" -> throw new TimeoutException("late");
        case "unchecked" -> throw new IllegalArgumentException("bad \"quotes\"");
        case "error" -> throw new AssertionError("never");
        case "endless" -> endless(1);
        case "memory" -> throw new OutOfMemoryError("planted");
        case "unwritable" -> Map.of("a", new Object());
        case "nothing" -> null;
        case "slow" -> slow();
        default ->
            record.text().startsWith("*")
                ? "x".repeat(Integer.parseInt(record.text().substring(1)))
                : record.text().toUpperCase();
      };
    }

    private static int endless(int depth) {
      return endless(depth + 1) + 1;
    }

    private static String slow() throws InterruptedException {
      Thread.sleep(600);
      return "slow";
    }
  }

  private final Asked processor = new Asked();
  private final BatchFixture function = new BatchFixture(processor, Object.class);

  @Test
  void answersForEveryRecord() throws Exception {
    String payload = "{\"Items\": [" + BatchFixture.items("a", "Zoë", "nothing") + "]}";

    assertThat(new String(function.bytes(Instant.MAX, payload), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"outcomes\":[{\"index\":100,\"output\":\"A\"},{\"index\":101,\"output\":\"ZOË\"},"
                + "{\"index\":102,\"output\":null}],\"transient\":[],\"notReached\":[],"
                + "\"failed\":0,\"bytes\":86}");
  }

  @Test
  void saysHowManyBytesTheOutcomesTake() throws Exception {
    for (String[] texts : new String[][] {{}, {"Zoë"}, {"Zoë", "rejected", "transient"}}) {
      String payload = "{\"Items\": [" + BatchFixture.items(texts) + "]}";
      String answer = new String(function.bytes(Instant.MAX, payload), StandardCharsets.UTF_8);
      String outcomes = answer.substring(answer.indexOf('['), answer.indexOf(",\"transient\":["));

      assertThat(new JsonMapper().readTree(answer).path("bytes").asInt())
          .isEqualTo(outcomes.getBytes(StandardCharsets.UTF_8).length);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rejected   | io.tenfold.function.RecordRejected    | text: is rejected
          checked    | java.util.concurrent.TimeoutException | late
          unchecked  | java.lang.IllegalArgumentException    | bad "quotes"
          error      | io.tenfold.function.ProcessorError    | java.lang.AssertionError: never
          endless    | io.tenfold.function.ProcessorError    | java.lang.StackOverflowError
          unwritable | io.tenfold.function.UnwritableOutput  | a: No serializer found
          """)
  void aRecordThatFailsHarmsNoNeighbour(String kind, String error, String message)
      throws Exception {
    JsonNode answer = function.send("a", kind, "b");

    assertThat(answer.path("outcomes").get(0).path("output").asText()).isEqualTo("A");
    assertThat(answer.path("outcomes").get(2).path("output").asText()).isEqualTo("B");
    JsonNode failed = answer.path("outcomes").get(1);
    assertThat(failed.path("index").asInt()).isEqualTo(101);
    assertThat(failed.path("error").asText()).isEqualTo(error);
    assertThat(failed.has("output")).isFalse();
    JsonNode cause = new JsonMapper().readTree(failed.path("cause").asText());
    assertThat(cause.path("errorType").asText()).isEqualTo(error);
    assertThat(cause.path("errorMessage").asText()).startsWith(message);
    assertThat(answer.path("failed").asInt()).isEqualTo(1);
    assertThat(answer.path("transient")).isEmpty();
    assertThat(answer.path("notReached")).isEmpty();
  }

  @Test
  void aRecordThatDoesNotFitTheTypeIsRejectedAlone() throws Exception {
    JsonNode answer =
        function.answer(
            Instant.MAX, "{\"index\":5,\"record\":{\"text\":1}}," + BatchFixture.items("a"));

    assertThat(answer.path("outcomes").get(0).path("cause").asText())
        .contains("text: expected a string, got 1");
    assertThat(answer.path("outcomes").get(1).path("output").asText()).isEqualTo("A");
  }

  @ParameterizedTest
  @CsvSource({"999, false", "1000, true", "5000, true"})
  void aRecordThatIsNestedTooDeepIsRejectedAlone(int levels, boolean rejected) throws Exception {
    String record = "[".repeat(levels) + "]".repeat(levels);
    String single = "{\"index\":7,\"record\":" + record + "}";
    String failure = "";
    try {
      function.bytes(Instant.MAX, single);
    } catch (RecordRejected e) {
      failure = e.getMessage();
    }

    JsonNode answer = function.answer(Instant.MAX, BatchFixture.items("a") + "," + single);

    assertThat(failure.contains("is beyond what the function reads")).isEqualTo(rejected);
    assertThat(answer.path("outcomes").get(0).path("output").asText()).isEqualTo("A");
    assertThat(answer.path("outcomes").get(1).path("index").asInt()).isEqualTo(7);
    assertThat(
            new JsonMapper()
                .readTree(answer.path("outcomes").get(1).path("cause").asText())
                .path("errorMessage")
                .asText())
        .isEqualTo(failure);
  }

  @Test
  void aTransientFailureIsToBeTriedAgain() throws Exception {
    JsonNode answer = function.send("a", "transient", "b", "transient");

    assertThat(BatchFixture.texts(answer.path("outcomes"), "index")).containsExactly("100", "102");
    assertThat(BatchFixture.texts(answer.path("transient"), "position")).containsExactly("1", "3");
    assertThat(BatchFixture.texts(answer.path("transient"), "index")).containsExactly("101", "103");
    assertThat(answer.path("transient").get(0).path("error").asText())
        .isEqualTo(TransientFailure.class.getName());
    assertThat(answer.path("transient").get(0).path("cause").asText())
        .isEqualTo(
            "{\"errorType\":\"io.tenfold.function.TransientFailure\","
                + "\"errorMessage\":\"the service is away\"}");
    assertThat(answer.path("failed").asInt()).isZero();
  }

  @Test
  void aBrokenMachineEndsTheProcessAfterTheRecordsLine() {
    assertThatThrownBy(() -> function.send("a", "memory", "b"))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(function.exits()).isNotEmpty();
    assertThat(function.log().get(0))
        .contains("\"index\":101", "\"error\":\"java.lang.OutOfMemoryError\"");
    assertThat(processor.contexts).hasSize(2);
  }

  @Test
  void stopsWhereTheOutcomesWouldBeTooManyBytes() throws Exception {
    JsonNode answer = function.send("*90000", "*90000", "*60000", "a", "b");

    assertThat(BatchFixture.texts(answer.path("outcomes"), "index"))
        .containsExactly("100", "101", "102");
    assertThat(answer.path("notReached")).hasToString("[3,4]");
    assertThat(processor.contexts).hasSize(3);
  }

  @Test
  void leavesOutWhatWouldNotFitAlthoughItIsProcessed() throws Exception {
    JsonNode answer = function.send("a", "*150000", "*95000", "b");

    // It was processed, and will be once more: there is no room for it.
    assertThat(processor.contexts).hasSize(3);
    assertThat(BatchFixture.texts(answer.path("outcomes"), "index")).containsExactly("100", "101");
    assertThat(answer.path("notReached")).hasToString("[2,3]");
  }

  @Test
  void transientFailuresTakeRoomToo() throws Exception {
    RecordProcessor<Text, String> failing =
        (record, context) -> {
          throw new TransientFailure("x".repeat(10_000));
        };
    String[] texts = IntStream.range(0, 100).mapToObj(i -> "a").toArray(String[]::new);

    JsonNode answer = new BatchFixture(failing).send(texts);

    // About 4,096 characters each, whose quotation marks are escaped.
    assertThat(answer.path("transient")).hasSize(48);
    assertThat(answer.path("notReached")).hasSize(52);
  }

  @Test
  void anOutcomeThatNoAnswerHoldsFailsAlone() throws Exception {
    JsonNode answer = function.send("*245000", "a", "*244900");

    JsonNode tooLarge = answer.path("outcomes").get(0);
    assertThat(tooLarge.path("index").asInt()).isEqualTo(100);
    assertThat(tooLarge.path("error").asText()).isEqualTo("States.DataLimitExceeded");
    assertThat(tooLarge.path("cause").asText()).contains("245025 bytes").contains("245000");
    assertThat(answer.path("outcomes").get(1).path("output").asText()).isEqualTo("A");
    assertThat(answer.path("notReached")).hasToString("[2]");
    assertThat(answer.path("failed").asInt()).isEqualTo(1);
    assertThat(function.log().get(0))
        .contains("\"level\":\"WARN\"", "\"index\":100", "\"error\":\"States.DataLimitExceeded\"");
  }

  @Test
  void theFirstOutcomeIsInTheAnswerAnyway() throws Exception {
    JsonNode answer = function.send("*244970", "a");

    assertThat(answer.path("outcomes").get(0).path("output").asText()).hasSize(244_970);
    assertThat(answer.path("notReached")).hasToString("[1]");
  }

  @Test
  void startsNoRecordThatMightNotEndInTime() throws Exception {
    // After 600 ms there are at most 1,900 left, and 2,200 might be needed.
    JsonNode answer = function.send(Instant.now().plusMillis(2_500), "slow", "a", "b");

    assertThat(BatchFixture.texts(answer.path("outcomes"), "index")).containsExactly("100");
    assertThat(answer.path("notReached")).hasToString("[1,2]");
  }

  @Test
  void keepsASecondForTheAnswer() throws Exception {
    JsonNode answer = function.send(Instant.now().plusMillis(1_000), "a", "b");

    assertThat(answer.path("outcomes")).hasSize(1);
    assertThat(answer.path("notReached")).hasToString("[1]");
  }

  @Test
  void startsTheFirstRecordHoweverLittleTimeIsLeft() throws Exception {
    JsonNode answer = function.send(Instant.now(), "a", "b");

    assertThat(BatchFixture.texts(answer.path("outcomes"), "index")).containsExactly("100");
    assertThat(answer.path("notReached")).hasToString("[1]");
  }

  @Test
  void goesOnWhereThereIsTime() throws Exception {
    JsonNode answer = function.send(Instant.now().plus(Duration.ofMinutes(10)), "slow", "a", "b");

    assertThat(answer.path("outcomes")).hasSize(3);
  }

  @Test
  void tellsEveryRecordItsContext() throws Exception {
    Instant deadline = Instant.now().plusSeconds(600);
    function.bytes(
        deadline,
        "{\"BatchInput\":{\"parameters\":{\"date\":\"2026-11-01\"}},\"Items\":["
            + "{\"index\":3,\"record\":{\"text\":\"a\"},\"origin\":\"o\"},"
            + "{\"index\":9,\"record\":{\"text\":\"a\"},\"origin\":\"o\"}]}");

    assertThat(processor.contexts).extracting(RecordContext::index).containsExactly(3L, 9L);
    assertThat(processor.contexts)
        .allSatisfy(
            context -> {
              assertThat(context.awsRequestId()).isEqualTo("request");
              assertThat(context.deadline()).isEqualTo(deadline);
              assertThat(context.parameters()).isEqualTo(Map.of("date", "2026-11-01"));
            });
    assertThat(keys()).hasSize(2);
  }

  @Test
  void aRecordHasTheSameKeyInABatchAndByItself() throws Exception {
    String event = "{\"index\":3,\"record\":{\"text\":\"a\"},\"origin\":\"o\"}";
    function.bytes(Instant.MAX, event);
    function.answer(Instant.MAX, event);

    assertThat(processor.contexts).hasSize(2);
    assertThat(keys()).hasSize(1);
  }

  private Set<String> keys() {
    return Set.copyOf(processor.contexts.stream().map(RecordContext::idempotencyKey).toList());
  }

  @Test
  void readsTheTextsOfARow() throws Exception {
    record Row(int number) {}
    RecordProcessor<Row, Integer> doubling = (row, context) -> 2 * row.number();
    byte[] answer =
        new RecordFunction(
                doubling,
                RecordJson.of(Row.class, Integer.class),
                new RecordLog(new StandardOutputLines(OutputStream.nullOutputStream(), "OFF")))
            .apply(
                ("{\"Items\":[{\"index\":1,\"record\":{\"number\":\"7\"},\"textValues\":true},"
                        + "{\"index\":2,\"record\":{\"number\":\"7\"}}]}")
                    .getBytes(StandardCharsets.UTF_8),
                "request",
                Instant.MAX);

    JsonNode outcomes = new JsonMapper().readTree(answer).path("outcomes");
    assertThat(outcomes.get(0).path("output").asInt()).isEqualTo(14);
    assertThat(outcomes.get(1).path("error").asText()).isEqualTo(RecordRejected.class.getName());
  }

  @Test
  void logsOneLinePerBatchAndOnePerFailedRecord() throws Exception {
    function.send(Instant.now().plus(Duration.ofMinutes(10)), "a", "checked", "rejected", "b");

    assertThat(function.log())
        .satisfiesExactly(
            checked ->
                assertThat(checked)
                    .contains("\"level\":\"WARN\"", "\"message\":\"record failed\"")
                    .contains("\"requestId\":\"request\",\"index\":101,\"outcome\":\"failed\"")
                    .contains("\"error\":\"java.util.concurrent.TimeoutException\"")
                    .contains("\"at\":\"" + Asked.class.getName() + ".process("),
            rejected ->
                assertThat(rejected)
                    .contains("\"level\":\"INFO\"", "\"index\":102,", "\"durationMs\":")
                    .contains("\"error\":\"" + RecordRejected.class.getName() + "\"")
                    .doesNotContain("\"at\":"),
            batch ->
                assertThat(batch)
                    .contains("\"level\":\"INFO\"", "\"message\":\"batch ended\"")
                    .matches(
                        ".*\"message\":\"batch ended\",\"requestId\":\"request\",\"records\":4,"
                            + "\"succeeded\":2,\"failed\":2,\"transient\":0,\"notReached\":0,"
                            + "\"durationMs\":[0-9.]+}"));
  }

  @Test
  void logsHowManyAreToBeTriedAgainAndWereNotReached() throws Exception {
    function.send(Instant.now(), "transient", "a", "b");

    assertThat(function.log().get(1))
        .contains("\"records\":3,\"succeeded\":0,\"failed\":0,\"transient\":1,\"notReached\":2,");
  }

  @Test
  void failsTheInvocationWhereAnItemIsNoEnvelope() {
    assertThatThrownBy(() -> function.answer(Instant.MAX, BatchFixture.items("a") + ", 5"))
        .isInstanceOf(InvalidEnvelope.class);
    assertThat(processor.contexts).isEmpty();
    assertThat(function.log())
        .singleElement()
        .asString()
        .contains("\"error\":\"" + InvalidEnvelope.class.getName() + "\"");
  }

  @Test
  void aRecordByItselfHasItsParameters() throws Exception {
    function.bytes(
        Instant.MAX, "{\"index\":3,\"record\":{\"text\":\"a\"},\"parameters\":{\"a\":\"b\"}}");
    function.bytes(Instant.MAX, "{\"index\":3,\"record\":{\"text\":\"a\"}}");

    assertThat(processor.contexts)
        .extracting(RecordContext::parameters)
        .containsExactly(Map.of("a", "b"), Map.of());
  }
}
