package io.tenfold.e2e.jdk;

import java.text.SimpleDateFormat;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.chrono.JapaneseDate;
import java.time.chrono.ThaiBuddhistDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.WeekFields;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;

/** Dates, times and zones. */
final class Dates {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final LocalDateTime IN_SUMMER = LocalDateTime.of(2026, 7, 1, 14, 5, 9);

  private Dates() {}

  static Map<String, Operation> operations() {
    Map<String, Operation> all = new TreeMap<>();
    all.put("date: German", () -> style(FormatStyle.LONG, Locale.GERMANY).format(DAY));
    all.put("date: German, full", () -> style(FormatStyle.FULL, Locale.GERMANY).format(DAY));
    all.put("date: French", () -> style(FormatStyle.LONG, Locale.FRANCE).format(DAY));
    all.put("date: Japanese", () -> style(FormatStyle.LONG, Locale.JAPAN).format(DAY));
    all.put("date: American", () -> style(FormatStyle.LONG, Locale.US).format(DAY));
    all.put(
        "date: German month, read",
        () ->
            LocalDate.parse(
                    "3. Oktober 2026", DateTimeFormatter.ofPattern("d. MMMM yyyy", Locale.GERMANY))
                .toString());
    all.put(
        "date: pattern",
        () -> DateTimeFormatter.ofPattern("EEEE, d. MMM uuuu", Locale.ITALY).format(DAY));
    all.put(
        "date: SimpleDateFormat",
        () -> {
          SimpleDateFormat format =
              new SimpleDateFormat("EEEE d MMMM yyyy HH:mm z", Locale.GERMANY);
          format.setTimeZone(TimeZone.getTimeZone("Europe/Berlin"));
          return format.format(new Date(1_800_000_000_000L));
        });
    all.put("day: German", () -> DayOfWeek.MONDAY.getDisplayName(TextStyle.FULL, Locale.GERMANY));
    all.put(
        "month: Spanish",
        () -> Month.MAY.getDisplayName(TextStyle.FULL, Locale.forLanguageTag("es-ES")));
    all.put(
        "week: German",
        () ->
            DAY.get(WeekFields.of(Locale.GERMANY).weekOfYear())
                + " of "
                + WeekFields.of(Locale.GERMANY));
    all.put("week: American", () -> WeekFields.of(Locale.US).toString());
    all.put(
        "zone: Berlin", () -> IN_SUMMER.atZone(ZoneId.of("Europe/Berlin")).toInstant().toString());
    all.put("zone: Kathmandu", () -> IN_SUMMER.atZone(ZoneId.of("Asia/Kathmandu")).toString());
    all.put(
        "zone: in history",
        () -> ZonedDateTime.of(1945, 6, 1, 0, 0, 0, 0, ZoneId.of("Europe/Berlin")).toString());
    all.put(
        "zone: gap",
        () -> LocalDateTime.of(2026, 3, 29, 2, 30).atZone(ZoneId.of("Europe/Berlin")).toString());
    all.put(
        "zone: old API",
        () -> "" + TimeZone.getTimeZone("America/New_York").getOffset(1_780_000_000_000L));
    all.put(
        "zone: name",
        () -> ZoneId.of("Europe/Berlin").getDisplayName(TextStyle.FULL, Locale.GERMANY));
    all.put("zone: unknown", () -> ZoneId.of("Europe/Atlantis").toString());
    all.put(
        "period",
        () ->
            Period.between(DAY, LocalDate.of(2028, 2, 29))
                + " "
                + ChronoUnit.DAYS.between(DAY, LocalDate.of(2028, 2, 29)));
    all.put("duration", () -> Duration.parse("PT36H15M0.5S").toString());
    all.put(
        "instant",
        () -> Instant.parse("2026-02-28T23:59:60Z".replace(":60", ":59.123456789")).toString());
    all.put(
        "HTTP date",
        () -> DateTimeFormatter.RFC_1123_DATE_TIME.format(IN_SUMMER.atZone(ZoneId.of("UTC"))));
    all.put("Japanese era", () -> JapaneseDate.from(DAY).toString());
    all.put("Buddhist year", () -> ThaiBuddhistDate.from(DAY).toString());
    return all;
  }

  private static DateTimeFormatter style(FormatStyle style, Locale locale) {
    return DateTimeFormatter.ofLocalizedDate(style).withLocale(locale);
  }
}
