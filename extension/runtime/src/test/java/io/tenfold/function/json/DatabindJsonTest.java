package io.tenfold.function.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.OptBoolean;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerBuilder;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.UnwritableOutput;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Databind reads what records of plain types have not as strictly as those, and loses nothing. */
class DatabindJsonTest {
  /** A field of each type that databind alone reads. */
  record Rich(
      byte small,
      Byte boxedSmall,
      short less,
      float single,
      char letter,
      Number any,
      AtomicInteger counter,
      AtomicLong bigCounter,
      AtomicBoolean latch,
      OptionalInt maybeInt,
      OptionalLong maybeLong,
      OptionalDouble maybeDouble,
      Optional<BigDecimal> maybe,
      LocalTime time,
      LocalDateTime local,
      OffsetTime offsetTime,
      OffsetDateTime offset,
      ZonedDateTime zoned,
      Instant moment,
      Date old,
      Year year,
      YearMonth yearMonth,
      MonthDay birthday,
      Month month,
      Duration duration,
      Period period,
      ZoneId zone,
      ZoneOffset east,
      UUID id,
      URI uri,
      Currency currency,
      Locale locale,
      byte[] bytes,
      int[] ints,
      double[] doubles,
      char[] chars,
      LocalDate day) {}

  private static final Map<String, String> REQUIRED =
      Map.of("small", "1", "less", "1", "single", "1", "letter", "\"a\"");

