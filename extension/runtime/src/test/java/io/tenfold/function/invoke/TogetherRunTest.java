package io.tenfold.function.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenfold.function.BatchProcessor;
import io.tenfold.function.BatchRecord;
import io.tenfold.function.RecordOutcome;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.TransientFailure;
import io.tenfold.function.WrongOutcomes;
import io.tenfold.function.invoke.BatchFixture.Text;
import java.sql.BatchUpdateException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch that a processor over a whole batch is given. */
class TogetherRunTest {

  /** Notes its calls, and does with them what the records ask for. */
  private static final class Table implements BatchProcessor<Text, String> {
    private final List<List<String>> calls = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();

    @Override
    public List<RecordOutcome<String>> processBatch(List<BatchRecord<Text>> records)
        throws Exception {
      List<String> texts = records.stream().map(each -> each.record().text()).toList();
      calls.add(texts);
      if (texts.contains("poison")) {
        throw new BatchUpdateException("duplicate row", new int[0]);
      }
      if (texts.contains("error")) {
        throw new AssertionError("never");
      }
      if (texts.contains("memory")) {
        throw new OutOfMemoryError("planted");
      }
      if (texts.contains("away")) {
        throw new TransientFailure("the database is away");
      }
      if (texts.contains("interrupted")) {
        Thread.currentThread().interrupt();
      }
      if (texts.contains("slow")) {
        Thread.sleep(600);
      }
      List<RecordOutcome<String>> outcomes = new ArrayList<>();
      for (BatchRecord<Text> each : records) {
        keys.add(each.context().idempotencyKey());
        outcomes.add(outcome(each.record().text(), records.size()));
      }
      return outcomes;
    }

    private static RecordOutcome<String> outcome(String text, int size) {
      return switch (text) {
        case "rejected" -> RecordOutcome.failed(new RecordRejected("text: is rejected"));
        case "transient" -> RecordOutcome.failed(new TransientFailure("row is locked"));
        case "speechless" ->
            RecordOutcome.failed(
                new IllegalStateException() {
                  private static final long serialVersionUID = 1L;

                  @Override
                  public String getMessage() {
                    throw new IllegalStateException("no message either");
                  }

                  @Override
                  public StackTraceElement[] getStackTrace() {
                    return null;
                  }
                });
        case "nothing" -> RecordOutcome.succeeded(null);
        default ->
            RecordOutcome.succeeded(
                text.startsWith("*")
                    ? "x".repeat(Integer.parseInt(text.substring(1)))
                    : text + " of " + size);
      };
    }
  }

  private final Table table = new Table();
  private final BatchFixture function = new BatchFixture(table);

  @Test
  void everyRecordHasTheOutcomeOfItsPlace() throws Exception {
    JsonNode answer = function.send("a", "rejected", "b", "transient", "nothing");

    assertThat(answer.path("outcomes"))
        .hasToString(
            "[{\"index\":100,\"output\":\"a of 5\"},"
                + "{\"index\":101,\"error\":\"io.tenfold.function.RecordRejected\",\"cause\":"
                + "\"{\\\"errorType\\\":\\\"io.tenfold.function.RecordRejected\\\","
                + "\\\"errorMessage\\\":\\\"text: is rejected\\\"}\"},"
                + "{\"index\":102,\"output\":\"b of 5\"},{\"index\":104,\"output\":null}]");
    assertThat(answer.path("transient").get(0).path("position").asInt()).isEqualTo(3);
    assertThat(answer.path("failed").asInt()).isEqualTo(1);
    assertThat(table.calls).hasSize(1);
  }

  @Test
  void anOutcomeWhoseReasonCanNotBeReportedIsThatOfOneRecordAlone() throws Exception {
    JsonNode answer = function.send("a", "speechless", "b");

    assertThat(BatchFixture.texts(answer.path("outcomes"), "output"))
        .containsExactly("a of 3", "b of 3");
    assertThat(BatchFixture.texts(answer.path("outcomes"), "error"))
        .containsExactly("io.tenfold.function.ProcessorError");
  }

