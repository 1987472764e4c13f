package io.tenfold.function.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.function.BatchProcessor;
import io.tenfold.function.BatchRecord;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordOutcome;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.TransientFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a function does before it asks for its first record, in whichever way it starts. */
@Timeout(60)
public abstract class StartCases {
  private static final String TRACE = "com.amazonaws.xray.traceHeader";
  private static final String ENDED = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";

  /** What the processors here take and return. */
  public record Text(String text) {}

  /** Notes what it is given, and fails where too little time is left. */
  public static final class Sampled implements RecordProcessor<Text, Text> {
    // For the function makes the processor.
    private static final List<String> PROCESSED = new ArrayList<>();

    @Override
    public Text process(Text record, RecordContext context) {
      // The workflow's longest: no processor can count on more.
      if (context.remainingTime().compareTo(Duration.ofMinutes(5)) < 0) {
        throw new TransientFailure("no time left");
      }
      PROCESSED.add(record.text() + " " + context.index() + " " + context.awsRequestId());
      assertThat(context.idempotencyKey()).startsWith("sample-0-");
      return record;
    }

    @Override
    public Text sample() {
      return new Text("Zoë");
    }
  }

  /** Ends its sample in an error. */
  public static final class Failing implements RecordProcessor<Text, Text> {
    @Override
    public Text process(Text record, RecordContext context) {
      throw new AssertionError("never");
    }

    @Override
    public Text sample() {
      return new Text("Zoë");
    }
  }

  /** Is given its records together, its sample too. */
  public static final class Together implements BatchProcessor<Text, Text> {
    @Override
    public List<RecordOutcome<Text>> processBatch(List<BatchRecord<Text>> records) {
      List<RecordOutcome<Text>> outcomes = new ArrayList<>();
      for (BatchRecord<Text> each : records) {
        String date = each.context().parameters().get("date");
        outcomes.add(
            each.record().text().isEmpty()
                ? RecordOutcome.failed(new RecordRejected("text: is empty"))
                : RecordOutcome.succeeded(new Text(each.record().text() + " on " + date)));
      }
      Sampled.PROCESSED.add(records.size() + " together");
      return outcomes;
    }

    @Override
    public Text sample() {
      return new Text("Zoë");
    }
  }

  /** The Runtime API that the function polls. */
  protected ScriptedApi server;

  /** The function's side of it. */
  protected RuntimeApi api;

  /** Starts the function with a processor of this class, and polls. */
  protected abstract void poll(Class<? extends RecordProcessor<Text, Text>> processor)
      throws Exception;

  @BeforeEach
  void listen() throws IOException {
    server = new ScriptedApi();
    api = new RuntimeApi("127.0.0.1:" + server.port());
    Sampled.PROCESSED.clear();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    System.clearProperty(TRACE);
  }

  @Test
  void rehearsesWithTheSampleBeforeItAsksForARecord() {
    server.answer(ENDED);

    assertThatThrownBy(() -> poll(Sampled.class)).hasMessageContaining("403 to next");
    assertThat(Sampled.PROCESSED)
        .containsExactly("Zoë 0 sample", "Zoë 0 sample", "Zoë 0 sample", "Zoë 0 sample");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void asksForARecordAlsoWhenTheSampleEndsInAnError() {
    server.answer(ENDED);

    assertThatThrownBy(() -> poll(Failing.class)).hasMessageContaining("403 to next");
  }

  @Test
  void givesABatchToAProcessorOverAWholeBatch() {
    server.answer(
        ScriptedApi.next(
            ("{\"BatchInput\":{\"parameters\":{\"date\":\"2026-11-01\"}},\"Items\":["
                    + "{\"index\":7,\"record\":{\"text\":\"Zoë\"}},"
                    + "{\"index\":8,\"record\":{\"text\":\"\"}}]}")
                .getBytes(StandardCharsets.UTF_8)),
        ScriptedApi.ACCEPTED.getBytes(StandardCharsets.UTF_8),
        ENDED.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> poll(Together.class)).hasMessageContaining("403 to next");
    assertThat(Sampled.PROCESSED)
        .containsExactly("1 together", "1 together", "1 together", "1 together", "2 together");
    assertThat(server.requests().get(1))
        .contains("/invocation/id-1/response ")
        .contains(
            "{\"outcomes\":[{\"index\":7,\"output\":{\"text\":\"Zoë on 2026-11-01\"}},"
                + "{\"index\":8,\"error\":\"io.tenfold.function.RecordRejected\",")
        .contains("],\"transient\":[],\"notReached\":[],\"failed\":1,\"bytes\":");
  }

  @Test
  void leavesNoTraceOfTheRehearsal() {
    server.answer(ENDED);

    assertThatThrownBy(() -> poll(Sampled.class)).isInstanceOf(IOException.class);
    assertThat(Sampled.PROCESSED).isNotEmpty();
    assertThat(System.getProperty(TRACE)).isNull();
  }
}
