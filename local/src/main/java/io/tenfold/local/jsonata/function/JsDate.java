package io.tenfold.local.jsonata.function;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JavaScript's dates in UTC: milliseconds since 1970, not a number for a date that is none.
 *
 * @see <a href="https://tc39.es/ecma262/#sec-date-objects">Date objects</a>
 */
final class JsDate {
  static final double DAY = 86_400_000;

  private static final double LAST = 8.64e15;
  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4})(?:-(\\d\\d))?(?:-(\\d\\d))?"
              + "(?:T(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d+))?)?(Z|[+-]\\d\\d:?\\d\\d)?");

  private final double millis;
  private final LocalDate day;
  private final int ofDay;

  /** Takes milliseconds since 1970. */
  JsDate(double millis) {
    if (!(Math.abs(millis) <= LAST)) {
      this.millis = Double.NaN;
      day = null;
      ofDay = 0;
    } else {
      long whole = (long) millis;
      this.millis = whole;
      day = LocalDate.ofEpochDay(Math.floorDiv(whole, (long) DAY));
      ofDay = (int) Math.floorMod(whole, (long) DAY);
    }
  }

  double millis() {
    return millis;
  }

  double year() {
    return day == null ? Double.NaN : day.getYear();
  }

  /** Returns the month, 0 to 11. */
  double month() {
    return day == null ? Double.NaN : day.getMonthValue() - 1;
  }

  double dayOfMonth() {
    return day == null ? Double.NaN : day.getDayOfMonth();
  }

  /** Returns the day of the week, 0 for Sunday. */
  double dayOfWeek() {
    return day == null ? Double.NaN : day.getDayOfWeek().getValue() % 7;
  }

  double hours() {
    return day == null ? Double.NaN : ofDay / 3_600_000;
  }

  double minutes() {
    return day == null ? Double.NaN : ofDay / 60_000 % 60;
  }

  double seconds() {
    return day == null ? Double.NaN : ofDay / 1_000 % 60;
  }

  double milliseconds() {
    return day == null ? Double.NaN : ofDay % 1_000;
  }

  /** Returns {@code Date.UTC}: a year from 0 to 99 is one of the twentieth century. */
  static double utc(
      double year, double month, double day, double h, double m, double s, double ms) {
    double sum = year + month + day + h + m + s + ms;
    if (!Double.isFinite(sum)) {
      return Double.NaN;
    }
    double y = trunc(year);
    if (y >= 0 && y <= 99) {
      y += 1900;
    }
    y += Math.floor(trunc(month) / 12);
    if (Math.abs(y) > 400_000) {
      return Double.NaN;
    }
    int monthOfYear = (int) (trunc(month) - Math.floor(trunc(month) / 12) * 12);
    double days =
        ChronoUnit.DAYS.between(LocalDate.ofEpochDay(0), LocalDate.of((int) y, monthOfYear + 1, 1));
    double time = trunc(h) * 3_600_000 + trunc(m) * 60_000 + trunc(s) * 1_000 + trunc(ms);
    double millis = (days + trunc(day) - 1) * DAY + time;
    return Math.abs(millis) <= LAST ? millis : Double.NaN;
  }

  static double utc(double year, double month) {
    return utc(year, month, 1, 0, 0, 0, 0);
  }

  private static double trunc(double number) {
    return number < 0 ? Math.ceil(number) : Math.floor(number);
  }

  /** Returns {@code Date.parse} of an ISO 8601 date, in UTC where it says nothing else. */
  static double parse(String text) {
    Matcher iso = ISO.matcher(text);
    if (!iso.matches()) {
      return legacy(text);
    }
    double year = Double.parseDouble(iso.group(1));
    double month = part(iso.group(2), 1);
    double day = part(iso.group(3), 1);
    double hour = part(iso.group(4), 0);
    double minute = part(iso.group(5), 0);
    double second = part(iso.group(6), 0);
    double ms = 0;
    if (iso.group(7) != null) {
      ms = Double.parseDouble((iso.group(7) + "000").substring(0, 3));
    }
    String zone = iso.group(8);
    boolean offset = zone != null && !zone.equals("Z");
    if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24) {
      return Double.NaN;
    }
    if (hour == 24 && (minute > 0 || second > 0 || ms > 0) || offset && iso.group(4) == null) {
      return Double.NaN;
    }
    double minutesEast = 0;
    if (offset) {
      double hours = Double.parseDouble(zone.substring(1, 3));
      double minutes = Double.parseDouble(zone.substring(zone.length() - 2));
      if (hours > 23 || minutes > 59) {
        return Double.NaN;
      }
      minutesEast = (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
    }
    LocalDate first = LocalDate.of((int) year, (int) month, 1);
    double days = first.toEpochDay() + day - 1;
    return days * DAY + ((hour * 60 + minute - minutesEast) * 60 + second) * 1_000 + ms;
  }

  private static double part(String digits, double otherwise) {
    return digits == null ? otherwise : Double.parseDouble(digits);
  }

  /** V8 reads a year and a fraction, which is no ISO date, as the year and a month. */
  private static double legacy(String text) {
    Matcher months = Pattern.compile("(\\d{4})\\.(\\d{1,2})").matcher(text);
    if (!months.matches()) {
      return Double.NaN;
    }
    double month = Double.parseDouble(months.group(2));
    return month < 1 || month > 12
        ? Double.NaN
        : utc(Double.parseDouble(months.group(1)), month - 1);
  }
}