  @Test
  void anInterruptionEndsWithTheCall() throws Exception {
    function.send("a", "interrupted");

    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aRecordByItselfIsABatchOfOne() throws Exception {
    assertThat(new String(function.bytes(Instant.MAX, BatchFixture.items("a")), "UTF-8"))
        .isEqualTo("{\"index\":100,\"output\":\"a of 1\"}");
    assertThatThrownBy(() -> function.bytes(Instant.MAX, BatchFixture.items("rejected")))
        .isInstanceOf(RecordRejected.class)
        .hasMessage("text: is rejected");
  }

  @Test
  void recordsThatDoNotFitNeverReachTheProcessor() throws Exception {
    JsonNode answer =
        function.answer(
            Instant.MAX,
            BatchFixture.items("a") + ",{\"index\":5,\"record\":7}," + BatchFixture.items("b"));

    assertThat(table.calls).containsExactly(List.of("a", "b"));
    assertThat(BatchFixture.texts(answer.path("outcomes"), "index"))
        .containsExactly("100", "5", "100");
    assertThat(answer.path("outcomes").get(1).path("error").asText())
        .isEqualTo(RecordRejected.class.getName());
    assertThat(answer.path("outcomes").get(2).path("output").asText()).isEqualTo("b of 2");
  }

  @Test
  void theProcessorIsNotCalledForNothing() throws Exception {
    JsonNode answer = function.answer(Instant.MAX, "{\"index\":5,\"record\":7}");

    assertThat(table.calls).isEmpty();
    assertThat(answer.path("failed").asInt()).isEqualTo(1);
  }

  @Test
  void aTransientFailureIsThatOfEveryRecordOfTheCall() throws Exception {
    JsonNode answer = function.send("a", "away", "b");

    assertThat(BatchFixture.texts(answer.path("transient"), "index"))
        .containsExactly("100", "101", "102");
    assertThat(answer.path("transient").get(0).path("cause").asText())
        .contains("the database is away");
    assertThat(answer.path("outcomes")).isEmpty();
    assertThat(table.calls).hasSize(1);
  }

  @Test
  void aFailureOfAnotherNameIsNotTriedAgainAsByItselfItWouldNotBe() throws Exception {
    class Throttled extends TransientFailure {
      private static final long serialVersionUID = 1L;

      Throttled() {
        super("too many");
      }
    }
    BatchProcessor<Text, String> throttled =
        records -> List.of(RecordOutcome.failed(new Throttled()));

    JsonNode answer = new BatchFixture(throttled).send("a");

    assertThat(answer.path("outcomes").get(0).path("error").asText())
        .isEqualTo(Throttled.class.getName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"poison", "error"})
  void afterAnythingElseExactlyTheGuiltyOneFails(String guilty) throws Exception {
    JsonNode answer = function.send("a", guilty, "b", "transient");

    assertThat(table.calls)
        .containsExactly(
            List.of("a", guilty, "b", "transient"),
            List.of("a"),
            List.of(guilty),
            List.of("b"),
            List.of("transient"));
    assertThat(answer.path("outcomes").get(0).path("output").asText()).isEqualTo("a of 1");
    assertThat(answer.path("outcomes").get(1).path("error").asText())
        .isEqualTo(
            guilty.equals("error")
                ? "io.tenfold.function.ProcessorError"
                : "java.sql.BatchUpdateException");
    assertThat(answer.path("outcomes").get(2).path("output").asText()).isEqualTo("b of 1");
    assertThat(answer.path("transient")).hasSize(1);
  }

  @Test
  void recordsThatDoNotFitKeepTheirPlaceBesideAGuiltyOne() throws Exception {
    JsonNode answer =
        function.answer(
            Instant.MAX, "{\"index\":5,\"record\":7}," + BatchFixture.items("poison", "a"));

    assertThat(BatchFixture.texts(answer.path("outcomes"), "error"))
        .containsExactly(RecordRejected.class.getName(), "java.sql.BatchUpdateException");
    assertThat(answer.path("outcomes").get(2).path("output").asText()).isEqualTo("a of 1");
  }

  @Test
  void aGuiltyOneByItselfIsNotGivenAgain() throws Exception {
    JsonNode answer = function.send("poison");

    assertThat(table.calls).hasSize(1);
    assertThat(answer.path("outcomes").get(0).path("error").asText())
        .isEqualTo("java.sql.BatchUpdateException");
  }

  @Test
  void theFirstAfterAFailedCallIsStartedHoweverLittleTimeIsLeft() throws Exception {
    JsonNode answer = function.send(Instant.now(), "poison", "a");

    assertThat(table.calls).containsExactly(List.of("poison", "a"), List.of("poison"));
    assertThat(answer.path("outcomes")).hasSize(1);
    assertThat(answer.path("notReached")).hasToString("[1]");
  }

  @Test
  void aBrokenMachineEndsTheProcess() {
    assertThatThrownBy(() -> function.send("a", "memory")).isInstanceOf(OutOfMemoryError.class);
    assertThat(function.exits()).isNotEmpty();
    assertThat(table.calls).hasSize(1);
    assertThat(function.log().get(0))
        .contains("\"requestId\":\"request\"", "\"error\":\"java.lang.OutOfMemoryError\"")
        .doesNotContain("\"index\"");
  }

  static Stream<List<RecordOutcome<String>>> wrongOutcomes() {
    RecordOutcome<String> right = RecordOutcome.succeeded("x");
    return Stream.of(
        null, List.of(), List.of(right), Arrays.asList(right, null), List.of(right, right, right));
  }

  @ParameterizedTest
  @MethodSource
  void wrongOutcomes(List<RecordOutcome<String>> returned) throws Exception {
    int[] calls = new int[1];
    BatchProcessor<Text, String> wrong =
        records -> {
          calls[0]++;
          return returned;
        };
    BatchFixture function = new BatchFixture(wrong);

    JsonNode answer = function.send("a", "b");

    assertThat(BatchFixture.texts(answer.path("outcomes"), "error"))
        .containsExactly(WrongOutcomes.class.getName(), WrongOutcomes.class.getName());
    assertThat(answer.path("outcomes").get(0).path("cause").asText())
        .contains(".processBatch returned ", " for 2 records; it must return one RecordOutcome");
    assertThat(calls[0]).isEqualTo(1);
  }

  @Test
  void theProcessorCanNotChangeWhichRecordsItWasGiven() throws Exception {
    BatchProcessor<Text, String> sorting =
        records -> {
          records.sort(Collections.reverseOrder());
          return List.of();
        };
    JsonNode answer = new BatchFixture(sorting).send("a");

    assertThat(answer.path("outcomes").get(0).path("error").asText())
        .isEqualTo("java.lang.UnsupportedOperationException");
  }

  @Test
  void whatDoesNotFitTheAnswerIsNotReachedUnderTheSameKey() throws Exception {
    JsonNode first = function.send("*90000", "*90000", "*90000", "a", "*90000");

    // All were processed. Where one has no room, a smaller one may.
    assertThat(BatchFixture.texts(first.path("outcomes"), "index"))
        .containsExactly("100", "101", "103");
    assertThat(first.path("notReached")).hasToString("[2,4]");
    assertThat(table.keys).hasSize(5);

    function.answer(Instant.MAX, "{\"index\":102,\"record\":{\"text\":\"*90000\"}}");

    assertThat(table.keys).hasSize(5);
  }

  @Test
  void theNextBatchIsCutIntoWhatFits() throws Exception {
    function.send("*60000", "*60000", "*60000", "*60000", "*60000");
    table.calls.clear();

    JsonNode answer = function.send("*60000", "*60000", "*60000", "*60000", "*60000");

    assertThat(table.calls).containsExactly(List.of("*60000", "*60000", "*60000"));
    assertThat(answer.path("outcomes")).hasSize(3);
    assertThat(answer.path("notReached")).hasToString("[3,4]");
  }

  @Test
  void goesOnWithTheRestWhereTheOutcomesAreSmallerThanBefore() throws Exception {
    function.send("*100000", "*100000");
    table.calls.clear();

    JsonNode answer = function.send("a", "b", "c", "d");

    assertThat(table.calls).containsExactly(List.of("a"), List.of("b", "c", "d"));
    assertThat(answer.path("outcomes")).hasSize(4);
  }

  @Test
  void startsNoCallThatMightNotEndInTime() throws Exception {
    function.send("*100000", "*100000");
    table.calls.clear();

    JsonNode answer = function.send(Instant.now().plusMillis(2_500), "slow", "a");

    assertThat(table.calls).containsExactly(List.of("slow"));
    assertThat(answer.path("notReached")).hasToString("[1]");
  }

  @Test
  void anOutputThatNoAnswerHoldsFailsAlone() throws Exception {
    JsonNode answer = function.send("a", "*245000", "b");

    assertThat(BatchFixture.texts(answer.path("outcomes"), "index"))
        .containsExactly("100", "101", "102");
    assertThat(answer.path("outcomes").get(1).path("error").asText())
        .isEqualTo("States.DataLimitExceeded");
  }

  @Test
  void anOutputThatCanNotBeWrittenFailsAlone() throws Exception {
    BatchProcessor<Text, Object> unwritable =
        records ->
            List.of(RecordOutcome.succeeded(new Object()), RecordOutcome.succeeded("written"));
    JsonNode answer = new BatchFixture(unwritable, Object.class).send("a", "b");

    assertThat(answer.path("outcomes").get(0).path("error").asText())
        .isEqualTo("io.tenfold.function.UnwritableOutput");
    assertThat(answer.path("outcomes").get(1).path("output").asText()).isEqualTo("written");
  }

  @Test
  void logsOneLinePerBatchAndOnePerFailedRecord() throws Exception {
    function.send(Instant.now().plus(Duration.ofMinutes(10)), "a", "rejected", "b");

    assertThat(function.log())
        .satisfiesExactly(
            rejected ->
                assertThat(rejected)
                    .contains("\"message\":\"record failed\",\"requestId\":\"request\",")
                    .contains("\"index\":101,\"outcome\":\"failed\""),
            batch ->
                assertThat(batch)
                    .contains("\"requestId\":\"request\",\"records\":3,\"succeeded\":2,")
                    .contains("\"failed\":1,\"transient\":0,\"notReached\":0,\"durationMs\":"));
  }

  @Test
  void logsOfAFailedRecordHowLongTheCallTook() throws Exception {
    function.send("slow", "rejected");

    String millis = function.log().get(0).replaceFirst(".*\"durationMs\":([0-9]+).*", "$1");
    assertThat(Integer.parseInt(millis)).isGreaterThanOrEqualTo(600);
  }
}
