package io.tenfold.function.json;

import static java.util.Map.entry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.DateTimeException;
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
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQuery;
import java.util.Base64;
import java.util.Currency;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
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
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The bindings of every type that is one value in JSON: those that records of plain types have, and
 * those that databind alone reads, as strictly.
 */
final class ScalarBindings {
  private static final Map<Class<?>, TemporalQuery<?>> TEMPORALS =
      Map.ofEntries(
          entry(LocalDate.class, LocalDate::from),
          entry(LocalTime.class, LocalTime::from),
          entry(LocalDateTime.class, LocalDateTime::from),
          entry(OffsetTime.class, OffsetTime::from),
          entry(OffsetDateTime.class, ScalarBindings::offsetDateTime),
          entry(ZonedDateTime.class, ZonedDateTime::from),
          entry(Instant.class, Instant::from),
          entry(Date.class, ScalarBindings::date),
          entry(Year.class, Year::from),
          entry(YearMonth.class, YearMonth::from),
          entry(MonthDay.class, MonthDay::from));

  private final Map<Class<?>, Binding> all = new LinkedHashMap<>();

  ScalarBindings() {
    addNumbers();
    addTexts();
    addTimes();
    addAdapted();
  }

  /** Returns the binding of each type. */
  Map<Class<?>, Binding> all() {
    return all;
  }

  /**
   * Returns the binding of a type of times whose text has a pattern of its own, resolved strictly:
   * there is no 31st of February, and a year without an era is one of this era. Null for a type
   * that has no patterns.
   *
   * @param zone where times are that say no zone of theirs, or null
   */
  static Binding withPattern(Class<?> type, String pattern, Locale locale, ZoneId zone) {
    TemporalQuery<?> query = TEMPORALS.get(type);
    if (query == null) {
      return null;
    }
    DateTimeFormatter formatter =
        new DateTimeFormatterBuilder()
            .appendPattern(pattern)
            .parseDefaulting(ChronoField.ERA, 1)
            .toFormatter(locale)
            .withZone(zone)
            .withResolverStyle(ResolverStyle.STRICT);
    return new ParsedTextBinding(
        "a string of the form " + pattern, text -> formatter.parse(text, query));
  }

  private void addNumbers() {
    List.of(
            byte.class,
            Byte.class,
            short.class,
            Short.class,
            int.class,
            Integer.class,
            long.class,
            Long.class,
            BigInteger.class)
        .forEach(type -> all.put(type, new WholeNumberBinding(type)));
    List.of(float.class, Float.class, double.class, Double.class)
        .forEach(type -> all.put(type, new DoubleBinding(type)));
    all.put(BigDecimal.class, new DecimalBinding());
    all.put(Number.class, new NumberBinding());
    all.put(boolean.class, new BooleanBinding(boolean.class));
    all.put(Boolean.class, new BooleanBinding(Boolean.class));
  }

  private void addTexts() {
    all.put(String.class, new TextBinding());
    all.put(CharSequence.class, new TextBinding());
    addText(Character.class, ScalarBindings::character);
    all.put(
        char.class,
        new PrimitiveBinding(all.get(Character.class), JsonKind.expectedFor(char.class)));
    addText(char[].class, String::toCharArray);
    addText(byte[].class, ScalarBindings::bytes);
    addText(UUID.class, ScalarBindings::uuid);
    addText(URI.class, URI::create);
    addText(Currency.class, Currency::getInstance);
    addText(Locale.class, ScalarBindings::locale);
    addText(Charset.class, Charset::forName);
    addText(Pattern.class, Pattern::compile);
    addText(ZoneId.class, ZoneId::of);
    addText(ZoneOffset.class, ZoneOffset::of);
    addText(TimeZone.class, text -> TimeZone.getTimeZone(ZoneId.of(text)));
  }

  private void addTimes() {
    addText(LocalDate.class, LocalDate::parse);
    addText(LocalTime.class, LocalTime::parse);
    addText(LocalDateTime.class, LocalDateTime::parse);
    addText(OffsetTime.class, OffsetTime::parse);
    addText(OffsetDateTime.class, OffsetDateTime::parse);
    addText(ZonedDateTime.class, ScalarBindings::zonedDateTime);
    // Instant.parse takes 24:00 for the next day, and the 61st second for the 60th.
    addText(Instant.class, text -> OffsetDateTime.parse(text).toInstant());
    addText(Date.class, text -> date(OffsetDateTime.parse(text)));
    addText(YearMonth.class, YearMonth::parse);
    addText(MonthDay.class, MonthDay::parse);
    addText(Duration.class, Duration::parse);
    addText(Period.class, Period::parse);
    addText(Year.class, Year::parse);
    all.put(Year.class, new YearBinding(all.get(Year.class)));
    all.put(Month.class, new EnumBinding(Month.class));
  }

