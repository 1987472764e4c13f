package io.tenfold.local.jsonata.function;

import io.tenfold.local.jsonata.regex.Regex;
import io.tenfold.local.jsonata.regex.RegexMatch;
import io.tenfold.local.jsonata.value.Evaluation;
import io.tenfold.local.jsonata.value.JsNumber;
import io.tenfold.local.jsonata.value.JsonataError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a time is written, such as {@code [Y0001]-[M01]-[D01]}.
 *
 * @see <a href="https://www.w3.org/TR/xpath-functions-31/#date-picture-string">The picture
 *     string</a>
 */
final class DateTimePicture {
  /** What JSONata writes when no picture is given. */
  static final String ISO = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]";

  private static final List<String> DAYS =
      List.of("", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");
  private static final Map<Character, String> DEFAULTS =
      Map.ofEntries(
          Map.entry('Y', "1"),
          Map.entry('M', "1"),
          Map.entry('D', "1"),
          Map.entry('d', "1"),
          Map.entry('F', "n"),
          Map.entry('W', "1"),
          Map.entry('w', "1"),
          Map.entry('X', "1"),
          Map.entry('x', "1"),
          Map.entry('H', "1"),
          Map.entry('h', "1"),
          Map.entry('P', "n"),
          Map.entry('m', "01"),
          Map.entry('s', "01"),
          Map.entry('f', "1"),
          Map.entry('Z', "01:01"),
          Map.entry('z', "01:01"),
          Map.entry('C', "n"),
          Map.entry('E', "n"));
  private static final String NUMBERS = "YMDdFWwXxHhmsf";

  // Which components make a date, or a time, of which kind: a bit for each of them.
  private static final int DAY_OF_MONTH_DATE = 0b10100001;
  private static final int DAY_OF_YEAR_DATE = 0b10000010;
  private static final int WEEK_OF_MONTH_DATE = 0b01010100;
  private static final int WEEK_OF_YEAR_DATE = 0b01001000;
  private static final int TIME_OF_DAY = 0b010111;
  private static final int TIME_OF_HALF_DAY = 0b101111;

  private enum Names {
    UPPER,
    LOWER,
    TITLE
  }

  private final List<Part> parts = new ArrayList<>();

  /** A text as it stands, or one component of the time. */
  private static final class Part {
    private String literal;
    private char component;
    private Names names;
    private boolean traditional;
    private boolean hasWidth;
    private Double maxWidth;
    private double n = Double.NaN;
    private IntegerPicture number;
  }

  DateTimePicture(String picture) {
    int start = 0;
    int at = 0;
    while (at < picture.length()) {
      if (picture.charAt(at) == '[') {
        addLiteral(picture.substring(start, at));
        if (picture.startsWith("[", at + 1)) {
          Part bracket = new Part();
          bracket.literal = "[";
          parts.add(bracket);
          at += 2;
          start = at;
          continue;
        }
        int end = picture.indexOf(']', at);
        if (end < 0) {
          throw new JsonataError(
              "D3135", "No matching closing bracket ']' in date/time picture string");
        }
        parts.add(marker(picture.substring(at + 1, end).replaceAll("[\\s\u00a0\ufeff]+", "")));
        at = end;
        start = end + 1;
      }
      at++;
    }
    addLiteral(picture.substring(Math.min(start, picture.length())));
  }

  private void addLiteral(String text) {
    if (!text.isEmpty()) {
      Part part = new Part();
      part.literal = text.replace("]]", "]");
      parts.add(part);
    }
  }

  private static Part marker(String marker) {
    Part part = new Part();
    part.component = marker.isEmpty() ? 0 : marker.charAt(0);
    String presentation = marker.isEmpty() ? "" : marker.substring(1);
    Double minWidth = null;
    int comma = marker.lastIndexOf(',');
    if (comma >= 0) {
      part.hasWidth = true;
      String width = marker.substring(comma + 1);
      int dash = width.indexOf('-');
      minWidth = width(dash < 0 ? width : width.substring(0, dash));
      part.maxWidth = dash < 0 ? null : width(width.substring(dash + 1));
      presentation = marker.substring(Math.min(1, comma), comma);
    }
    String second = "";
    if (presentation.length() > 1
        && "atco".indexOf(presentation.charAt(presentation.length() - 1)) >= 0) {
      second = presentation.substring(presentation.length() - 1);
      presentation = presentation.substring(0, presentation.length() - 1);
    } else if (presentation.isEmpty()) {
      presentation = DEFAULTS.get(part.component);
      if (presentation == null) {
        throw new JsonataError(
            "D3132",
            "Unknown component specifier "
                + (part.component == 0 ? "" : part.component)
                + " in date/time picture string");
      }
    }
    part.traditional = second.equals("t");
    if (presentation.startsWith("n")) {
      part.names = Names.LOWER;
    } else if (presentation.startsWith("N")) {
      part.names = presentation.startsWith("Nn") ? Names.TITLE : Names.UPPER;
    } else if (part.component != 0 && NUMBERS.indexOf(part.component) >= 0) {
      part.number =
          new IntegerPicture(second.isEmpty() ? presentation : presentation + ";" + second);
      if (minWidth != null && part.number.mandatoryDigits() < minWidth) {
        part.number.setMandatoryDigits(minWidth);
      }
      if ("YMD".indexOf(part.component) >= 0) {
        part.n = -1;
        if (part.maxWidth != null) {
          part.n = part.maxWidth;
          part.number.setMandatoryDigits(part.n);
        } else if (part.number.mandatoryDigits() + part.number.optionalDigits() >= 2) {
          part.n = part.number.mandatoryDigits() + part.number.optionalDigits();
        }
      }
    }
    if (part.component == 'Z' || part.component == 'z') {
      part.number = new IntegerPicture(presentation);
    }
    return part;
  }

  private static Double width(String text) {
    return text.equals("*") ? null : (Double) JsNumber.parseInt(text);
  }

  String format(double millis, String timezone) {
    double hours = 0;
    double minutes = 0;
    if (timezone != null) {
      double offset = JsNumber.parseInt(timezone);
      hours = Math.floor(offset / 100);
      minutes = offset % 100;
    }
    JsDate date = new JsDate(millis + (60 * hours + minutes) * 60_000);
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(part.literal != null ? part.literal : component(date, part, hours, minutes));
    }
    return text.toString();
  }

  private static String component(JsDate date, Part part, double hours, double minutes) {
    switch (part.component) {
      case 'P':
        String half = date.hours() >= 12 ? "pm" : "am";
        return part.names == Names.UPPER ? half.toUpperCase(Locale.ROOT) : half;
      case 'C', 'E':
        return "ISO";
      case 'Z', 'z':
        return zone(part, hours, minutes);
      default:
        break;
    }
    if (NUMBERS.indexOf(part.component) < 0) {
      return "undefined";
    }
    double value = fragment(date, part.component);
    if (part.component == 'Y' && part.n != -1) {
      value = value % Math.pow(10, part.n);
    }
    if (part.names == null || part.component == 'f') {
      if (part.number == null) {
        throw new JsonataError("fractional seconds have no names");
      }
      return part.number.format(value);
    }
    List<String> names =
        switch (part.component) {
          case 'M', 'x' -> MONTHS;
          case 'F' -> DAYS;
          default -> throw notNamed(part);
        };
    if (Double.isNaN(value)) {
      throw new JsonataError("the time is none");
    }
    String name = names.get((int) (names == MONTHS ? value - 1 : value));
    if (part.names == Names.UPPER) {
      name = name.toUpperCase(Locale.ROOT);
    } else if (part.names == Names.LOWER) {
      name = name.toLowerCase(Locale.ROOT);
    }
    return part.maxWidth != null && name.length() > part.maxWidth
        ? name.substring(0, (int) Math.max(0, part.maxWidth))
        : name;
  }

  private static JsonataError notNamed(Part part) {
    return new JsonataError(
        "D3133",
        "The 'name' modifier can only be applied to months and days in the date/time picture"
            + " string, not "
            + part.component);
  }

  private static String zone(Part part, double hours, double minutes) {
    double offset = hours * 100 + minutes;
    double digits = part.number.mandatoryDigits();
    String text;
    if (part.number.isRegular() || digits == 3 || digits == 4) {
      text = part.number.format(offset);
    } else if (digits == 1 || digits == 2) {
      text = part.number.format(hours);
      if (minutes != 0) {
        text += ":" + new IntegerPicture("00").format(Math.floor(minutes));
      }
    } else {
      throw new JsonataError(
          "D3134", "The timezone integer format specifier cannot have more than four digits");
    }
    if (offset >= 0) {
      text = "+" + text;
    }
    if (part.component == 'z') {
      text = "GMT" + text;
    }
    return offset == 0 && part.traditional ? "Z" : text;
  }

  private static double fragment(JsDate date, char component) {
    double year = date.year();
    double month = date.month();
    double today = JsDate.utc(year, month, date.dayOfMonth(), 0, 0, 0, 0);
    switch (component) {
      case 'Y':
        return year;
      case 'M':
        return month + 1;
      case 'D':
        return date.dayOfMonth();
      case 'd':
        return (today - JsDate.utc(year, 0)) / JsDate.DAY + 1;
      case 'F':
        return date.dayOfWeek() == 0 ? 7 : date.dayOfWeek();
      case 'W':
        return week(today, firstWeek(year - 1, 0), firstWeek(year, 0), firstWeek(year + 1, 0), 52);
      case 'w':
        return week(
            today,
            firstWeek(month == 0 ? year - 1 : year, month == 0 ? 11 : month - 1),
            firstWeek(year, month),
            firstWeek(month == 11 ? year + 1 : year, month == 11 ? 0 : month + 1),
            4);
      case 'X':
        return date.millis() < firstWeek(year, 0)
            ? year - 1
            : date.millis() >= firstWeek(year + 1, 0) ? year + 1 : year;
      case 'x':
        double previous = month == 0 ? 11 : month - 1;
        double next = month == 11 ? 0 : month + 1;
        double end = firstWeek(month == 11 ? year + 1 : year, next);
        return 1
            + (date.millis() < firstWeek(year, month)
                ? previous
                : date.millis() >= end ? next : month);
      case 'H':
        return date.hours();
      case 'h':
        return date.hours() % 12 == 0 ? 12 : date.hours() % 12;
      case 'm':
        return date.minutes();
      case 's':
        return date.seconds();
      case 'f':
        return date.milliseconds();
      default:
        return Double.NaN;
    }
  }

  /** Returns the Monday of the first week, which is that of the first Thursday. */
  private static double firstWeek(double year, double month) {
    double first = JsDate.utc(year, month);
    double weekday = new JsDate(first).dayOfWeek();
    double day = weekday == 0 ? 7 : weekday;
    return day > 4 ? first + (8 - day) * JsDate.DAY : first - (day - 1) * JsDate.DAY;
  }

  private static double week(
      double today, double previous, double first, double following, int mostWeeks) {
    double week = weeks(first, today);
    if (week > mostWeeks) {
      if (today >= following) {
        week = 1;
      }
    } else if (week < 1) {
      week = weeks(previous, today);
    }
    return Math.floor(week);
  }

  private static double weeks(double start, double end) {
    return (end - start) / (JsDate.DAY * 7) + 1;
  }

  /** Returns the milliseconds that a text stands for, or null if it does not fit the picture. */
  Double parse(String text, Evaluation evaluation) {
    StringBuilder pattern = new StringBuilder("^");
    for (Part part : parts) {
      pattern.append('(').append(pattern(part)).append(')');
    }
    RegexMatch match =
        new Regex(pattern.append('$').toString(), true, false).find(text, 0, evaluation.budget());
    if (match == null) {
      return null;
    }
    Map<Character, Double> found = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (part.literal == null) {
        found.put(part.component, value(part, match.group(i + 1)));
      }
    }
    return found.isEmpty() ? null : (Double) millis(found, new JsDate(evaluation.millis()));
  }

  private static String pattern(Part part) {
    if (part.literal != null) {
      return part.literal.replaceAll("[.*+?^${}()|\\[\\]\\\\]", "\\\\$0");
    }
    if (part.component == 'Z' || part.component == 'z') {
      String separator = part.number.separator();
      return (part.component == 'z' ? "GMT" : "")
          + "[-+][0-9]+"
          + (separator == null ? "" : separator + "[0-9]+");
    }
    if (part.number != null) {
      part.number.setWidth(part.n);
      return part.number.pattern();
    }
    if ("MxFP".indexOf(part.component) < 0) {
      throw notNamed(part);
    }
    return "[a-zA-Z]+";
  }

  private static Double value(Part part, String text) {
    if (part.component == 'Z' || part.component == 'z') {
      return offset(part, part.component == 'z' ? text.substring(3) : text);
    }
    if (part.number != null) {
      return part.number.parse(text);
    }
    if (part.component == 'P') {
      return switch (text) {
        case "am", "AM" -> 0.0;
        case "pm", "PM" -> 1.0;
        default -> null;
      };
    }
    boolean month = part.component != 'F';
    List<String> names = month ? MONTHS : DAYS;
    Map<String, Double> numbers = new HashMap<>();
    boolean cut = part.maxWidth != null && part.maxWidth != 0 && !Double.isNaN(part.maxWidth);
    for (int i = month ? 0 : 1; i < names.size(); i++) {
      String name = names.get(i);
      numbers.put(
          cut ? name.substring(0, (int) Math.max(0, Math.min(part.maxWidth, name.length()))) : name,
          (double) (month ? i + 1 : i));
    }
    return numbers.get(text);
  }

  private static double offset(Part part, String text) {
    double hours;
    double minutes = 0;
    String separator = part.number.separator();
    if (separator != null) {
      int at = text.indexOf(separator);
      hours = JsNumber.parseInt(text.substring(0, Math.max(0, at)));
      minutes = JsNumber.parseInt(text.substring(at + 1));
    } else if (text.length() <= 3) {
      hours = JsNumber.parseInt(text);
    } else {
      hours = JsNumber.parseInt(text.substring(0, 3));
      minutes = JsNumber.parseInt(text.substring(3));
    }
    return hours * 60 + minutes;
  }

  private static double millis(Map<Character, Double> found, JsDate now) {
    int dates = mask("YXMxWwdD", found);
    boolean dayOfYear = !is(DAY_OF_MONTH_DATE, dates) && is(DAY_OF_YEAR_DATE, dates);
    boolean weekOfMonth = is(WEEK_OF_MONTH_DATE, dates);
    boolean weekOfYear = !weekOfMonth && is(WEEK_OF_YEAR_DATE, dates);
    int times = mask("PHhmsf", found);
    boolean halfDay = !is(TIME_OF_DAY, times) && is(TIME_OF_HALF_DAY, times);
    String components =
        (dayOfYear ? "YD" : weekOfMonth ? "XxwF" : weekOfYear ? "XWF" : "YMD")
            + (halfDay ? "Phmsf" : "Hmsf");
    boolean started = false;
    boolean ended = false;
    for (char component : components.toCharArray()) {
      if (found.get(component) != null) {
        started = true;
        if (ended) {
          throw incomplete();
        }
      } else if (started) {
        found.put(component, "MDd".indexOf(component) >= 0 ? 1.0 : 0.0);
        ended = true;
      } else {
        found.put(component, component == 'P' ? Double.NaN : fragment(now, component));
      }
    }
    double month = number(found, 'M') > 0 ? number(found, 'M') - 1 : 0;
    double day = number(found, 'D');
    if (dayOfYear) {
      JsDate derived =
          new JsDate(JsDate.utc(number(found, 'Y'), 0) + (number(found, 'd') - 1) * JsDate.DAY);
      month = derived.month();
      day = derived.dayOfMonth();
    }
    if (weekOfMonth || weekOfYear) {
      throw incomplete();
    }
    double hour = number(found, 'H');
    if (halfDay) {
      hour = number(found, 'h') == 12 ? 0 : number(found, 'h');
      if (number(found, 'P') == 1) {
        hour += 12;
      }
    }
    double millis =
        JsDate.utc(
            number(found, 'Y'),
            month,
            day,
            hour,
            number(found, 'm'),
            number(found, 's'),
            number(found, 'f'));
    double zone = isTrue(found, 'Z') ? number(found, 'Z') : number(found, 'z');
    return isTrue(found, 'Z') || isTrue(found, 'z') ? millis - zone * 60_000 : millis;
  }

  private static JsonataError incomplete() {
    return new JsonataError(
        "D3136",
        "The date/time picture string is missing specifiers required to parse the timestamp");
  }

  private static double number(Map<Character, Double> found, char component) {
    Double number = found.get(component);
    return number == null ? Double.NaN : number;
  }

  private static boolean isTrue(Map<Character, Double> found, char component) {
    double number = number(found, component);
    return number != 0 && !Double.isNaN(number);
  }

  private static int mask(String components, Map<Character, Double> found) {
    int mask = 0;
    for (char component : components.toCharArray()) {
      mask = mask << 1 | (isTrue(found, component) ? 1 : 0);
    }
    return mask;
  }

  /** Tells whether nothing but the components of a kind are there, and one of them at least. */
  private static boolean is(int kind, int mask) {
    return (~kind & mask) == 0 && (kind & mask) != 0;
  }
}
