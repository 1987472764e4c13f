package io.tenfold.function.json;

import static java.util.Map.entry;

import com.fasterxml.jackson.core.JsonToken;
import java.lang.invoke.MethodType;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words in which error messages speak of JSON, never naming Java classes. */
public final class JsonKind {
  // Not asked for while records are read: what a binding expects, it knows from its making.
  private static final Map<Class<?>, String> SCALARS =
      Map.ofEntries(
          entry(Byte.class, wholeFrom(Byte.MIN_VALUE, Byte.MAX_VALUE)),
          entry(Short.class, wholeFrom(Short.MIN_VALUE, Short.MAX_VALUE)),
          entry(Integer.class, wholeFrom(Integer.MIN_VALUE, Integer.MAX_VALUE)),
          entry(Long.class, wholeFrom(Long.MIN_VALUE, Long.MAX_VALUE)),
          entry(AtomicInteger.class, wholeFrom(Integer.MIN_VALUE, Integer.MAX_VALUE)),
          entry(AtomicLong.class, wholeFrom(Long.MIN_VALUE, Long.MAX_VALUE)),
          entry(OptionalInt.class, wholeFrom(Integer.MIN_VALUE, Integer.MAX_VALUE)),
          entry(OptionalLong.class, wholeFrom(Long.MIN_VALUE, Long.MAX_VALUE)),
          entry(OptionalDouble.class, "a number"),
          entry(BigInteger.class, "a whole number"),
          entry(Boolean.class, "true or false"),
          entry(AtomicBoolean.class, "true or false"),
          entry(Character.class, "a string of one character"),
          entry(char[].class, "a string"),
          entry(byte[].class, "a string in Base64"),
          entry(LocalDate.class, "a date such as 2026-01-31"),
          entry(LocalTime.class, "a time such as 10:15:30"),
          entry(LocalDateTime.class, "a date and time such as 2026-01-31T10:15:30"),
          entry(OffsetTime.class, "a time and offset such as 10:15:30+01:00"),
          entry(OffsetDateTime.class, "a date, time and offset such as 2026-01-31T10:15:30+01:00"),
          entry(
              ZonedDateTime.class,
              "a date, time and zone such as 2026-01-31T10:15:30+01:00[Europe/Berlin]"),
          entry(Instant.class, "a moment such as 2026-01-31T10:15:30Z"),
          entry(Date.class, "a moment to the millisecond such as 2026-01-31T10:15:30.123Z"),
          entry(Year.class, "a year such as 2026"),
          entry(YearMonth.class, "a month such as 2026-01"),
          entry(MonthDay.class, "a day of the year such as --01-31"),
          entry(Duration.class, "a duration such as PT1H30M"),
          entry(Period.class, "a period such as P1Y2M3D"),
          entry(ZoneId.class, "a time zone such as Europe/Berlin"),
          entry(ZoneOffset.class, "an offset such as +01:00"),
          entry(TimeZone.class, "a time zone such as Europe/Berlin"),
          entry(UUID.class, "a UUID such as 123e4567-e89b-12d3-a456-426614174000"),
          entry(URI.class, "a URI such as https://example.com/"),
          entry(Currency.class, "a currency such as EUR"),
          entry(Locale.class, "a language such as de-DE"),
          entry(Charset.class, "a character set such as UTF-8"),
          entry(Pattern.class, "a regular expression"));

  private JsonKind() {}

  /** Names what a token starts. */
  public static String of(JsonToken token) {
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT, END_OBJECT, FIELD_NAME -> "an object";
      case START_ARRAY, END_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT -> "a whole number";
      case VALUE_NUMBER_FLOAT -> "a number with a fraction";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> "something else";
    };
  }

  /** Names what a Java type is read from, in words that a reader of JSON knows. */
  static String expectedFor(Class<?> type) {
    if (type == null) {
      return "another value";
    }
    Class<?> boxed = MethodType.methodType(type).wrap().returnType();
    String scalar = SCALARS.get(boxed);
    if (scalar != null) {
      return scalar;
    }
    if (Number.class.isAssignableFrom(boxed)) {
      return "a number";
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "a string";
    }
    if (type.isEnum()) {
      return oneOf(
          Stream.of(type.getEnumConstants()).map(each -> ((Enum<?>) each).name()).toList());
    }
    return type.isArray() || Iterable.class.isAssignableFrom(type) ? "an array" : "an object";
  }

  /** Names the only values that there are. */
  static String oneOf(Collection<String> values) {
    return "one of " + String.join(", ", values);
  }

  private static String wholeFrom(Number least, Number most) {
    return "a whole number from " + least + " to " + most;
  }
}
