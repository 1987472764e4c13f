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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A record of CSV, whose values are texts, in a type of the processor's. */
class TextValuesTest {
  enum Colour {
    RED,
    GREEN
  }

  record Row(
      String text,
      int number,
      Integer maybe,
      long size,
      BigInteger big,
      BigDecimal money,
      double ratio,
      Double share,
      boolean flag,
      Boolean choice,
      Colour colour,
      LocalDate day) {}

  private static final Map<String, String> GOOD =
      Map.of("number", "1", "size", "1", "ratio", "1", "flag", "true");

  private final RecordJson streamed = new StreamedJson(Row.class, Row.class);
  private final RecordJson databind = new DatabindJson(Row.class, Row.class);

  /** What becomes of the one field of a row. */
  private String outcome(RecordJson json, String field, String text) {
    StringBuilder row = new StringBuilder("{");
    GOOD.forEach(
        (name, value) -> {
          if (!name.equals(field)) {
            row.append('"').append(name).append("\":\"").append(value).append("\",");
          }
        });
    row.append('"').append(field).append("\":\"").append(text).append("\"}");
    try {
      Row read = (Row) json.readTexts(row.toString().getBytes(StandardCharsets.UTF_8));
      return String.valueOf(Row.class.getDeclaredMethod(field).invoke(read));
    } catch (RecordRejected e) {
      return e.getMessage();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "text||null",
        "text| a | a ",
        "text|007|007",
        "number|7|7",
        "number|007|7",
        "number|-007|-7",
        "number|+7|7",
        "number|000|0",
        "number| 7 |7",
        "maybe||null",
        "maybe|  |null",
        "maybe|7|7",
        "size|9223372036854775807|9223372036854775807",
        "big|123456789012345678901234567890|123456789012345678901234567890",
        "money|12.50|12.50",
        "money|0012.50|12.50",
        "money|.5|0.5",
        "money|-.5|-0.5",
        "money|1E3|1E+3",
        "money||null",
        "ratio|1.5e-3|0.0015",
        "share||null",
        "flag|true|true",
        "flag|FALSE|false",
        "choice|True|true",
        "choice||null",
        "colour|RED|RED",
        "colour| RED |RED",
        "colour||null",
        "day|2026-01-31|2026-01-31",
        "day||null",
      })
  void aTextIsReadAsTheTypeOfItsField(String field, String text, String value) {
    String given = text == null ? "" : text;
    assertThat(outcome(streamed, field, given)).isEqualTo(value);
    assertThat(outcome(databind, field, given)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "number||number: expected a whole number from -2147483648 to 2147483647, got \"\"",
        "number|x|number: expected a whole number from -2147483648 to 2147483647, got \"x\"",
        "number|1.5|number: expected a whole number from -2147483648 to 2147483647, got 1.5",
        "number|2147483648|number: expected a whole number from -2147483648 to 2147483647, got"
            + " 2147483648",
        "number|1,5|number: expected a whole number from -2147483648 to 2147483647, got \"1,5\";"
            + " the decimal sign is a point",
        "money|12,50|money: expected a number, got \"12,50\"; the decimal sign is a point",
        "money|1.250,00|money: expected a number, got \"1.250,00\"; the decimal sign is a point",
        "money|1,250.00|money: expected a number, got \"1,250.00\"",
        "money|.|money: expected a number, got \".\"",
        "money|-|money: expected a number, got \"-\"",
        "money|+|money: expected a number, got \"+\"",
        "money|5.|money: expected a number, got \"5.\"",
        "money|e5|money: expected a number, got \"e5\"",
        "money|NaN|money: expected a number, got \"NaN\"",
        "money|1e2000|money: is out of range",
        "money|€ 5|money: expected a number, got \"€ 5\"",
        "ratio|1e400|ratio: is out of range",
        "ratio||ratio: expected a number, got \"\"",
        "flag||flag: expected true or false, got \"\"",
        "flag|yes|flag: expected true or false, got \"yes\"",
        "choice|1|choice: expected true or false, got \"1\"",
        "colour|red|colour: expected one of RED, GREEN, got \"red\"",
        "day|31.01.2026|day: expected a date such as 2026-01-31, got \"31.01.2026\"",
      })
  void whatIsNoneOfItsTypeIsRejected(String field, String text, String message) {
    String given = text == null ? "" : text;
    assertThat(outcome(streamed, field, given)).isEqualTo(message);
    assertThat(outcome(databind, field, given)).isEqualTo(message);
  }

