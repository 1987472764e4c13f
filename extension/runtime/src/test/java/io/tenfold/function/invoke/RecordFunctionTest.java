package io.tenfold.function.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tenfold.function.ProcessorError;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.json.RecordJson;
import io.tenfold.function.log.RecordLog;
import io.tenfold.function.log.StandardOutputLines;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the function does before its first record, and with its log. */
class RecordFunctionTest {
  record Name(String name) {}

  private static class Recording implements RecordProcessor<Name, Name> {
    private final List<Name> processed = new ArrayList<>();
    private final Name sample;

    Recording(Name sample) {
      this.sample = sample;
    }

    @Override
    public Name process(Name record, RecordContext context) {
      if (record.name().isEmpty()) {
        throw new IllegalStateException("no name");
      }
      processed.add(record);
      return record;
    }

    @Override
    public Name sample() {
      return sample;
    }
  }

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @Test
  void processesTheSampleWithoutALine() {
    Recording processor = new Recording(new Name("sample"));

    assertThat(function(processor).prime())
        .hasValueSatisfying(
            payload ->
                assertThat(new String(payload, StandardCharsets.UTF_8))
                    .isEqualTo(
                        "{\"index\":0,\"record\":{\"name\":\"sample\"},\"origin\":\"sample\"}"));
    assertThat(processor.processed).containsExactly(new Name("sample"));
    assertThat(log.toString()).isEmpty();
  }

  @Test
  void touchesNoProcessorThatHasNoSample() {
    Recording processor = new Recording(null);

    assertThat(function(processor).prime()).isEmpty();
    assertThat(processor.processed).isEmpty();
  }

  @Test
  void startsAllTheSameWhenTheSampleFails() {
    assertThat(function(new Recording(new Name(""))).prime()).isEmpty();
    assertThat(log.toString())
        .contains("\"level\":\"WARN\"")
        .contains("\"message\":\"the processor's sample failed\"");
  }

  static Stream<Error> errorsThatBreakNothing() {
    return Stream.of(
        new StackOverflowError(),
        new NoClassDefFoundError("a/Missing"),
        new AssertionError("never"),
        new ExceptionInInitializerError("no table"));
  }

  @ParameterizedTest
  @MethodSource("errorsThatBreakNothing")
  void startsAllTheSameWhenTheSampleEndsInAnError(Error error) {
    assertThat(function(throwing(error)).prime()).isEmpty();
    assertThat(log.toString())
        .containsOnlyOnce("\n")
        .contains("\"level\":\"WARN\"")
        .contains("\"message\":\"the processor's sample failed\"")
        .contains("\"error\":\"" + error.getClass().getName() + "\"");
  }

  @ParameterizedTest
  @MethodSource("errorsThatBreakNothing")
  void startsAllTheSameWhenThereIsNoSampleForAnError(Error error) {
    Recording processor =
        new Recording(null) {
          @Override
          public Name sample() {
            throw error;
          }
        };

    assertThat(function(processor).prime()).isEmpty();
    assertThat(log.toString()).contains("\"error\":\"" + error.getClass().getName() + "\"");
  }

