package io.tenfold.function;

import static io.tenfold.function.ScriptedApi.ACCEPTED;
import static io.tenfold.function.ScriptedApi.NEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the function's own loop does around a record: rehearsal, trace and log. */
@Timeout(60)
class PollLoopTest {
  private static final String TRACE = "com.amazonaws.xray.traceHeader";
  private static final String ENDED = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";

  record Text(String text) {}

  /** Notes what it is given, and fails where too little time is left. */
  static final class Sampled implements RecordProcessor<Text, Text> {
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

  /** Can't be made. */
  static final class Unmade implements RecordProcessor<Text, Text> {
    Unmade() {
      throw new IllegalStateException("no database");
    }

    @Override
    public Text process(Text record, RecordContext context) {
      return record;
    }
  }

  /** The ways in which a native function comes to poll. */
  enum Start {
    DIRECT {
      @Override
      void poll(RuntimeApi api) throws Exception {
        DirectFunction.poll(
            api, Sampled.class.getDeclaredConstructor(), TEXT, OutputStream.nullOutputStream());
      }
    },
    QUARKUS {
      @Override
      void poll(RuntimeApi api) throws Exception {
        new RecordHandler(new Sampled(), ProcessorTypes.of(Sampled.class)).poll(api);
      }
    };

    abstract void poll(RuntimeApi api) throws Exception;
  }

  private static final RecordJson TEXT = RecordJson.of(Text.class, Text.class);

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private ScriptedApi server;
  private RuntimeApi api;

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

  @ParameterizedTest
  @EnumSource
  void rehearsesWithTheSampleBeforeItAsksForARecord(Start start) {
    server.answer(ENDED);

    assertThatThrownBy(() -> start.poll(api)).hasMessageContaining("403 to next");
    assertThat(Sampled.PROCESSED)
        .containsExactly("Zoë 0 sample", "Zoë 0 sample", "Zoë 0 sample", "Zoë 0 sample");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void leavesNoTraceOfTheRehearsal() {
    server.answer(ENDED);

    assertThatThrownBy(() -> Start.DIRECT.poll(api)).isInstanceOf(IOException.class);
    assertThat(Sampled.PROCESSED).isNotEmpty();
    assertThat(System.getProperty(TRACE)).isNull();
  }

  @Test
  void saysWhyTheProcessorCouldNotBeMade() {
    server.answer(ACCEPTED);

    assertThatThrownBy(
            () -> DirectFunction.poll(api, Unmade.class.getDeclaredConstructor(), TEXT, log))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no database");
    assertThat(server.requests().get(0))
        .startsWith("POST /2018-06-01/runtime/init/error ")
        .contains("Lambda-Runtime-Function-Error-Type: java.lang.IllegalStateException\r\n")
        .endsWith("\"errorMessage\":\"no database\"}");
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
        new RecordFunction(
            processor,
            new EnvelopeReader(),
            json,
            new RecordLog(new StandardOutputLines(log, null)),
            new ProcessExit()));
  }

  private static String next(String headers, String text) {
    String event = "{\"index\": 1, \"record\": {\"text\": \"" + text + "\"}}";
    return NEXT + headers + "Content-Length: " + event.length() + "\r\n\r\n" + event;
  }
}