  /** The same texts where nobody said that they are texts. */
  @ParameterizedTest
  @ValueSource(strings = {"number", "maybe", "size", "big", "money", "ratio", "share", "flag"})
  void jsonIsReadAsStrictlyAsBefore(String field) {
    String record = "{\"" + field + "\": \"1\"}";
    for (RecordJson json : new RecordJson[] {streamed, databind}) {
      assertThat(rejection(json, record)).startsWith(field + ": expected ").endsWith("got \"1\"");
    }
  }

  private static String rejection(RecordJson json, String record) {
    try {
      return "read as " + json.read(record.getBytes(StandardCharsets.UTF_8));
    } catch (RecordRejected e) {
      return e.getMessage();
    }
  }

  private static Object read(Type type, String row) {
    return RecordJson.of(type, Object.class).readTexts(row.getBytes(StandardCharsets.UTF_8));
  }

  private static Object streamed(Type type, String row) {
    return new StreamedJson(type, String.class).readTexts(row.getBytes(StandardCharsets.UTF_8));
  }

  /** Types of a record that have no name of their own. */
  interface Maps {
    Map<String, String> texts();

    Map<String, Integer> numbers();
  }

  @Test
  void aMapHasTextsOrWhatIsReadOutOfThem() throws Exception {
    Type texts = Maps.class.getDeclaredMethod("texts").getGenericReturnType();
    Type numbers = Maps.class.getDeclaredMethod("numbers").getGenericReturnType();
    String row = "{\"a b\": \" 007 \", \"\": \"8\"}";
    assertThat(read(texts, row)).isEqualTo(Map.of("a b", " 007 ", "", "8"));
    assertThat(streamed(texts, row)).isEqualTo(read(texts, row));
    assertThat(read(texts, "{\"a\": \"\"}")).isEqualTo(Map.of("a", ""));
    assertThat(streamed(texts, "{\"a\": \"\"}")).isEqualTo(Map.of("a", ""));
    assertThat(read(numbers, row)).isEqualTo(Map.of("a b", 7, "", 8));
    assertThat(streamed(numbers, row)).isEqualTo(read(numbers, row));
  }

  record Annotated(@JsonProperty("Unit Price") BigDecimal unitPrice, Instant at) {}

  record Choices(Optional<Integer> number, OptionalInt other, Optional<String> text) {}

  @Test
  void databindsOwnTypesAreReadToo() {
    assertThat(
            read(Annotated.class, "{\"Unit Price\": \"2.50\", \"at\": \"2026-01-01T00:00:00Z\"}"))
        .isEqualTo(new Annotated(new BigDecimal("2.50"), Instant.parse("2026-01-01T00:00:00Z")));
    assertThat(read(Annotated.class, "{\"Unit Price\": \"\", \"at\": \"\"}"))
        .isEqualTo(new Annotated(null, null));
    assertThat(read(Choices.class, "{\"number\": \"7\", \"other\": \"\", \"text\": \" \"}"))
        .isEqualTo(new Choices(Optional.of(7), OptionalInt.empty(), Optional.of(" ")));
    assertThat(read(JsonNode.class, "{\"array\": \" 7\"}").toString())
        .isEqualTo("{\"array\":\" 7\"}");
    assertThat(read(Object.class, "{\"a\": \"\"}")).isEqualTo(Map.of("a", ""));
  }

  /** A correction of a row is JSON, and may have its numbers as such. */
  @Test
  void whatIsNoTextIsJson() {
    assertThat(outcome(streamed, "number", "7\",\"money\":2.50,\"text\":\"")).isEqualTo("7");
    assertThat(read(Choices.class, "{\"number\": 7, \"other\": null, \"text\": \"\"}"))
        .isEqualTo(new Choices(Optional.of(7), OptionalInt.empty(), Optional.empty()));
  }

  record Nested(Row row) {}

  @Test
  void aRowHasNoRecordsInIt() {
    for (RecordJson json :
        new RecordJson[] {
          new StreamedJson(Nested.class, String.class), new DatabindJson(Nested.class, String.class)
        }) {
      assertThat(rejectionOfTexts(json, "{\"row\": \"x\"}"))
          .isEqualTo("row: expected an object, got \"x\"");
      assertThat(rejectionOfTexts(json, "{\"other\": \"x\"}"))
          .isEqualTo("other: unknown field; known are row");
      assertThat(rejectionOfTexts(json, "[1]")).startsWith("record: expected an object");
    }
  }

  private static String rejectionOfTexts(RecordJson json, String row) {
    try {
      return "read as " + json.readTexts(row.getBytes(StandardCharsets.UTF_8));
    } catch (RecordRejected e) {
      return e.getMessage();
    }
  }
}
