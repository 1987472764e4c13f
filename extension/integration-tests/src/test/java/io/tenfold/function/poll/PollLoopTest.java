package io.tenfold.function.poll;

import static io.tenfold.function.poll.ScriptedApi.ACCEPTED;
import static io.tenfold.function.poll.ScriptedApi.NEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.function.FaultyProcessor;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.invoke.RecordFunction;
import io.tenfold.function.json.RecordJson;
import io.tenfold.function.log.RecordLog;
import io.tenfold.function.log.StandardOutputLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the function's own loop does around a record: trace, deadline and log. */
@Timeout(60)
class PollLoopTest {
  private static final String TRACE = "com.amazonaws.xray.traceHeader";

  record Text(String text) {}

  private static final RecordJson TEXT = RecordJson.of(Text.class, Text.class);

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private ScriptedApi server;
  private RuntimeApi api;

  @BeforeEach
  void listen() throws IOException {
    server = new ScriptedApi();
    api = new RuntimeApi("127.0.0.1:" + server.port());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    System.clearProperty(TRACE);
  }

  @Test
  void tellsTheProcessorTheTraceOfItsInvocation() throws Exception {
    PollLoop loop = loop((record, context) -> new Text(System.getProperty(TRACE)));
    server.answer(
        next("Lambda-Runtime-Trace-Id: Root=1-a;Sampled=1\r\n", "x"),
        ACCEPTED,
        next("lambda-runtime-trace-id: Root=1-b\r\n", "x"),
        ACCEPTED,
        next("", "x"),
        ACCEPTED);
    loop.once();
    loop.once();
    loop.once();

    assertThat(server.requests().get(1)).endsWith("{\"text\":\"Root=1-a;Sampled=1\"}}");
    assertThat(server.requests().get(3)).endsWith("{\"text\":\"Root=1-b\"}}");
    assertThat(server.requests().get(5)).endsWith("{\"text\":null}}");
  }

  @Test
  void tellsTheProcessorWhenItsInvocationEnds() throws Exception {
    PollLoop loop = loop((record, context) -> new Text(context.deadline().toString()));
    server.answer(next("", "x"), ACCEPTED);
    loop.once();

    assertThat(server.requests().get(1)).contains("2023-11-14T22:13:20Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none       | INFO | response |
          rejected   | INFO | error    | io.tenfold.function.RecordRejected
          transient  | INFO | error    | io.tenfold.function.TransientFailure
          checked    | WARN | error    | java.util.concurrent.TimeoutException
          unchecked  | WARN | error    | java.lang.IllegalArgumentException
          error      | WARN | error    | io.tenfold.function.ProcessorError
          endless    | WARN | error    | io.tenfold.function.ProcessorError
          speechless | WARN | error    | io.tenfold.function.ProcessorError
          unwritable | WARN | error    | io.tenfold.function.UnwritableOutput
          """)
  void answersAndLogsWhatBecameOfARecord(String kind, String level, String resource, String error)
      throws Exception {
    String event =
        "{\"index\": 17, \"record\": {\"kind\": \"%s\", \"secret\": \"hidden\"}}".formatted(kind);
    server.answer(
        ScriptedApi.next(event.getBytes(StandardCharsets.UTF_8)),
        ACCEPTED.getBytes(StandardCharsets.UTF_8));
    loop(new FaultyProcessor(), RecordJson.of(FaultyProcessor.Fault.class, Object.class)).once();

    String request = server.requests().get(1);
    assertThat(request).contains("/invocation/id-1/" + resource + " ");
    assertThat(log.toString())
        .containsOnlyOnce("\n")
        .contains("\"level\":\"" + level + "\"", "\"requestId\":\"id-1\",\"index\":17,")
        .doesNotContain("hidden");
    if (error != null) {
      assertThat(request).contains("Lambda-Runtime-Function-Error-Type: " + error + "\r\n");
      assertThat(log.toString()).contains("\"error\":\"" + error + "\"");
    }
  }

  private PollLoop loop(RecordProcessor<Text, Text> processor) {
    return loop(processor, TEXT);
  }

  private PollLoop loop(RecordProcessor<?, ?> processor, RecordJson json) {
    return new PollLoop(
        api,
        new RecordFunction(processor, json, new RecordLog(new StandardOutputLines(log, null))));
  }

  private static String next(String headers, String text) {
    String event = "{\"index\": 1, \"record\": {\"text\": \"" + text + "\"}}";
    return NEXT + headers + "Content-Length: " + event.length() + "\r\n\r\n" + event;
  }
}
