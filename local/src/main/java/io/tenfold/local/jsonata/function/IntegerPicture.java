package io.tenfold.local.jsonata.function;

import io.tenfold.local.jsonata.value.JsNumber;
import io.tenfold.local.jsonata.value.JsonataError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a whole number is written, such as {@code #,##0} or {@code w;o}.
 *
 * @see <a href="https://www.w3.org/TR/xpath-functions-31/#formatting-integers">Formatting
 *     integers</a>
 */
final class IntegerPicture {
  private static final List<Integer> ZEROS =
      List.of(
          0x30, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66,
          0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946,
          0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0,
          0xA9F0, 0xAA50, 0xABF0, 0xFF10);
  private static final String ROMAN_LETTERS = "MDCLXVI";
  private static final int[] ROMAN_VALUES = {1000, 500, 100, 50, 10, 5, 1};
  private static final int[] NUMERAL_VALUES = {
    1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1
  };
  private static final String[] NUMERALS = {
    "m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"
  };
  private static final int LONGEST_ROMAN = 10_000_000;

  private enum Form {
    DECIMAL,
    LETTERS,
    ROMAN,
    WORDS,
    SEQUENCE
  }

  private enum Case {
    UPPER,
    LOWER,
    TITLE
  }

  /** A mark that separates groups of digits, so many digits from the right. */
  private record Separator(int position, String character) {}

  private final String token;
  private Form form = Form.DECIMAL;
  private Case letters = Case.LOWER;
  private boolean ordinal;
  private int zero;
  private double mandatoryDigits = Double.NaN;
  private double optionalDigits = Double.NaN;
  private double width = Double.NaN;
  private boolean regular;
  private List<Separator> separators = List.of();

  IntegerPicture(String picture) {
    int semicolon = picture.lastIndexOf(';');
    token = semicolon < 0 ? picture : picture.substring(0, semicolon);
    ordinal = semicolon >= 0 && picture.startsWith("o", semicolon + 1);
    switch (token) {
      case "A", "a" -> form = Form.LETTERS;
      case "I", "i" -> form = Form.ROMAN;
      case "W", "w", "Ww" -> form = Form.WORDS;
      default -> readDigits();
    }
    if (token.equals("A") || token.equals("I") || token.equals("W")) {
      letters = Case.UPPER;
    } else if (token.equals("Ww")) {
      letters = Case.TITLE;
    }
  }

  private void readDigits() {
    int mandatory = 0;
    int optional = 0;
    int position = 0;
    int group = -1;
    List<Separator> found = new ArrayList<>();
    int[] characters = token.codePoints().toArray();
    for (int i = characters.length - 1; i >= 0; i--) {
      int character = characters[i];
      int zeroOfDigit =
          ZEROS.stream().filter(z -> character >= z && character <= z + 9).findFirst().orElse(-1);
      if (zeroOfDigit >= 0) {
        mandatory++;
        position++;
        if (group >= 0 && group != zeroOfDigit) {
          throw new JsonataError(
              "D3131",
              "In a decimal digit pattern, all digits must be from the same decimal group");
        }
        group = zeroOfDigit;
      } else if (character == '#') {
        position++;
        optional++;
      } else {
        found.add(new Separator(position, Character.toString(character)));
      }
    }
    if (mandatory == 0) {
      form = Form.SEQUENCE;
      return;
    }
    zero = group;
    mandatoryDigits = mandatory;
    optionalDigits = optional;
    int step = step(found);
    regular = step > 0;
    separators =
        regular ? List.of(new Separator(step, found.get(0).character())) : List.copyOf(found);
  }

  /** Returns the distance of separators that stand at regular ones, or 0. */
  private static int step(List<Separator> separators) {
    if (separators.isEmpty()
        || separators.stream().map(Separator::character).distinct().count() > 1) {
      return 0;
    }
    return regularDistance(separators.stream().map(Separator::position).toList());
  }

  /** Returns the greatest common divisor of positions if each of its multiples is among them. */
  static int regularDistance(List<Integer> positions) {
    if (positions.isEmpty()) {
      return 0;
    }
    int divisor = positions.stream().reduce(IntegerPicture::greatestDivisor).orElse(0);
    for (int i = 1; i <= positions.size(); i++) {
      if (!positions.contains(i * divisor)) {
        return 0;
      }
    }
    return divisor;
  }

  private static int greatestDivisor(int a, int b) {
    return b == 0 ? a : greatestDivisor(b, a % b);
  }

  double mandatoryDigits() {
    return mandatoryDigits;
  }

  double optionalDigits() {
    return optionalDigits;
  }

  void setMandatoryDigits(double digits) {
    mandatoryDigits = digits;
  }

  /** Sets how many digits a number that is parsed has; not a number for any. */
  void setWidth(double digits) {
    width = digits;
  }

  boolean isRegular() {
    return regular;
  }

  /** Returns what stands between the groups, or null if they are irregular or there are none. */
  String separator() {
    return regular ? separators.get(0).character() : null;
  }

  String format(double number) {
    double size = Math.abs(number);
    String text =
        switch (form) {
          case LETTERS -> letters(size, letters == Case.UPPER ? 'A' : 'a');
          case ROMAN -> cased(roman(size));
          case WORDS -> cased(NumberWords.of(size, ordinal));
          case DECIMAL -> decimal(size);
          case SEQUENCE -> throw unsupported();
        };
    return number < 0 ? "-" + text : text;
  }

  private JsonataError unsupported() {
    return new JsonataError(
        "D3130",
        "Formatting or parsing an integer as a sequence starting with \""
            + token
            + "\" is not supported by this implementation");
  }

  private String cased(String text) {
    return switch (letters) {
      case UPPER -> text.toUpperCase(Locale.ROOT);
      case LOWER -> text.toLowerCase(Locale.ROOT);
      case TITLE -> text;
    };
  }

  private static String letters(double number, char first) {
    if (Double.isInfinite(number)) {
      throw new JsonataError("D1001", "Number out of range: " + number);
    }
    StringBuilder reversed = new StringBuilder();
    double rest = number;
    while (rest > 0) {
      reversed.append((char) ((rest - 1) % 26 + first));
      rest = Math.floor((rest - 1) / 26);
    }
    return reversed.reverse().toString();
  }

  private static String roman(double number) {
    if (number > LONGEST_ROMAN) {
      throw new JsonataError("Number out of range: " + JsNumber.text(number));
    }
    StringBuilder roman = new StringBuilder();
    double rest = number;
    for (int i = 0; i < NUMERALS.length; i++) {
      while (rest >= NUMERAL_VALUES[i]) {
        roman.append(NUMERALS[i]);
        rest -= NUMERAL_VALUES[i];
      }
    }
    return roman.toString();
  }

  private String decimal(double number) {
    String text = JsNumber.text(number);
    double missing = mandatoryDigits - text.length();
    if (missing > 0) {
      if (missing > LONGEST_ROMAN) {
        throw new JsonataError("Invalid array length");
      }
      text = "0".repeat((int) missing) + text;
    }
    if (zero != '0') {
      StringBuilder digits = new StringBuilder();
      text.codePoints().forEach(c -> digits.appendCodePoint(c + zero - '0'));
      text = digits.toString();
    }
    if (regular) {
      int step = separators.get(0).position();
      for (int i = (text.length() - 1) / step; i > 0; i--) {
        text = insert(text, i * step, separators.get(0).character());
      }
    } else {
      for (int i = separators.size() - 1; i >= 0; i--) {
        text = insert(text, separators.get(i).position(), separators.get(i).character());
      }
    }
    if (!ordinal) {
      return text;
    }
    char last = text.charAt(text.length() - 1);
    boolean teen = text.length() > 1 && text.charAt(text.length() - 2) == '1';
    return text
        + (teen ? "th" : last == '1' ? "st" : last == '2' ? "nd" : last == '3' ? "rd" : "th");
  }

  /** Inserts a mark so far from the right; in a shorter text, where {@code substr} puts it. */
  private static String insert(String text, int fromRight, String mark) {
    int at = text.length() - fromRight;
    return at >= 0
        ? text.substring(0, at) + mark + text.substring(at)
        : mark + text.substring(Math.max(0, text.length() + at));
  }

  /** Returns a pattern for the numbers that it parses. */
  String pattern() {
    boolean upper = letters == Case.UPPER;
    return switch (form) {
      case LETTERS -> upper ? "[A-Z]+" : "[a-z]+";
      case ROMAN -> upper ? "[MDCLXVI]+" : "[mdclxvi]+";
      case WORDS -> NumberWords.pattern();
      case DECIMAL -> "[0-9]" + occurrences() + (ordinal ? "(?:th|st|nd|rd)" : "");
      case SEQUENCE -> throw unsupported();
    };
  }

  private String occurrences() {
    if (!(width > 0)) {
      return "+";
    }
    return optionalDigits == 0
        ? "{" + JsNumber.text(width) + "}"
        : "{" + JsNumber.text(width - optionalDigits) + "," + JsNumber.text(width) + "}";
  }

  /** Returns the number that a text stands for, not a number if it stands for none. */
  double parse(String text) {
    return switch (form) {
      case LETTERS -> parseLetters(text, letters == Case.UPPER ? 'A' : 'a');
      case ROMAN -> parseRoman(letters == Case.UPPER ? text : text.toUpperCase(Locale.ROOT));
      case WORDS -> NumberWords.parse(text.toLowerCase(Locale.ROOT));
      case DECIMAL -> parseDecimal(text);
      case SEQUENCE -> throw unsupported();
    };
  }

  private static double parseLetters(String text, char first) {
    double number = 0;
    for (int i = 0; i < text.length(); i++) {
      number += (text.charAt(text.length() - i - 1) - first + 1) * Math.pow(26, i);
    }
    return number;
  }

  private static double parseRoman(String text) {
    double number = 0;
    double max = 1;
    for (int i = text.length() - 1; i >= 0; i--) {
      int letter = ROMAN_LETTERS.indexOf(text.charAt(i));
      double value = letter < 0 ? Double.NaN : ROMAN_VALUES[letter];
      if (value < max) {
        number -= value;
      } else {
        max = value;
        number += value;
      }
    }
    return number;
  }

  private double parseDecimal(String text) {
    String digits = ordinal ? text.substring(0, Math.max(0, text.length() - 2)) : text;
    if (regular) {
      digits = digits.replace(",", "");
    } else {
      for (Separator separator : separators) {
        digits = digits.replace(separator.character(), "");
      }
    }
    if (zero != '0') {
      StringBuilder latin = new StringBuilder();
      for (char c : digits.toCharArray()) {
        int character = c - zero + '0';
        if (character < 0) {
          throw new JsonataError("Invalid code point " + character);
        }
        latin.appendCodePoint(character);
      }
      digits = latin.toString();
    }
    return JsNumber.parseInt(digits);
  }

  /** Numbers in words. */
  private static final class NumberWords {
    private static final String[] FEW = {
      "Zero",
      "One",
      "Two",
      "Three",
      "Four",
      "Five",
      "Six",
      "Seven",
      "Eight",
      "Nine",
      "Ten",
      "Eleven",
      "Twelve",
      "Thirteen",
      "Fourteen",
      "Fifteen",
      "Sixteen",
      "Seventeen",
      "Eighteen",
      "Nineteen"
    };
    private static final String[] ORDINALS = {
      "Zeroth",
      "First",
      "Second",
      "Third",
      "Fourth",
      "Fifth",
      "Sixth",
      "Seventh",
      "Eighth",
      "Ninth",
      "Tenth",
      "Eleventh",
      "Twelfth",
      "Thirteenth",
      "Fourteenth",
      "Fifteenth",
      "Sixteenth",
      "Seventeenth",
      "Eighteenth",
      "Nineteenth"
    };
    private static final String[] DECADES = {
      "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety", "Hundred"
    };
    private static final String[] MAGNITUDES = {"Thousand", "Million", "Billion", "Trillion"};
    private static final Map<String, Double> VALUES = values();

    private NumberWords() {}

    private static Map<String, Double> values() {
      Map<String, Double> values = new LinkedHashMap<>();
      for (int i = 0; i < FEW.length; i++) {
        values.put(FEW[i].toLowerCase(Locale.ROOT), (double) i);
      }
      for (int i = 0; i < ORDINALS.length; i++) {
        values.put(ORDINALS[i].toLowerCase(Locale.ROOT), (double) i);
      }
      for (int i = 0; i < DECADES.length; i++) {
        String word = DECADES[i].toLowerCase(Locale.ROOT);
        values.put(word, (i + 2) * 10.0);
        values.put(word.substring(0, word.length() - 1) + "ieth", (i + 2) * 10.0);
      }
      values.put("hundredth", 100.0);
      for (int i = 0; i < MAGNITUDES.length; i++) {
        String word = MAGNITUDES[i].toLowerCase(Locale.ROOT);
        values.put(word, Math.pow(10, (i + 1) * 3.0));
        values.put(word + "th", Math.pow(10, (i + 1) * 3.0));
      }
      return values;
    }

    static String pattern() {
      return "(?:" + String.join("|", VALUES.keySet()) + "|and|[\\-, ])+";
    }

    static String of(double number, boolean ordinal) {
      if (!Double.isFinite(number)) {
        throw new JsonataError("Maximum call stack size exceeded");
      }
      return words(number, false, ordinal);
    }

    private static String words(double number, boolean follows, boolean ordinal) {
      if (number <= 19) {
        if (number < 0) {
          return (follows ? " and " : "") + "undefined";
        }
        return (follows ? " and " : "") + (ordinal ? ORDINALS : FEW)[(int) number];
      }
      if (number < 100) {
        String decade = DECADES[(int) (number / 10) - 2];
        double rest = number % 10;
        String words = (follows ? " and " : "") + decade;
        if (rest > 0) {
          return words + "-" + words(rest, false, ordinal);
        }
        return ordinal ? words.substring(0, words.length() - 1) + "ieth" : words;
      }
      double rest;
      String words;
      if (number < 1000) {
        rest = number % 100;
        words = FEW[(int) (number / 100)] + " Hundred";
      } else {
        int magnitude = (int) Math.min(Math.floor(Math.log10(number) / 3), MAGNITUDES.length);
        double factor = Math.pow(10, magnitude * 3.0);
        double many = Math.floor(number / factor);
        rest = number - many * factor;
        words = words(many, false, false) + " " + MAGNITUDES[magnitude - 1];
      }
      words = (follows ? ", " : "") + words;
      if (rest > 0) {
        return words + words(rest, true, ordinal);
      }
      return ordinal ? words + "th" : words;
    }

    static double parse(String text) {
      // A Java split drops empty parts at the end, which here are no words like any other.
      List<Double> segments = new ArrayList<>(List.of(0.0));
      for (String word : text.split(",\\s|\\sand\\s|[\\s\\\\-]", -1)) {
        double value = VALUES.getOrDefault(word, Double.NaN);
        int last = segments.size() - 1;
        double top = segments.get(last);
        if (value < 100) {
          if (top >= 1000) {
            segments.add(value);
          } else {
            segments.set(last, top + value);
          }
        } else {
          segments.set(last, top * value);
        }
      }
      return segments.stream().mapToDouble(Double::doubleValue).sum();
    }
  }
}
