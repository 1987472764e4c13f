package io.tenfold.function.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.tenfold.function.RecordRejected;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The streamed JSON says of every record, to the letter, what databind says of it. */
public class StreamedJsonTest {
  enum Colour {
    RED,
    GREEN
  }

  record Inner(String name, int count) {
    Inner {
      if ("rejected".equals(name)) {
        throw new RecordRejected("name", "is not wanted");
      }
      if ("broken".equals(name)) {
        throw new IllegalArgumentException("a broken name");
      }
    }
  }

  /** A record of every type that is streamed. */
  public record All(
      String text,
      Integer number,
      long size,
      BigInteger big,
      BigDecimal money,
      Double ratio,
      double share,
      Boolean maybe,
      boolean flag,
      Colour colour,
      LocalDate day,
      Inner inner,
      List<Inner> list,
      List<List<Integer>> table,
      Map<String, BigDecimal> prices) {}

  record Annotated(@JsonProperty("other") String name) {}

  record Timed(Instant at) {}

  record Node(List<Node> children) {}

  private static final String GOOD =
      """
      "text": "Zoë 🪑", "number": 1, "size": 2, "big": 3, "money": 4.50, "ratio": 0.5, "share": 1,
      "maybe": true, "flag": false, "colour": "RED", "day": "2026-01-31",
      "inner": {"name": "n", "count": 1}, "list": [{"name": "m", "count": 2}, null],
      "table": [[1, null], []], "prices": {"a": 1.10, "b": null}
      """;

  private final RecordJson streamed = new StreamedJson(All.class, All.class);
  private final RecordJson databind = new DatabindJson(All.class, All.class);

  @Test
  void writesWhatItReads() {
    Object read = streamed.read(bytes("{" + GOOD + "}"));

    assertThat(read).isEqualTo(databind.read(bytes("{" + GOOD + "}")));
    assertThat(new String(streamed.write(7, read), StandardCharsets.UTF_8))
        .isEqualTo(new String(databind.write(7, read), StandardCharsets.UTF_8));
    assertThat(streamed.envelope(read)).isEqualTo(databind.envelope(read));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text", "number", "size", "big", "money", "ratio", "share", "maybe", "flag", "colour",
        "day", "inner", "list", "table", "prices", "unknown"
      })
  void saysWhatDatabindSaysOfAnyValueInAnyField(String field) {
    for (String value :
        List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "5",
            "1.5",
            "1.0",
            "12.50",
            "1e3",
            "1e400",
            "-1e400",
            "2147483648",
            "9223372036854775808",
            "123456789012345678901234567890",
            "1E+400000000",
            "1E-400000000",
            "1e2147483648",
            "-1e-2147483649",
            "\"\"",
            "\" \"",
            "\"5\"",
            "\"RED\"",
            "\"red\"",
            "\"true\"",
            "\"2026-13-31\"",
            "\"" + "long ".repeat(30) + "\"",
            "[]",
            "[1]",
            "[null]",
            "[[1.5]]",
            "[\"x\"]",
            "[[]]",
            "[{}]",
            "[{\"count\": 1}]",
            "[{\"name\": \"broken\", \"count\": 1}]",
            "{}",
            "{\"count\": 1}",
            "{\"name\": 1}",
            "{\"name\": \"rejected\", \"count\": 1}",
            "{\"name\": \"broken\", \"count\": 1}",
            "{\"name\": \"n\", \"count\": 1, \"more\": {\"a\": []}}",
            "{\"more\": 1, \"name\": \"n\", \"count\": \"1\"}",
            "{\"a\": \"x\"}",
            "{\"a\": 1}")) {
      String others =
          Map.of("size", "1", "share", "1", "flag", "true").entrySet().stream()
              .filter(other -> !other.getKey().equals(field))
              .map(other -> "\"" + other.getKey() + "\": " + other.getValue())
              .collect(Collectors.joining(", "));
      assertSame("{\"" + field + "\": " + value + ", " + others + "}");
      assertSame("{" + others + ", \"" + field + "\": " + value + "}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "5", "1.5", "true", "\"text\"", "\"\"", "{\"size\": 1}"})
  void saysWhatDatabindSaysOfTheWhole(String record) {
    assertSame(record);
  }

  @Test
  void leavesToDatabindWhatItDoesNotKnow() {
    assertThat(StreamedJson.supports(All.class, All.class)).isTrue();
    assertThat(StreamedJson.supports(Annotated.class, All.class)).isFalse();
    assertThat(StreamedJson.supports(All.class, Timed.class)).isFalse();
    assertThat(StreamedJson.supports(Node.class, All.class)).isFalse();
    assertThat(StreamedJson.supports(Object.class, All.class)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e2147483649", "[-1e-2147483649]", "{\"a\": 1e99999999999}"})
  void rejectsANumberBeyondAnyBigDecimalWhateverTheType(String record) {
    for (Type type : List.<Type>of(JsonNode.class, Object.class, BigDecimal.class)) {
      assertThat(outcome(new DatabindJson(type, Object.class), record))
          .as("%s", type)
          .startsWith("RecordRejected");
    }
  }

  private void assertSame(String json) {
    assertThat(outcome(streamed, json)).as(json).isEqualTo(outcome(databind, json));
  }

  private static String outcome(RecordJson json, String record) {
    try {
      return String.valueOf(json.read(bytes(record)));
    } catch (RuntimeException e) {
      return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
