package io.tenfold.function.quarkus;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.tenfold.function.FaultyProcessor;
import io.tenfold.function.logmanager.JsonLogFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of whatever a processor throws, and what is logged of it. */
@QuarkusTest
@TestProfile(ProcessorFailuresTest.WithFaultyProcessor.class)
class ProcessorFailuresTest {
  public static final class WithFaultyProcessor implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("tenfold.processor", FaultyProcessor.class.getName());
    }
  }

  private final Captured log = new Captured();

  @BeforeEach
  void captureTheLog() {
    Logger.getLogger("").addHandler(log);
  }

  @AfterEach
  void releaseTheLog() {
    Logger.getLogger("").removeHandler(log);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rejected   | io.tenfold.function.RecordRejected    | secret: must not be hidden
          transient  | io.tenfold.function.TransientFailure  | no answer about hidden
          checked    | java.util.concurrent.TimeoutException | late for hidden
          unchecked  | java.lang.IllegalArgumentException    | bad hidden
          error      | io.tenfold.function.ProcessorError    | java.lang.AssertionError: never hidden
          endless    | io.tenfold.function.ProcessorError    | java.lang.StackOverflowError
          unwritable | io.tenfold.function.UnwritableOutput  | output: No serializer found
          """)
  void failsUnderTheNameOfWhatWasThrown(String kind, String error, String message) {
    Response response = invoke(kind);

    assertThat(response.jsonPath().getString("errorType")).isEqualTo(error);
    assertThat(response.jsonPath().getString("errorMessage")).startsWith(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "endless", "unwritable"})
  void processesTheNextRecordAfterAnError(String kind) {
    invoke(kind);

    assertThat(invoke("none").asString()).isEqualTo("{\"index\":17,\"output\":\"done\"}");
  }

  @Test
  void returnsNullForNoOutput() {
    assertThat(invoke("nothing").asString()).isEqualTo("{\"index\":17,\"output\":null}");
  }

  @Test
  void tellsTheProcessorTheRecordsIndexRequestAndKey() {
    Response response = invoke("context");

    assertThat(response.jsonPath().getLong("output.index")).isEqualTo(17);
    assertThat(response.jsonPath().getString("output.awsRequestId")).isNotBlank();
    assertThat(response.jsonPath().getString("output.idempotencyKey"))
        .matches("no-origin-17-[0-9a-f]{16}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"none", "rejected", "transient", "checked", "unchecked", "error", "endless"})
  void logsOneLinePerRecordWithoutItsContent(String kind) {
    invoke(kind);

    assertThat(log.lines()).hasSize(1);
    assertThat(log.lines().get(0)).doesNotContain("hidden");
  }

  @ParameterizedTest
  @CsvSource({
    "none,       INFO",
    "rejected,   INFO",
    "transient,  INFO",
    "checked,    WARN",
    "unchecked,  WARN",
    "error,      WARN",
    "endless,    WARN",
    "unwritable, WARN"
  })
  void warnsOfTheProcessorsFaultsAlone(String kind, String level) {
    invoke(kind);

    assertThat(log.lines()).singleElement().asString().contains("\"level\":\"" + level + "\"");
  }

  @Test
  void hasTimeLeftWhereNobodyEndsTheInvocation() {
    assertThat(invoke("time").asString()).isEqualTo("{\"index\":17,\"output\":900000}");
  }

  @Test
  void logsTheIndexTheRequestAndTheErrorsName() {
    invoke("checked");

    assertThat(log.lines().get(0))
        .contains("\"index\":17")
        .containsPattern("\"requestId\":\"[^\"]+\"")
        .contains("\"outcome\":\"failed\"")
        .contains("\"error\":\"java.util.concurrent.TimeoutException\"")
        .contains("\"at\":\"io.tenfold.function.FaultyProcessor.process(FaultyProcessor.java:");
  }

  private static Response invoke(String kind) {
    return given()
        .baseUri("http://localhost:8081")
        .contentType("application/json")
        .body(
            "{\"index\": 17, \"record\": {\"kind\": \"%s\", \"secret\": \"hidden\"}}"
                .formatted(kind))
        .post("/");
  }

  /** Everything that the function logs at INFO and above, as the lines AWS would see. */
  private static final class Captured extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final JsonLogFormatter formatter = new JsonLogFormatter();

    Captured() {
      setLevel(Level.INFO);
    }

    List<String> lines() {
      return lines;
    }

    @Override
    public void publish(LogRecord record) {
      if (isLoggable(record)) {
        lines.add(formatter.format(ExtLogRecord.wrap(record)));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