  @Test
  void doesNotStartWithABrokenMachine() {
    assertThatThrownBy(() -> function(throwing(new OutOfMemoryError())).prime())
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void saysWhichRecordBrokeTheMachineBeforeTheProcessEnds() {
    List<String> logged = new ArrayList<>();
    ProcessExit exit =
        new ProcessExit() {
          @Override
          void now(VirtualMachineError reason) {
            logged.add(log.toString());
          }
        };
    RecordFunction function =
        new RecordFunction(
            throwing(new OutOfMemoryError()),
            RecordJson.of(Name.class, Name.class),
            new RecordLog(new StandardOutputLines(log, null)),
            exit);

    assertThatThrownBy(
            () -> function.apply(utf8("{\"index\": 3, \"record\": {}}"), "r", Instant.MAX))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(logged)
        .singleElement()
        .asString()
        .contains("\"index\":3", "\"error\":\"java.lang.OutOfMemoryError\"");
  }

  @Test
  void failsTheRecordForAnErrorWhoseMessageFails() {
    Error error =
        new Error() {
          @Override
          public String getMessage() {
            throw new AssertionError("no message either");
          }
        };
    RecordFunction function = function(throwing(error));

    assertThatThrownBy(
            () -> function.apply(utf8("{\"index\": 3, \"record\": {}}"), "r", Instant.MAX))
        .isInstanceOf(ProcessorError.class)
        .hasMessage(error.getClass().getName());
  }

  static Stream<Exception> exceptionsThatSayNothing() {
    return Stream.of(
        new Unspeakable() {
          @Override
          public String getMessage() {
            throw new IllegalStateException("no message either");
          }
        },
        new Unspeakable() {
          @Override
          public String getMessage() {
            throw new AssertionError("no message either");
          }
        },
        new Unspeakable() {
          @Override
          public String getMessage() {
            throw new Error("of no kind that is known here");
          }
        },
        new Unspeakable() {
          @Override
          public StackTraceElement[] getStackTrace() {
            return new StackTraceElement[1];
          }
        },
        new Unspeakable() {
          @Override
          public String toString() {
            throw new AssertionError("no text either");
          }
        },
        new Endless(),
        new Unspeakable() {
          @Override
          public synchronized Throwable getCause() {
            throw new IllegalStateException("no cause either");
          }
        },
        new Unspeakable() {
          @Override
          public StackTraceElement[] getStackTrace() {
            return null;
          }
        });
  }

  private abstract static class Unspeakable extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private static final class Endless extends Exception {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable getCause() {
      return new Endless();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", ""})
  void leavesNoInterruptionToTheNextRecord(String name) {
    RecordProcessor<Name, Name> interrupted =
        (record, context) -> {
          Thread.currentThread().interrupt();
          if (record.name().isEmpty()) {
            throw new InterruptedException("told to stop");
          }
          return record;
        };
    String event = "{\"index\": 3, \"record\": {\"name\": \"" + name + "\"}}";

    Throwable failure =
        catchThrowable(() -> function(interrupted).apply(utf8(event), "r", Instant.MAX));

    assertThat(Thread.interrupted()).isFalse();
    assertThat(failure == null).isEqualTo(!name.isEmpty());
  }

  @Test
  void failsTheRecordForWhatIsNeitherAnExceptionNorAnError() {
    RecordFunction function =
        function(
            (record, context) -> {
              throw RecordFunctionTest.<RuntimeException>unchecked(new Throwable("bare"));
            });

    assertThatThrownBy(
            () -> function.apply(utf8("{\"index\": 3, \"record\": {}}"), "r", Instant.MAX))
        .isInstanceOf(ProcessorError.class)
        .hasMessage("java.lang.Throwable: bare");
  }

  @SuppressWarnings("unchecked") // As Kotlin and Lombok throw what is not declared.
  private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @ParameterizedTest
  @MethodSource("exceptionsThatSayNothing")
  void failsTheRecordWhateverItsExceptionCanNotSay(Exception unspeakable) {
    RecordFunction function =
        new RecordFunction(
            (RecordProcessor<Name, Name>)
                (record, context) -> {
                  throw unspeakable;
                },
            RecordJson.of(Name.class, Name.class),
            new RecordLog(new StandardOutputLines(log, "DEBUG")));

    assertThatThrownBy(
            () -> function.apply(utf8("{\"index\": 3, \"record\": {}}"), "r", Instant.MAX))
        .isExactlyInstanceOf(ProcessorError.class)
        .hasMessage(unspeakable.getClass().getName())
        .hasNoCause();
    assertThat(log.toString())
        .contains("\"message\":\"record failed\"")
        .contains("\"error\":\"io.tenfold.function.ProcessorError\"")
        .contains("\"at\":\"io.tenfold.function.invoke.");
  }

  @Test
  void keepsTheNameOfAnExceptionThatIsTheCauseOfItsCause() {
    Exception one = new Exception("one");
    one.initCause(new Exception("two", one));
    RecordFunction function =
        new RecordFunction(
            (RecordProcessor<Name, Name>)
                (record, context) -> {
                  throw one;
                },
            RecordJson.of(Name.class, Name.class),
            new RecordLog(new StandardOutputLines(log, "DEBUG")));

    assertThatThrownBy(
            () -> function.apply(utf8("{\"index\": 3, \"record\": {}}"), "r", Instant.MAX))
        .isSameAs(one);
    assertThat(log.toString()).contains("CIRCULAR REFERENCE");
  }

  private static Recording throwing(Error error) {
    return new Recording(new Name("sample")) {
      @Override
      public Name process(Name record, RecordContext context) {
        throw error;
      }
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void writesTheLineThatQuarkusWouldHaveWritten() throws Exception {
    byte[] result =
        function(new Recording(null))
            .apply(
                "{\"index\": 3, \"record\": {\"name\": \"Zoë\"}}".getBytes("UTF-8"),
                "request",
                Instant.MAX);

    assertThat(new String(result, "UTF-8"))
        .isEqualTo("{\"index\":3,\"output\":{\"name\":\"Zoë\"}}");
    assertThat(log.toString())
        .matches(
            "\\{\"timestamp\":\"[-0-9T:.]+Z\",\"level\":\"INFO\","
                + "\"logger\":\"io.tenfold.function.RecordLog\",\"message\":\"record succeeded\","
                + "\"requestId\":\"request\",\"index\":3,\"outcome\":\"succeeded\","
                + "\"durationMs\":[0-9.]+}\n");
  }

  private List<String> metricsOf(RecordProcessor<Name, Name> processor, String event)
      throws Exception {
    RecordFunction function = function(processor);
    function.prime();
    try {
      function.apply(utf8(event), "request", Instant.MAX);
    } catch (IllegalStateException failed) {
      log.write(utf8("failed\n"));
    }
    return log.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains("_aws"))
        .toList();
  }

  private static class Counting implements RecordProcessor<Name, Name> {
    @Override
    public Name process(Name record, RecordContext context) {
      context.metrics().count("names");
      if (record.name().isEmpty()) {
        throw new IllegalStateException("no name");
      }
      return record;
    }

    @Override
    public Name sample() {
      return new Name("sample");
    }
  }

  /** What Quarkus' container makes of a processor that is intercepted. */
  private static final class Counting_Subclass extends Counting {}

  @Test
  void writesTheMetricsOfARecordAfterItsLine() throws Exception {
    String event = "{\"index\": 3, \"record\": {\"name\": \"x\"}, \"origin\": \"abc\"}";

    assertThat(metricsOf(new Counting_Subclass(), event))
        .singleElement()
        .asString()
        .startsWith("{\"_aws\":{\"Timestamp\":")
        .contains("\"Namespace\":\"Tenfold\"")
        .endsWith("\"batch\":\"abc\",\"processor\":\"Counting\",\"names\":1}");
    assertThat(log.toString().lines().toList().get(0)).contains("record succeeded");
  }

  @Test
  void writesTheMetricsOfARecordThatFailed() throws Exception {
    assertThat(metricsOf(new Counting(), "{\"index\": 3, \"record\": {\"name\": \"\"}}"))
        .singleElement()
        .asString()
        .contains("\"batch\":\"no-origin\"");
  }

  @Test
  void writesTheMetricsOfABatchTogether() throws Exception {
    String item = "{\"index\": 3, \"record\": {\"name\": \"x\"}, \"origin\": \"abc\"}";

    assertThat(metricsOf(new Counting(), "{\"Items\": [" + item + "," + item + "]}"))
        .singleElement()
        .asString()
        .contains("\"batch\":\"abc\"")
        .endsWith("\"names\":2}");
  }

  @Test
  void writesNoMetricsWhereThereAreNone() throws Exception {
    assertThat(
            metricsOf((record, context) -> record, "{\"index\": 3, \"record\": {\"name\": \"x\"}}"))
        .isEmpty();
  }

  @Test
  void startsEveryInvocationsMetricsAnew() throws Exception {
    Counting processor = new Counting();
    String event = "{\"index\": 3, \"record\": {\"name\": \"x\"}}";
    RecordFunction function = function(processor);
    function.apply(utf8(event), "request", Instant.MAX);
    function.apply(utf8(event), "request", Instant.MAX);

    assertThat(log.toString().lines().filter(line -> line.contains("_aws")))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).endsWith("\"names\":1}"));
  }

  @Test
  void writesHowLongTheRecordTook() throws Exception {
    long[] slept = new long[1];
    RecordProcessor<Name, Name> slow =
        (record, context) -> {
          long from = System.nanoTime();
          Thread.sleep(15);
          slept[0] = System.nanoTime() - from;
          return record;
        };
    long from = System.nanoTime();
    function(slow)
        .apply(
            "{\"index\": 3, \"record\": {\"name\": \"x\"}}".getBytes("UTF-8"),
            "request",
            Instant.MAX);
    long all = System.nanoTime() - from;

    // Of three stretches of one clock, the middle one: how quick the machine is does not matter.
    String millis =
        log.toString().replaceFirst("(?s).*\"durationMs\":([0-9]+[.][0-9]{3})}.*", "$1");
    assertThat(new BigDecimal(millis))
        .isBetween(BigDecimal.valueOf(slept[0] / 1_000, 3), BigDecimal.valueOf(all / 1_000, 3));
  }

  @Test
  void hasTimeForTheSample() {
    List<Duration> left = new ArrayList<>();
    Recording processor =
        new Recording(new Name("sample")) {
          @Override
          public Name process(Name record, RecordContext context) {
            left.add(Duration.between(Instant.now(), context.deadline()));
            return record;
          }
        };
    function(processor).prime();

    // Of a real record's length, or its milliseconds would be too many for a long.
    assertThat(left)
        .singleElement()
        .satisfies(
            time ->
                assertThat(time).isBetween(Duration.ofMinutes(5), RecordContext.LONGEST_TIMEOUT));
  }

  private RecordFunction function(RecordProcessor<?, ?> processor) {
    return new RecordFunction(
        processor,
        RecordJson.of(Name.class, Name.class),
        new RecordLog(new StandardOutputLines(log, null)));
  }
}