  private final RecordJson rich = new DatabindJson(Rich.class, Rich.class);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          small       | 127
          small       | -128
          boxedSmall  | 5
          less        | -32768
          single      | 0.1
          letter      | "é"
          any         | 12345678901234567890123
          any         | 1.50
          counter     | 2147483647
          bigCounter  | 9223372036854775807
          latch       | true
          maybeInt    | 7
          maybeLong   | 7
          maybeDouble | 7.5
          maybe       | 1.50
          time        | "10:15:30.123456789"
          local       | "2026-01-31T10:15:30"
          offsetTime  | "10:15:30+05:30"
          offset      | "2026-01-31T23:15:30-05:00"
          zoned       | "2026-01-31T10:15:30+01:00[Europe/Berlin]"
          zoned       | "2026-10-25T02:30:00+02:00[Europe/Berlin]"
          zoned       | "2026-10-25T02:30:00+01:00[Europe/Berlin]"
          zoned       | "2026-01-31T10:15:30+01:00"
          moment      | "2026-01-31T10:15:30.123456789Z"
          year        | "2026"
          yearMonth   | "2026-01"
          birthday    | "--02-29"
          month       | "MAY"
          duration    | "PT1M30S"
          period      | "P1Y2M3D"
          zone        | "Europe/Berlin"
          east        | "+01:00"
          id          | "123e4567-e89b-12d3-a456-426614174000"
          uri         | "https://example.com/a?b=c"
          currency    | "EUR"
          bytes       | "AAH/"
          ints        | [1,-2]
          doubles     | [0.5,1.0E300]
          chars       | "abc"
          """)
  void writesWhatItHasReadAsItWas(String field, String value) {
    String written =
        new String(rich.write(0, rich.read(with(field, value))), StandardCharsets.UTF_8);

    assertThat(written).contains("\"" + field + "\":" + value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          small       | 200          | a whole number from -128 to 127
          small       | 1.0          | a whole number from -128 to 127
          small       | null         | a whole number from -128 to 127
          boxedSmall  | -129         | a whole number from -128 to 127
          less        | 32768        | a whole number from -32768 to 32767
          single      | "NaN"        | a number
          letter      | "ab"         | a string of one character
          letter      | ""           | a string of one character
          letter      | 65           | a string of one character
          letter      | "\uD83E\uDE91"         | a string of one character
          any         | "NaN"        | a number
          any         | "5"          | a number
          counter     | 2147483648   | a whole number from -2147483648 to 2147483647
          counter     | 1.5          | a whole number from -2147483648 to 2147483647
          latch       | 1            | true or false
          maybeInt    | "7"          | a whole number from -2147483648 to 2147483647
          maybeDouble | "NaN"        | a number
          maybe       | "1.5"        | a number
          time        | "24:00"      | a time such as 10:15:30
          time        | [10,15]      | a time such as 10:15:30
          local       | "2026-01-31T10:15:30Z" | a date and time such as 2026-01-31T10:15:30
          local       | "2026-01-31 10:15:30"  | a date and time such as 2026-01-31T10:15:30
          local       | [2026,1,31,10,15]      | a date and time such as 2026-01-31T10:15:30
          offset      | 1769854530             | a date, time and offset such as 2026-01-31T10:15:30+01:00
          offset      | "2026-01-31T10:15:30"  | a date, time and offset such as 2026-01-31T10:15:30+01:00
          offset      | "2026-01-31T10:15:30+0100" | a date, time and offset such as 2026-01-31T10:15:30+01:00
          zoned       | "2026-01-31T10:15:30+05:00[Europe/Berlin]" | a date, time and zone such as 2026-01-31T10:15:30+01:00[Europe/Berlin]
          zoned       | "2026-03-29T02:30:00+01:00[Europe/Berlin]" | a date, time and zone such as 2026-01-31T10:15:30+01:00[Europe/Berlin]
          moment      | 1769854530.5           | a moment such as 2026-01-31T10:15:30Z
          moment      | "1769854530"           | a moment such as 2026-01-31T10:15:30Z
          moment      | "2026-01-31T24:00:00Z" | a moment such as 2026-01-31T10:15:30Z
          moment      | "2026-01-31T23:59:60Z" | a moment such as 2026-01-31T10:15:30Z
          moment      | ""                     | a moment such as 2026-01-31T10:15:30Z
          old         | 1769854530000          | a moment to the millisecond such as 2026-01-31T10:15:30.123Z
          old         | "2026-02-31"           | a moment to the millisecond such as 2026-01-31T10:15:30.123Z
          old         | "2026-01-31T10:15:30.123456Z" | a moment to the millisecond such as 2026-01-31T10:15:30.123Z
          year        | 1.5          | a year such as 2026
          year        | 2000000000   | a year such as 2026
          yearMonth   | "2026-1"     | a month such as 2026-01
          yearMonth   | [2026,1]     | a month such as 2026-01
          birthday    | "--02-30"    | a day of the year such as --01-31
          month       | 1            | one of JANUARY, FEBRUARY
          month       | "may"        | one of JANUARY, FEBRUARY
          duration    | 90           | a duration such as PT1H30M
          duration    | "90"         | a duration such as PT1H30M
          period      | "1Y"         | a period such as P1Y2M3D
          zone        | "Mars/Base"  | a time zone such as Europe/Berlin
          id          | "1-1-1-1-1"  | a UUID such as 123e4567-e89b-12d3-a456-426614174000
          id          | "AAAAAAAAAAAAAAAAAAAAAA==" | a UUID such as 123e4567-e89b-12d3-a456-426614174000
          uri         | " https://example.com"    | a URI such as https://example.com/
          currency    | "eur"        | a currency such as EUR
          bytes       | [1,200]      | a string in Base64
          bytes       | "AB"         | a string in Base64
          bytes       | "AAH/ AAH/"  | a string in Base64
          chars       | ["a"]        | a string
          day         | []           | a date such as 2026-01-31
          day         | [2026,1,31]  | a date such as 2026-01-31
          day         | "2026-01-31T00:00:00"   | a date such as 2026-01-31
          day         | "2026-01-31T00:00:00Z"  | a date such as 2026-01-31
          day         | "2026-02-31" | a date such as 2026-01-31
          day         | 20484        | a date such as 2026-01-31
          """)
  void refusesWhatOnlyLooksLikeAValue(String field, String value, String expected) {
    assertThatThrownBy(() -> rich.read(with(field, value)))
        .isInstanceOf(RecordRejected.class)
        .hasMessageStartingWith(field + ": expected " + expected)
        .hasMessageContaining(", got ");
  }

  @Test
  void saysWhereInAnArrayAValueIsWrong() {
    assertThat(rejection(rich, with("ints", "[1, 2.5]")))
        .isEqualTo("ints[1]: expected a whole number from -2147483648 to 2147483647, got 2.5");
    assertThat(rejection(rich, with("doubles", "[\"NaN\"]")))
        .isEqualTo("doubles[0]: expected a number, got \"NaN\"");
  }

  @Test
  void saysThatAValueIsMissing() {
    assertThat(rejection(rich, bytes("{\"less\":1,\"single\":1,\"letter\":\"a\"}")))
        .isEqualTo("small: expected a whole number from -128 to 127, got nothing");
  }

  @Test
  void takesAYearAsTheNumberThatItMostlyIs() {
    assertThat(((Rich) rich.read(with("year", "2026"))).year()).isEqualTo(Year.of(2026));
  }

  @Test
  void keepsTheMomentOfAnOffset() {
    assertThat(((Rich) rich.read(with("moment", "\"2026-01-31T10:15:30+01:00\""))).moment())
        .isEqualTo(Instant.parse("2026-01-31T09:15:30Z"));
  }

  static List<Type> everyScalar() {
    return List.copyOf(new ScalarBindings().all().keySet());
  }

  /** Whatever the type: a value that is read is written as one that is read as the same again. */
  @ParameterizedTest
  @MethodSource("everyScalar")
  void readsNoValueOfWhichItLosesSomething(Type type) {
    RecordJson json = new DatabindJson(type, type);
    for (String document : DOCUMENTS) {
      Object read;
      try {
        read = json.read(bytes(document));
      } catch (RecordRejected e) {
        assertThat(e)
            .hasMessageMatching("(?s)(record|\\[0]): (expected .+, got .+|is out of range)");
        assertThat(e.getMessage()).doesNotContain("java.", ((Class<?>) type).getSimpleName() + ")");
        continue;
      }
      String written = new String(json.write(1, read), StandardCharsets.UTF_8);
      String again = written.substring("{\"index\":1,\"output\":".length(), written.length() - 1);
      assertThat(comparable(json.read(bytes(again))))
          .as("%s as %s, then %s", document, type, again)
          .isEqualTo(comparable(read));
      if (!ROUNDED.contains(type)) {
        assertThat(digits(again)).as("%s as %s", document, type).isEqualTo(digits(document));
      }
    }
  }

  /** A float has few digits, a moment no offset, and a year is a number or not. */
  private static final List<Type> ROUNDED =
      List.of(
          float.class,
          Float.class,
          double.class,
          Double.class,
          OptionalDouble.class,
          Instant.class,
          Date.class,
          Year.class);

  private static final List<String> DOCUMENTS =
      List.of(
          "true",
          "0",
          "-1",
          "1.0",
          "1.50",
          "1e2",
          "127",
          "200",
          "300",
          "40000",
          "2026",
          "2147483648",
          "9223372036854775808",
          "1e400",
          "1e1001",
          "\"\"",
          "\" \"",
          "\"a\"",
          "\"5\"",
          "\"NaN\"",
          "\"true\"",
          "[]",
          "[1]",
          "[200]",
          "[true]",
          "[\"a\"]",
          "{}",
          "\"2026-01-31\"",
          "\"2026-02-31\"",
          "\"2026-01-31T10:15:30\"",
          "\"2026-01-31T23:15:30.5-05:00\"",
          "\"2026-01-31T23:15:30.123456789Z\"",
          "\"2026-01-31T10:15:30+01:00[Europe/Berlin]\"",
          "\"2026-01\"",
          "\"--01-31\"",
          "\"10:15:30\"",
          "\"10:15:30+01:00\"",
          "\"PT1M30.5S\"",
          "\"P1Y2M3D\"",
          "\"+01:00\"",
          "\"Z\"",
          "\"Europe/Berlin\"",
          "\"UTF-8\"",
          "\"EUR\"",
          "\"de-DE\"",
          "\"https://a.b/c\"",
          "\"123e4567-e89b-12d3-a456-426614174000\"",
          "\"AAH/\"",
          "\"[a-z]+\"");

  private static Object comparable(Object value) {
    return value.getClass().isArray()
        ? List.of(Array.getLength(value), bytesOf(value))
        : value instanceof Number
            ? new BigDecimal(value.toString()).stripTrailingZeros()
            : value.toString();
  }

  private static String bytesOf(Object array) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < Array.getLength(array); i++) {
      all.append(Array.get(array, i)).append(',');
    }
    return all.toString();
  }

  private static String digits(String json) {
    return json.matches("-?[0-9.eE+]+")
        ? new BigDecimal(json).stripTrailingZeros().toString()
        : json.replaceAll("\\.0|[^0-9]", "");
  }

  record Keys(
      Map<Integer, String> numbers,
      Map<Byte, String> small,
      Map<LocalDate, String> days,
      Map<UUID, String> ids) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          numbers | 7                    |
          numbers | -7                   |
          numbers | 007                  | a whole number from -2147483648 to 2147483647 for a name
          numbers | +7                   | a whole number from -2147483648 to 2147483647 for a name
          numbers | ` 7`                 | a whole number from -2147483648 to 2147483647 for a name
          numbers | 2147483648           | a whole number from -2147483648 to 2147483647 for a name
          numbers | ``                   | a whole number from -2147483648 to 2147483647 for a name
          small   | 200                  | a whole number from -128 to 127 for a name
          days    | 2026-01-31           |
          days    | 2026-02-31           | a date such as 2026-01-31 for a name
          ids     | 1-1-1-1-1            | a UUID such as 123e4567-e89b-12d3-a456-426614174000 for a name
          """)
  void readsTheNamesOfAMapAsStrictly(String field, String key, String expected) {
    RecordJson json = new DatabindJson(Keys.class, Keys.class);
    byte[] record = bytes("{\"%s\": {\"%s\": \"x\"}}".formatted(field, key));

    assertThat(rejection(json, record))
        .isEqualTo(
            expected == null ? "none" : field + ": expected " + expected + ", got \"" + key + "\"");
  }

  record Formatted(
      @JsonFormat(pattern = "dd.MM.yyyy") LocalDate day,
      @JsonFormat(pattern = "dd.MM.yyyy") List<LocalDate> days,
      @JsonFormat(pattern = "dd.MM.yyyy HH:mm") LocalDateTime time,
      @JsonFormat(pattern = "dd.MM.yyyy HH:mm", timezone = "Europe/Berlin") Instant moment,
      @JsonFormat(pattern = "yyyy-MM-dd HH:mm XXX") OffsetDateTime offset,
      @JsonFormat(pattern = "d MMM uuuu") LocalDate english,
      @JsonFormat(pattern = "dd.MM.yyyy") Date old,
      @JsonFormat(shape = JsonFormat.Shape.NUMBER) Instant seconds,
      @JsonFormat(shape = JsonFormat.Shape.STRING) long id,
      @JsonFormat(pattern = "dd.MM.yyyy", lenient = OptBoolean.TRUE) LocalDate lenient) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          day     | "28.02.2026"       |
          day     | "31.02.2026"       | day: expected a string of the form dd.MM.yyyy, got "31.02.2026"
          day     | "2026-02-28"       | day: expected a string of the form dd.MM.yyyy, got "2026-02-28"
          day     | "28.02.2026 "      | day: expected a string of the form dd.MM.yyyy, got "28.02.2026 "
          days    | ["28.02.2026"]     |
          days    | ["28.02.2026","30.02.2026"] | days[1]: expected a string of the form dd.MM.yyyy, got "30.02.2026"
          time    | "28.02.2026 23:59" |
          time    | "28.02.2026 24:00" | time: expected a string of the form dd.MM.yyyy HH:mm, got "28.02.2026 24:00"
          moment  | "28.02.2026 10:00" |
          offset  | "2026-02-28 10:00 +05:30" |
          english | "1 May 2026"       |
          english | "1 Mai 2026"       | english: expected a string of the form d MMM uuuu, got "1 Mai 2026"
          old     | "28.02.2026"       |
          old     | "31.02.2026"       | old: expected a string of the form dd.MM.yyyy, got "31.02.2026"
          old     | "28.02.2026x"      | old: expected a string of the form dd.MM.yyyy, got "28.02.2026x"
          seconds | 1769854530.500000000 |
          id      | "9007199254740993" |
          id      | 9007199254740993   | id: expected a whole number from -9223372036854775808 to 9223372036854775807 in a string, got 9007199254740993
          id      | "1.5"              | id: expected a whole number from -9223372036854775808 to 9223372036854775807 in a string, got "1.5"
          lenient | "28.02.2026"       |
          """)
  void readsAFormOfTheRecordsOwnAsStrictly(String field, String value, String message) {
    RecordJson json = new DatabindJson(Formatted.class, Formatted.class);
    String id = field.equals("id") ? "" : ",\"id\":\"1\"";
    byte[] record = bytes("{\"" + field + "\":" + value + id + "}");

    assertThat(rejection(json, record)).isEqualTo(message == null ? "none" : message);
    if (message == null) {
      assertThat(new String(json.write(0, json.read(record)), StandardCharsets.UTF_8))
          .contains("\"" + field + "\":" + value);
    }
  }

  enum Size {
    @JsonProperty("s")
    SMALL,
    @JsonProperty("xl")
    EXTRA_LARGE
  }

  enum Level {
    LOW("low-level"),
    HIGH("high-level");

    private final String text;

    Level(String text) {
      this.text = text;
    }

    @JsonValue
    String text() {
      return text;
    }
  }

  enum Grade {
    A(1),
    B(2);

    private final int number;

    Grade(int number) {
      this.number = number;
    }

    @JsonValue
    int number() {
      return number;
    }
  }

  record Named(Size size, Level level, Grade grade, @JsonProperty(required = true) String must) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"size":"s","level":"high-level","grade":2,"must":"x"} | none
          {"size":"SMALL","must":"x"}      | size: expected one of s, xl, got "SMALL"
          {"size":0,"must":"x"}            | size: expected one of s, xl, got 0
          {"level":"LOW","must":"x"}       | level: expected one of low-level, high-level, got "LOW"
          {"level":"","must":"x"}          | level: expected one of low-level, high-level, got ""
          {"grade":3,"must":"x"}           | grade: expected one of 1, 2, got 3
          {"grade":"A","must":"x"}         | grade: expected one of 1, 2, got "A"
          {"size":"s"}                     | must: is missing
          {"size":"s","size":"s"}          | size: is given twice
          """)
  void namesConstantsAsTheyAreInJson(String record, String message) {
    assertThat(rejection(new DatabindJson(Named.class, Named.class), bytes(record)))
        .isEqualTo(message);
  }

  /** One of several kinds. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Circle.class, name = "circle"),
    @JsonSubTypes.Type(value = Square.class, name = "square")
  })
  sealed interface Shape permits Circle, Square {}

  record Circle(BigDecimal radius) implements Shape {}

  record Square(BigDecimal side, Instant seen) implements Shape {}

  record Drawing(List<Shape> shapes) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"kind":"circle","radius":1.50}   | none
          {"radius":1.50,"kind":"circle"}   | none
          {"radius":1E+5000,"kind":"circle"} | shapes[0].radius: is out of range
          {"kind":"oval"}                   | shapes[0]: expected its kind to be one of circle, square, got "oval"
          {"radius":1.50}                   | shapes[0]: expected its kind to be one of circle, square, got nothing
          {"side":"1","kind":"square"}      | shapes[0].side: expected a number, got "1"
          {"seen":5,"kind":"square"}        | shapes[0].seen: expected a moment such as 2026-01-31T10:15:30Z, got 5
          5                                 | shapes[0]: expected an object, got 5
          """)
  void namesTheKindsOfATypeWithSubtypes(String shape, String message) {
    RecordJson json = new DatabindJson(Drawing.class, Drawing.class);

    assertThat(rejection(json, bytes("{\"shapes\":[" + shape + "]}"))).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e1001", "[1e-1001]", "{\"a\": 1e99999999999}"})
  void hasNoNumberOutOfRangeWhateverTheType(String value) {
    for (Type type : List.<Type>of(JsonNode.class, Object.class)) {
      assertThat(rejection(new DatabindJson(type, type), bytes(value))).endsWith("is out of range");
    }
  }

  enum Colour {
    RED,
    GREEN
  }

  /** What several values go into. */
  record Containers(
      Set<Integer> numbers,
      SortedSet<String> words,
      EnumSet<Colour> colours,
      List<Set<LocalDate>> days,
      @JsonSetter(contentNulls = Nulls.SKIP) Set<Integer> given,
      Map<Double, Integer> ratios,
      Map<UUID, Integer> ids,
      Map<Duration, Integer> durations,
      Map<Locale, Integer> locales,
      List<Map<BigDecimal, Integer>> amounts,
      EnumMap<Colour, Integer> shares,
      long[][] table,
      String[] texts,
      Locale locale) {}

  private final RecordJson containers = new DatabindJson(Containers.class, Containers.class);

  /** A map would keep one of two, and a set of enums leave a null out, and say nothing of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          words     | ["b", null, "a"]       | words[1]: a sorted set has no null
          colours   | ["RED", null]          | colours: a set of enums has no null
          ratios    | {"1": 1, "1.0": 2}     | ratios.1.0: is given twice
          ids       | {"123e4567-e89b-12d3-a456-426614174000": 1, "123E4567-E89B-12D3-A456-426614174000": 2} | ids.123E4567-E89B-12D3-A456-426614174000: is given twice
          durations | {"PT1H": 1, "PT60M": 2} | durations.PT60M: is given twice
          locales   | {"de-DE": 1, "de_DE": 2} | locales.de_DE: is given twice
          """)
  void losesNothingOfASetOrAMap(String field, String value, String reason) {
    assertThat(rejection(containers, bytes("{\"" + field + "\": " + value + "}")))
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          numbers   | [1,2,null]
          words     | ["a","b"]
          colours   | ["RED","GREEN"]
          days      | [["2026-01-31"],["2026-01-31","2026-02-01"],[]]
          amounts   | [{"1.0":1,"1.00":2},{"1.0":1}]
          locale    | "zh-Hant-TW"
          locale    | "de-DE-u-co-phonebk"
          locales   | {"zh-Hant-TW":1,"de":2}
          table     | [[1],[2,3],null]
          """)
  void readsSetsAndMapsAndWritesWhatItHasRead(String field, String value) {
    Object read = containers.read(bytes("{\"" + field + "\": " + value + "}"));

    String written = new String(containers.write(0, read), StandardCharsets.UTF_8);
    assertThat(written.replace("[null,1,2]", "[1,2,null]")).contains("\"" + field + "\":" + value);
  }

  @Test
  void makesOneOfEqualValuesOfASetAsThatIsWhatASetIs() {
    Object read =
        containers.read(
            bytes(
                "{\"numbers\": [1, 2, 1], \"colours\": [\"RED\", \"RED\"], \"words\": [\"a\","
                    + " \"a\"]}"));

    assertThat(((Containers) read).numbers()).containsExactlyInAnyOrder(1, 2);
    assertThat(((Containers) read).colours()).containsExactly(Colour.RED);
    assertThat(((Containers) read).words()).containsExactly("a");
  }

  @Test
  void leavesOutOfASetWhatItsAnnotationSays() {
    Object read = containers.read(bytes("{\"given\": [1, null, 2, null]}"));

    assertThat(((Containers) read).given()).containsExactlyInAnyOrder(1, 2);
  }

  /** Jackson finds fault with the type there, which would be a fault of the processor's. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          shares | "RED"  | shares: expected an object, got "RED"
          table  | "1"    | table: expected an array, got "1"
          table  | ["1"]  | table[0]: expected an array, got "1"
          texts  | "a"    | texts: expected an array, got "a"
          texts  | {}     | texts: expected an array, got an object
          """)
  void rejectsATextInTheirPlace(String field, String value, String reason) {
    assertThat(rejection(containers, bytes("{\"" + field + "\": " + value + "}")))
        .isEqualTo(reason);
  }

  @Test
  void hasNoRecordForNull() {
    assertThat(rejection(rich, bytes("null"))).isEqualTo("record: expected an object, got null");
    assertThat(rejection(new StreamedJson(Keyless.class, Keyless.class), bytes("null")))
        .isEqualTo("record: expected an object, got null");
  }

  record Keyless(String text) {}

  record Ratios(double one, float two, double[] more) {}

  @Test
  void writesNoNumberThatJsonHasNot() {
    RecordJson json = new DatabindJson(Ratios.class, Ratios.class);
    assertThatThrownBy(() -> json.write(0, new Ratios(Double.NaN, 1, new double[0])))
        .isInstanceOf(UnwritableOutput.class)
        .hasMessage("one: NaN is no number in JSON");
    assertThatThrownBy(() -> json.write(0, new Ratios(1, Float.NEGATIVE_INFINITY, new double[0])))
        .hasMessage("two: -Infinity is no number in JSON");
    assertThatThrownBy(() -> json.write(0, new Ratios(1, 1, new double[] {1, Double.NaN})))
        .hasMessageStartingWith("more")
        .hasMessageEndingWith("NaN is no number in JSON");
    assertThatThrownBy(
            () -> new StreamedJson(Ratio.class, Ratio.class).write(0, new Ratio(Double.NaN)))
        .hasMessage("ratio: NaN is no number in JSON");
  }

  record Ratio(double ratio) {}

  /** A type that only a module of the user's knows how to read. */
  static final class Celsius {
    final int degrees;

    Celsius(int degrees) {
      this.degrees = degrees;
    }
  }

  /** Found as a service, as a library's is. */
  public static final class CelsiusModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    /** Knows one type, and notes all that are looked at. */
    public CelsiusModule() {
      setDeserializerModifier(
          new BeanDeserializerModifier() {
            private static final long serialVersionUID = 1L;

            @Override
            public BeanDeserializerBuilder updateBuilder(
                DeserializationConfig config, BeanDescription bean, BeanDeserializerBuilder how) {
              LOOKED_AT_TO_READ.add(bean.getBeanClass());
              return how;
            }
          });
      setSerializerModifier(
          new BeanSerializerModifier() {
            private static final long serialVersionUID = 1L;

            @Override
            public BeanSerializerBuilder updateBuilder(
                SerializationConfig config, BeanDescription bean, BeanSerializerBuilder how) {
              LOOKED_AT_TO_WRITE.add(bean.getBeanClass());
              return how;
            }
          });
      addDeserializer(
          Celsius.class,
          new StdDeserializer<>(Celsius.class) {
            private static final long serialVersionUID = 1L;

            @Override
            public Celsius deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
              return new Celsius(Integer.parseInt(parser.getText().replace(" °C", "")));
            }
          });
    }
  }

  private static final List<Class<?>> LOOKED_AT_TO_READ = new ArrayList<>();
  private static final List<Class<?>> LOOKED_AT_TO_WRITE = new ArrayList<>();

  record Album(Map<String, Optional<Drawing>> drawings) {}

  @Test
  void looksAtAllTypesThatAreNamedBeforeItMeetsThemAndNeverAgain() {
    LOOKED_AT_TO_READ.clear();
    LOOKED_AT_TO_WRITE.clear();
    RecordJson json = new DatabindJson(Album.class, Album.class);
    assertThat(LOOKED_AT_TO_READ).contains(Album.class, Drawing.class, Circle.class, Square.class);
    assertThat(LOOKED_AT_TO_WRITE).contains(Album.class, Drawing.class, Circle.class, Square.class);

    LOOKED_AT_TO_READ.clear();
    LOOKED_AT_TO_WRITE.clear();
    String album =
        "{\"drawings\":{\"a\":{\"shapes\":["
            + "{\"kind\":\"circle\",\"radius\":1.50},"
            + "{\"kind\":\"square\",\"side\":2,\"seen\":\"2026-01-31T10:00:00Z\"}]}}}";
    Object read = json.read(bytes(album));
    assertThat(json.write(0, read)).asString().endsWith("\"output\":" + album + "}");
    assertThat(LOOKED_AT_TO_READ).isEmpty();
    assertThat(LOOKED_AT_TO_WRITE).isEmpty();
  }

  /** Refers to itself, and has a property whose type can't be read. */
  record Tangled(Tangled next, List<Tangled> more, Unreadable unreadable) {}

  /** Has two ways to be made that can't be told apart. */
  static final class Unreadable {
    @JsonCreator
    Unreadable(@JsonProperty("a") String a) {}

    @JsonCreator
    Unreadable(@JsonProperty("b") int b) {}
  }

  @Test
  void followsTypesThatLeadToThemselvesAndLeavesWhatCantBeReadToTheFirstValue() {
    RecordJson json = new DatabindJson(Tangled.class, Tangled.class);

    assertThatThrownBy(() -> json.read(bytes("{\"next\": null}")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Unreadable")
        .hasMessageContaining("can't be read from JSON");
  }

  record Weather(Celsius temperature) {}

  @Test
  void readsWhatAModuleOfTheUsersReads() {
    RecordJson json = new DatabindJson(Weather.class, Object.class);

    assertThat(((Weather) json.read(bytes("{\"temperature\": \"21 °C\"}"))).temperature().degrees)
        .isEqualTo(21);
  }

  record Own(String name) {
    @JsonCreator
    Own {
      if (name.isEmpty()) {
        RuntimeException one = new RuntimeException("one");
        one.initCause(new RuntimeException("two", one));
        throw one;
      }
    }
  }

  @Test
  void findsAReasonAlsoWhereCausesGoRound() {
    assertThat(rejection(new DatabindJson(Own.class, Own.class), bytes("{\"name\": \"\"}")))
        .matches("record: (one|two)");
  }

  private static byte[] with(String field, String value) {
    StringBuilder json = new StringBuilder("{\"" + field + "\":" + value);
    REQUIRED.forEach(
        (name, valid) -> {
          if (!name.equals(field)) {
            json.append(",\"").append(name).append("\":").append(valid);
          }
        });
    return bytes(json.append('}').toString());
  }

  private static String rejection(RecordJson json, byte[] record) {
    try {
      json.read(record);
      return "none";
    } catch (RecordRejected e) {
      return e.getMessage();
    }
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