  /** What another type is made of. */
  private void addAdapted() {
    adapt(
        OptionalInt.class,
        int.class,
        value -> OptionalInt.of((Integer) value),
        OptionalInt.empty());
    adapt(
        OptionalLong.class,
        long.class,
        value -> OptionalLong.of((Long) value),
        OptionalLong.empty());
    adapt(
        OptionalDouble.class,
        double.class,
        value -> OptionalDouble.of((Double) value),
        OptionalDouble.empty());
    adapt(AtomicInteger.class, int.class, value -> new AtomicInteger((Integer) value), null);
    adapt(AtomicLong.class, long.class, value -> new AtomicLong((Long) value), null);
    adapt(AtomicBoolean.class, boolean.class, value -> new AtomicBoolean((Boolean) value), null);
    for (Class<?> element :
        List.of(short.class, int.class, long.class, float.class, double.class, boolean.class)) {
      all.put(
          element.arrayType(),
          new Adapted(
              new ListBinding(all.get(element)), list -> array(element, (List<?>) list), null));
    }
  }

  private void addText(Class<?> type, Function<String, ?> parse) {
    all.put(type, new ParsedTextBinding(JsonKind.expectedFor(type), parse));
  }

  private void adapt(Class<?> type, Class<?> of, Function<Object, ?> to, Object none) {
    all.put(type, new Adapted(all.get(of), to, none));
  }

  private static Character character(String text) {
    if (text.length() != 1) {
      throw new IllegalArgumentException(text);
    }
    return text.charAt(0);
  }

  private static byte[] bytes(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    requireSame(text, Base64.getEncoder().encodeToString(bytes));
    return bytes;
  }

  private static UUID uuid(String text) {
    UUID uuid = UUID.fromString(text);
    requireSame(text.toLowerCase(Locale.ROOT), uuid.toString());
    return uuid;
  }

  private static Locale locale(String text) {
    return new Locale.Builder().setLanguageTag(text.replace('_', '-')).build();
  }

  /** The zone decides between an hour's two offsets in autumn, and has no other than its own. */
  private static ZonedDateTime zonedDateTime(String text) {
    ZonedDateTime time = ZonedDateTime.parse(text);
    int zone = text.indexOf('[');
    if (zone >= 0
        && !OffsetDateTime.parse(text.substring(0, zone)).equals(time.toOffsetDateTime())) {
      throw new IllegalArgumentException(text);
    }
    return time;
  }

  private static OffsetDateTime offsetDateTime(TemporalAccessor time) {
    return time.isSupported(ChronoField.OFFSET_SECONDS)
        ? OffsetDateTime.from(time)
        : ZonedDateTime.from(time).toOffsetDateTime();
  }

  private static Date date(TemporalAccessor time) {
    Instant moment =
        time.isSupported(ChronoField.INSTANT_SECONDS)
            ? Instant.from(time)
            : LocalDate.from(time).atStartOfDay(ZoneId.from(time)).toInstant();
    Date date = Date.from(moment);
    if (!date.toInstant().equals(moment)) {
      throw new IllegalArgumentException("more than milliseconds");
    }
    return date;
  }

  private static void requireSame(String given, String understood) {
    if (!given.equals(understood)) {
      throw new IllegalArgumentException(given);
    }
  }

  private static Object array(Class<?> element, List<?> list) {
    Object array = Array.newInstance(element, list.size());
    for (int i = 0; i < list.size(); i++) {
      Array.set(array, i, list.get(i));
    }
    return array;
  }

  /** What is only read: databind writes all of these. */
  private interface ReadOnly extends Binding {
    @Override
    default void write(JsonGenerator json, Object value) {
      throw new UnsupportedOperationException();
    }
  }

  /**
   * A type that holds what another binding reads.
   *
   * @param none what null stands for
   */
  private record Adapted(Binding of, Function<Object, ?> to, Object none) implements ReadOnly {
    @Override
    public Object read(JsonParser parser) throws IOException {
      return to.apply(of.read(parser));
    }

    @Override
    public Object readNull(JsonParser parser) {
      return none;
    }
  }

  /** The same, without null. */
  private record PrimitiveBinding(Binding of, String expected) implements ReadOnly {
    @Override
    public Object read(JsonParser parser) throws IOException {
      return of.read(parser);
    }

    @Override
    public Object readNull(JsonParser parser) throws IOException {
      return Binding.noValue(true, expected, parser);
    }
  }

  /** A number of whichever type has all of its digits. */
  private record NumberBinding() implements ReadOnly {
    @Override
    public Object read(JsonParser parser) throws IOException {
      return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
          ? parser.getNumberValue()
          : new DecimalBinding().read(parser);
    }
  }

  /** A year, which most of JSON has as a number. */
  private record YearBinding(Binding text) implements ReadOnly {
    @Override
    public Object read(JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        return text.read(parser);
      }
      try {
        return Year.of(parser.getIntValue());
      } catch (DateTimeException | InputCoercionException outOfRange) {
        throw Misfit.of(JsonKind.expectedFor(Year.class), parser);
      }
    }
  }
}
