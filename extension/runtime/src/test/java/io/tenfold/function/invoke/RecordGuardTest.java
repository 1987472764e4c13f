package io.tenfold.function.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.function.BatchProcessor;
import io.tenfold.function.BatchRecord;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordOutcome;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.TransientFailure;
import io.tenfold.function.json.RecordJson;
import io.tenfold.function.log.RecordLog;
import io.tenfold.function.log.StandardOutputLines;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A function that is guarded against processing a record twice. */
class RecordGuardTest {

  /** Counts how often it saw each text, and fails where the text says so. */
  static class Counting implements RecordProcessor<String, String> {
    final List<String> seen = new ArrayList<>();

    @Override
    public String process(String text, RecordContext context) {
      seen.add(text);
      switch (text) {
        case "wrong" -> throw new RecordRejected("is wrong");
        case "later" -> throw new TransientFailure("later");
        case "bug" -> throw new IllegalStateException("a bug");
        case "error" -> throw new AssertionError("an error");
        default -> {}
      }
      return text + seen.size();
    }

    @Override
    public String sample() {
      return "sample";
    }
  }

  /** The same for all of a batch, and fails as a whole where a text is {@code together}. */
  static final class Together extends Counting implements BatchProcessor<String, String> {
    final List<List<String>> calls = new ArrayList<>();

    @Override
    public List<RecordOutcome<String>> processBatch(List<BatchRecord<String>> records) {
      calls.add(records.stream().map(BatchRecord::record).toList());
      List<RecordOutcome<String>> outcomes = new ArrayList<>();
      for (BatchRecord<String> each : records) {
        if (each.record().equals("together")) {
          throw new IllegalStateException("the call as a whole");
        }
        try {
          outcomes.add(RecordOutcome.succeeded(process(each.record(), each.context())));
        } catch (RuntimeException e) {
          outcomes.add(RecordOutcome.failed(e));
        }
      }
      return outcomes;
    }
  }

  private final Notes notes = new Notes();
  private final Counting counting = new Counting();
  private final Together together = new Together();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  private RecordFunction function(RecordProcessor<String, String> processor) {
    return new RecordFunction(
        processor,
        RecordJson.of(String.class, String.class),
        new RecordLog(new StandardOutputLines(log, "INFO")),
        notes);
  }

  private String one(String text) throws Exception {
    return send(counting, item(7, "\"" + text + "\""));
  }

  private String send(RecordProcessor<String, String> processor, String payload) throws Exception {
    byte[] answer =
        function(processor).apply(payload.getBytes(StandardCharsets.UTF_8), "request", Instant.MAX);
    return new String(answer, StandardCharsets.UTF_8);
  }

