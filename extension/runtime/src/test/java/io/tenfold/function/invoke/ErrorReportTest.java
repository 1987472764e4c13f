package io.tenfold.function.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tenfold.function.RecordRejected;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Lambda, and the answer to a batch, are told of an exception. */
class ErrorReportTest {

  @Test
  void isTheNameAndTheMessage() {
    assertThat(new ErrorReport(new IllegalStateException("a \"b\"\n\u0001 ß")).json())
        .isEqualTo(
            "{\"errorType\":\"java.lang.IllegalStateException\","
                + "\"errorMessage\":\"a \\\"b\\\"\\n\\u0001 ß\"}");
  }

  @Test
  void hasNullWhereThereIsNoMessage() {
    assertThat(new ErrorReport(new IllegalStateException()).json())
        .isEqualTo("{\"errorType\":\"java.lang.IllegalStateException\",\"errorMessage\":null}");
  }

  @Test
  void aCauseHasTheStackAsWell() throws IOException {
    Exception thrown = new IllegalStateException("broken");
    JsonNode cause = read(new ErrorReport(thrown).cause());

    assertThat(cause.path("errorMessage").asText()).isEqualTo("broken");
    assertThat(cause.path("stackTrace").get(0).asText())
        .isEqualTo(thrown.getStackTrace()[0].toString());
  }

  @Test
  void aCauseWithoutAStackIsWhatLambdaIsTold() {
    ErrorReport report = new ErrorReport(new RecordRejected("id: is missing"));

    assertThat(report.cause()).isEqualTo(report.json());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 50, 500, 3_000, 3_900, 4_000, 4_020})
  void aLongStackLosesItsLastLines(int length) throws IOException {
    StackTraceElement[] stack = new StackTraceElement[100];
    for (int i = 0; i < stack.length; i++) {
      stack[i] = new StackTraceElement("a.B", "m", "B.java", 1_000 + i);
    }
    Exception thrown = new Exception("x".repeat(length));
    thrown.setStackTrace(stack);

    String cause = new ErrorReport(thrown).cause();

    JsonNode read = read(cause);
    assertThat(read.path("errorMessage").asText()).hasSize(length);
    int lines = read.path("stackTrace").size();
    for (int i = 0; i < lines; i++) {
      assertThat(read.path("stackTrace").get(i).asText()).isEqualTo(stack[i].toString());
    }
    int next =
        stack[0].toString().length() + (lines == 0 ? ",\"stackTrace\":[\"\"]" : ",\"\"").length();
    assertThat(cause.length()).isBetween(lines == 100 ? 0 : 4_097 - next, 4_096);
    assertThat(read.has("stackTrace")).isEqualTo(lines > 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\"", "\u0001", "ß", "🪑", "x\u0001\"🪑"})
  void aLongMessageIsCut(String repeated) throws IOException {
    String message = repeated.repeat(5_000);
    String cause = new ErrorReport(new RecordRejected(message)).cause();

    String cut = read(cause).path("errorMessage").asText();
    assertThat(cause.length()).isBetween(4_080, 4_096);
    assertThat(cut).endsWith("…");
    assertThat(message).startsWith(cut.substring(0, cut.length() - 1));
    assertThat(Character.isHighSurrogate(cut.charAt(cut.length() - 2))).isFalse();
  }

  @Test
  void aMessageThatJustFitsIsNotCut() throws IOException {
    int frame = new ErrorReport(new RecordRejected("")).json().length();
    String fits = "x".repeat(4_096 - frame);

    assertThat(new ErrorReport(new RecordRejected(fits)).cause())
        .hasSize(4_096)
        .doesNotContain("…");
    assertThat(new ErrorReport(new RecordRejected(fits + "x")).cause())
        .hasSize(4_096)
        .contains("…");
  }

  private static JsonNode read(String json) throws IOException {
    return new JsonMapper().readTree(json);
  }

  /** As in a native executable that was built for size. */
  @Test
  void saysNearWhichLineSomethingIsNullInsteadOfHowToBuild() {
    StackTraceElement[] stack = {new StackTraceElement("a.Orders", "price", "Orders.java", 42)};
    String advice = "Stack trace is imprecise, the top frames are missing. To get precise …";
    NullPointerException silent = new NullPointerException(advice);
    silent.setStackTrace(stack);
    ArithmeticException other = new ArithmeticException(advice);
    other.setStackTrace(stack);

    assertThat(new ErrorReport(silent).json())
        .endsWith("\"something is null at or near a.Orders.price(Orders.java:42)\"}");
    assertThat(new ErrorReport(other).json())
        .endsWith("\"at or near a.Orders.price(Orders.java:42)\"}");
  }

  /** As in a native executable, which has no message for it. */
  @Test
  void saysAtWhichLineSomethingIsNullWhereNobodySaysWhat() {
    NullPointerException silent =
        new NullPointerException() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getMessage() {
            return null;
          }
        };
    silent.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("a.Orders", "price", "Orders.java", 42)});

    assertThat(new ErrorReport(silent).json())
        .endsWith("\"errorMessage\":\"something is null at a.Orders.price(Orders.java:42)\"}");
    assertThat(new ErrorReport(new NullPointerException("an order")).json())
        .endsWith("\"errorMessage\":\"an order\"}");
  }
}
