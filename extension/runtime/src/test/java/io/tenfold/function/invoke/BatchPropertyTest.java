package io.tenfold.function.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tenfold.function.BatchProcessor;
import io.tenfold.function.BatchRecord;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordOutcome;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.TransientFailure;
import io.tenfold.function.invoke.BatchFixture.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Batches of all sizes and fates: every record is answered for exactly once. */
class BatchPropertyTest {

  /** So often the workflow sends a record that fails transiently. */
  private static final int ATTEMPTS = 6;

  /** Does what the record says: fails, or answers with so many letters. */
  private static final class Alone implements RecordProcessor<Text, String> {
    @Override
    public String process(Text record, RecordContext context) {
      return switch (record.text()) {
        case "rejected" -> throw new RecordRejected("no " + "x".repeat(3_000));
        case "transient" -> throw new TransientFailure("later " + "ß".repeat(6_000));
        case "guilty" -> throw new IllegalStateException("bug");
        default -> "x".repeat(Integer.parseInt(record.text()));
      };
    }
  }

  /** The same of several, all of which it gives back where one is guilty. */
  private static final class Together implements BatchProcessor<Text, String> {
    @Override
    public List<RecordOutcome<String>> processBatch(List<BatchRecord<Text>> records) {
      List<RecordOutcome<String>> outcomes = new ArrayList<>();
      for (BatchRecord<Text> each : records) {
        try {
          outcomes.add(RecordOutcome.succeeded(new Alone().process(each.record(), each.context())));
        } catch (RecordRejected | TransientFailure e) {
          outcomes.add(RecordOutcome.failed(e));
        }
      }
      return outcomes;
    }
  }

  @Provide
  Arbitrary<List<String>> batches() {
    Arbitrary<String> small = Arbitraries.integers().between(0, 2_000).map(String::valueOf);
    Arbitrary<String> large = Arbitraries.integers().between(0, 120_000).map(String::valueOf);
    Arbitrary<String> fates =
        Arbitraries.of("rejected", "transient", "guilty", "misfit", "100", "244970", "250000");
    return Arbitraries.frequencyOf(Tuple.of(20, small), Tuple.of(2, large), Tuple.of(2, fates))
        .list()
        .ofMaxSize(150);
  }

  @Property(tries = 100)
  void everyRecordIsAnsweredForOnce(@ForAll("batches") List<String> batch, @ForAll boolean together)
      throws Exception {
    BatchFixture function = new BatchFixture(together ? new Together() : new Alone());
    List<Integer> open = new ArrayList<>(IntStream.range(0, batch.size()).boxed().toList());
    int[] attempts = new int[batch.size()];
    int invocations = 0;
    while (!open.isEmpty()) {
      open = answered(function, batch, open, attempts);
      open.removeIf(record -> attempts[record] == ATTEMPTS);
      invocations++;
      assertThat(invocations).isLessThanOrEqualTo(ATTEMPTS * batch.size());
    }
  }

  /** Sends what is open, judges the answer, and returns what is to be sent again. */
  private static List<Integer> answered(
      BatchFixture function, List<String> batch, List<Integer> open, int[] attempts)
      throws Exception {
    byte[] bytes =
        function.bytes(
            Instant.MAX,
            open.stream()
                .map(i -> item(i, batch.get(i)))
                .collect(Collectors.joining(",", "{\"Items\":[", "]}")));
    JsonNode answer = new JsonMapper().readTree(bytes);
    List<Integer> again = new ArrayList<>();
    List<Integer> seen = new ArrayList<>();
    int failed = 0;
    for (JsonNode outcome : answer.path("outcomes")) {
      String text = batch.get(outcome.path("index").asInt());
      boolean succeeds = text.matches("[0-9]+") && !text.equals("250000");
      assertThat(outcome.has("output")).isEqualTo(succeeds);
      assertThat(outcome.has("error")).isEqualTo(!succeeds);
      assertThat(text).isNotEqualTo("transient");
      failed += succeeds ? 0 : 1;
      seen.add(outcome.path("index").asInt());
    }
    for (JsonNode trying : answer.path("transient")) {
      int index = trying.path("index").asInt();
      assertThat(open.get(trying.path("position").asInt())).isEqualTo(index);
      assertThat(batch.get(index)).isEqualTo("transient");
      seen.add(index);
      attempts[index]++;
      again.add(index);
    }
    for (JsonNode position : answer.path("notReached")) {
      seen.add(open.get(position.asInt()));
      again.add(open.get(position.asInt()));
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(open);
    assertThat(answer.path("failed").asInt()).isEqualTo(failed);
    assertThat(bytes.length)
        .isLessThanOrEqualTo(
            answer.path("outcomes").size() == 1
                ? BatchAnswer.LARGEST + 2_000
                : BatchAnswer.LARGEST);
    again.sort(Comparator.naturalOrder());
    return again;
  }

  private static String item(int index, String text) {
    return "{\"index\":%d,\"record\":{\"text\":%s}}"
        .formatted(index, text.equals("misfit") ? "1" : '"' + text + '"');
  }
}