  private String batch(RecordProcessor<String, String> processor, String... texts)
      throws Exception {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      items.add(item(i, "\"" + texts[i] + "\""));
    }
    return send(processor, "{\"Items\":[" + String.join(",", items) + "]}");
  }

  private static String item(int index, String record) {
    return "{\"index\":" + index + ",\"record\":" + record + ",\"origin\":\"batch\"}";
  }

  @Test
  void aRecordThatIsDoneIsAnsweredAsBeforeAndNotProcessed() throws Exception {
    String first = one("a");

    assertThat(one("a")).isEqualTo(first).isEqualTo("{\"index\":7,\"output\":\"a1\"}");
    assertThat(counting.seen).containsExactly("a");
  }

  @Test
  void aCorrectedRecordIsAnotherOne() throws Exception {
    one("a");
    one("b");

    assertThat(counting.seen).containsExactly("a", "b");
  }

  @Test
  void aRecordThatAnotherProcessHasIsTriedAgainLater() throws Exception {
    one("a");
    notes.claims.addAll(notes.answers.keySet());
    notes.answers.clear();

    assertThatThrownBy(() -> one("a")).isInstanceOf(TransientFailure.class);
    assertThat(counting.seen).containsExactly("a");
  }

  @Test
  void aRecordThatFailedIsGivenBack() {
    for (String text : List.of("wrong", "later", "bug", "error")) {
      assertThatThrownBy(() -> one(text));
      assertThatThrownBy(() -> one(text));
    }
    assertThat(counting.seen)
        .containsExactly("wrong", "wrong", "later", "later", "bug", "bug", "error", "error");
    assertThat(notes.claims).isEmpty();
  }

  @Test
  void aRecordThatDoesNotFitIsNotClaimed() {
    assertThatThrownBy(() -> send(counting, item(7, "{}"))).isInstanceOf(RecordRejected.class);
    assertThat(notes.calls).isEmpty();
  }

  @Test
  void aRecordHasItsOutputThoughThatCouldNotBeNoted() throws Exception {
    notes.trouble = new IllegalStateException("the table is away");

    assertThat(one("a")).isEqualTo("{\"index\":7,\"output\":\"a1\"}");
    assertThat(log.toString(StandardCharsets.UTF_8))
        .contains("\"level\":\"WARN\"", "could not be noted", "record succeeded");
  }

  @Test
  void aRecordFailsAsItDidThoughThatCouldNotBeNoted() {
    notes.trouble = new IllegalStateException("the table is away");

    assertThatThrownBy(() -> one("wrong")).isInstanceOf(RecordRejected.class);
  }

  @Test
  void nothingIsNotedOfTheSampleAndTheWayToTheNotesIsWarmed() {
    RecordFunction function = function(counting);

    assertThat(function.prime()).isPresent();
    function.setRehearsing(true);
    assertThat(function.prime()).isPresent();

    assertThat(counting.seen).containsExactly("sample", "sample");
    assertThat(notes.calls).containsExactly("warm up", "warm up");
  }

  @Test
  void eachRecordOfABatchIsGuarded() throws Exception {
    batch(counting, "a", "wrong", "c");

    assertThat(batch(counting, "a", "wrong", "c"))
        .contains("\"output\":\"a1\"", "\"output\":\"c3\"", "is wrong");
    assertThat(counting.seen).containsExactly("a", "wrong", "c", "wrong");
  }

  @Test
  void aBatchProcessorIsNotGivenWhatIsDone() throws Exception {
    batch(together, "a", "wrong", "c");

    assertThat(batch(together, "a", "wrong", "c"))
        .contains("{\"index\":0,\"output\":\"a1\"}", "{\"index\":2,\"output\":\"c3\"}", "is wrong");
    assertThat(together.calls).containsExactly(List.of("a", "wrong", "c"), List.of("wrong"));
    assertThat(notes.claims).isEmpty();
  }

  @Test
  void aBatchProcessorIsNotGivenWhatAnotherProcessHas() throws Exception {
    batch(together, "a", "b");
    String a = notes.answers.keySet().stream().filter(k -> k.contains("-0-")).findAny().get();
    notes.answers.remove(a);
    notes.claims.add(a);

    assertThat(batch(together, "a", "b"))
        .contains("\"transient\":[{\"position\":0,\"index\":0", "\"output\":\"b2\"");
    assertThat(together.calls).hasSize(1);
    assertThat(notes.claims).containsExactly(a);
  }

  @Test
  void recordsOfACallThatFailsAsAWholeAreGuardedOneByOne() throws Exception {
    assertThat(batch(together, "a", "together", "wrong"))
        .contains("\"output\":\"a2\"", "\"output\":\"together3\"", "is wrong");

    batch(together, "a", "together", "wrong");
    assertThat(together.seen).containsExactly("a", "a", "together", "wrong", "wrong");
    assertThat(notes.claims).isEmpty();
  }

  @Test
  void recordsOfACallThatIsToBeTriedAgainAreGivenBack() throws Exception {
    BatchProcessor<String, String> away =
        new BatchProcessor<>() {
          @Override
          public List<RecordOutcome<String>> processBatch(List<BatchRecord<String>> records) {
            throw new TransientFailure("the database is away");
          }
        };
    send(away, "{\"Items\":[" + item(0, "\"a\"") + "," + item(1, "\"b\"") + "]}");

    assertThat(notes.claims).isEmpty();
    assertThat(notes.answers).isEmpty();
  }
}
