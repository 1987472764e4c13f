package io.tenfold.local.jsonata.function;

import io.tenfold.local.jsonata.value.Budget;
import io.tenfold.local.jsonata.value.JsNumber;
import io.tenfold.local.jsonata.value.JsonText;
import io.tenfold.local.jsonata.value.JsonataError;
import io.tenfold.local.jsonata.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a number is written, such as {@code #,##0.00}.
 *
 * @see <a href="https://www.w3.org/TR/xpath-functions-31/#formatting-numbers">Formatting
 *     numbers</a>
 */
final class NumberPicture {
  private final Map<String, String> properties = new LinkedHashMap<>();
  private final String digits;
  private final List<Part> parts = new ArrayList<>();

  NumberPicture(String picture, Map<?, ?> options, Budget budget) {
    properties.put("decimal-separator", ".");
    properties.put("grouping-separator", ",");
    properties.put("exponent-separator", "e");
    properties.put("infinity", "Infinity");
    properties.put("minus-sign", "-");
    properties.put("NaN", "NaN");
    properties.put("percent", "%");
    properties.put("per-mille", "\u2030");
    properties.put("zero-digit", "0");
    properties.put("digit", "#");
    properties.put("pattern-separator", ";");
    if (options != null) {
      for (Object name : options.keySet()) {
        Object value = Values.member(options, (String) name);
        boolean digit = "zero-digit".equals(name);
        if (!(value instanceof String) && (digit || !(value instanceof Number))) {
          throw new JsonataError("an option of $formatNumber is no text: " + name);
        }
        properties.put((String) name, JsonText.of(value, false, budget));
      }
    }
    String zero = property("zero-digit");
    if (zero.isEmpty()) {
      throw new JsonataError("the zero-digit of $formatNumber is empty");
    }
    StringBuilder family = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      family.append((char) (zero.charAt(0) + i));
    }
    digits = family.toString();
    List<?> pictures = TextFunctions.split(picture, property("pattern-separator"), null, budget);
    if (pictures.size() > 2) {
      throw new JsonataError(
          "D3080", "The picture string must only contain a maximum of two sub-pictures");
    }
    for (Object each : pictures) {
      parts.add(new Part((String) each));
    }
    parts.forEach(Part::validate);
    parts.forEach(Part::analyse);
    if (parts.size() == 1) {
      Part negative = new Part(picture);
      negative.analyse();
      negative.prefix = property("minus-sign") + negative.prefix;
      parts.add(negative);
    }
  }

  private String property(String name) {
    return properties.get(name);
  }

  private boolean isDigit(char c) {
    return digits.indexOf(c) >= 0;
  }

  private boolean isDigitSign(char c) {
    return isDigit(c) || property("digit").equals(String.valueOf(c));
  }

  private boolean isActive(char c) {
    String character = String.valueOf(c);
    return isDigit(c)
        || character.equals(property("decimal-separator"))
        || character.equals(property("exponent-separator"))
        || character.equals(property("grouping-separator"))
        || character.equals(property("digit"))
        || character.equals(property("pattern-separator"));
  }

  private final class Part {
    private final String picture;
    private String prefix;
    private final String suffix;
    private final String active;
    private final String mantissa;
    private final String exponent;
    private final String integer;
    private final String fraction;
    private List<Integer> integerGroups;
    private List<Integer> fractionGroups;
    private int regularGroup;
    private int minInteger;
    private int scaling;
    private int minFraction;
    private int maxFraction;
    private int minExponent;

    Part(String picture) {
      this.picture = picture;
      int first = 0;
      while (first < picture.length() && !isEdge(picture.charAt(first))) {
        first++;
      }
      if (first == picture.length()) {
        throw new JsonataError("the picture of $formatNumber has no digit");
      }
      int last = picture.length() - 1;
      while (!isEdge(picture.charAt(last))) {
        last--;
      }
      prefix = picture.substring(0, first);
      suffix = picture.substring(last + 1);
      active = picture.substring(first, last + 1);
      // As JSONata has it: the position is that in the whole picture, used in the active part.
      int e = picture.indexOf(property("exponent-separator"), first);
      if (e < 0 || e > picture.length() - suffix.length()) {
        mantissa = active;
        exponent = null;
      } else {
        mantissa = active.substring(0, Math.min(e, active.length()));
        exponent = active.substring(Math.min(e + 1, active.length()));
      }
      int decimal = mantissa.indexOf(property("decimal-separator"));
      integer = decimal < 0 ? mantissa : mantissa.substring(0, decimal);
      fraction = decimal < 0 ? suffix : mantissa.substring(decimal + 1);
    }

    private boolean isEdge(char c) {
      return isActive(c) && !property("exponent-separator").equals(String.valueOf(c));
    }

    void validate() {
      String error = null;
      String point = property("decimal-separator");
      String group = property("grouping-separator");
      int decimal = picture.indexOf(point);
      if (decimal != picture.lastIndexOf(point)) {
        error = "D3081";
      }
      String percent = property("percent");
      String perMille = property("per-mille");
      if (picture.indexOf(percent) != picture.lastIndexOf(percent)) {
        error = "D3082";
      }
      if (picture.indexOf(perMille) != picture.lastIndexOf(perMille)) {
        error = "D3083";
      }
      boolean scaled = picture.contains(percent) || picture.contains(perMille);
      if (picture.contains(percent) && picture.contains(perMille)) {
        error = "D3084";
      }
      if (mantissa.chars().noneMatch(c -> isDigitSign((char) c))) {
        error = "D3085";
      }
      if (active.chars().anyMatch(c -> !isActive((char) c))) {
        error = "D3086";
      }
      if (decimal >= 0) {
        if (charAt(decimal - 1).equals(group) || charAt(decimal + 1).equals(group)) {
          error = "D3087";
        }
      } else if (!integer.isEmpty() && integer.substring(integer.length() - 1).equals(group)) {
        error = "D3088";
      }
      if (picture.contains(group + group)) {
        error = "D3089";
      }
      int optional = integer.indexOf(property("digit"));
      if (optional >= 0 && count(integer.substring(0, optional), false) > 0) {
        error = "D3090";
      }
      optional = fraction.lastIndexOf(property("digit"));
      if (optional >= 0 && count(fraction.substring(optional), false) > 0) {
        error = "D3091";
      }
      if (exponent != null && !exponent.isEmpty() && scaled) {
        error = "D3092";
      }
      if (exponent != null
          && (exponent.isEmpty() || exponent.chars().anyMatch(c -> !isDigit((char) c)))) {
        error = "D3093";
      }
      if (error != null) {
        throw new JsonataError(error, "The picture of $formatNumber is not valid: " + picture);
      }
    }

    private String charAt(int index) {
      return index >= 0 && index < picture.length() ? picture.substring(index, index + 1) : "";
    }

    private int count(String text, boolean optional) {
      return (int)
          text.chars().filter(c -> optional ? isDigitSign((char) c) : isDigit((char) c)).count();
    }

    void analyse() {
      integerGroups = groups(integer, false);
      regularGroup = IntegerPicture.regularDistance(integerGroups);
      fractionGroups = groups(fraction, true);
      minInteger = count(integer, false);
      scaling = minInteger;
      minFraction = count(fraction, false);
      maxFraction = count(fraction, true);
      if (minInteger == 0 && maxFraction == 0) {
        if (exponent != null) {
          minFraction = 1;
          maxFraction = 1;
        } else {
          minInteger = 1;
        }
      }
      if (exponent != null && minInteger == 0 && integer.contains(property("digit"))) {
        minInteger = 1;
      }
      if (minInteger == 0 && minFraction == 0) {
        minFraction = 1;
      }
      minExponent = exponent == null ? 0 : count(exponent, false);
    }

    private List<Integer> groups(String part, boolean toLeft) {
      List<Integer> positions = new ArrayList<>();
      String group = property("grouping-separator");
      int at = part.indexOf(group);
      while (at >= 0) {
        int cut = Math.min(at, part.length());
        positions.add(count(toLeft ? part.substring(0, cut) : part.substring(cut), true));
        at =
            integer.indexOf(
                group, at + 1); // the integer part, as JSONata has it, also in the other
        if (positions.size() > picture.length()) {
          throw new JsonataError("the grouping-separator of $formatNumber is empty");
        }
      }
      return positions;
    }
  }

  String format(double number) {
    Part part = parts.get(number >= 0 ? 0 : 1);
    double adjusted = number;
    if (part.picture.contains(property("percent"))) {
      adjusted = number * 100;
    } else if (part.picture.contains(property("per-mille"))) {
      adjusted = number * 1000;
    }
    double mantissa = adjusted;
    double exponent = 0;
    if (part.minExponent > 0) {
      double max = Math.pow(10, part.scaling);
      double min = Math.pow(10, part.scaling - 1);
      if (!(mantissa > 0) || Double.isInfinite(mantissa)) {
        throw new JsonataError("only positive numbers are written with an exponent");
      }
      while (mantissa < min) {
        mantissa *= 10;
        exponent -= 1;
      }
      while (mantissa > max) {
        mantissa /= 10;
        exponent += 1;
      }
    }
    String zero = property("zero-digit");
    String point = property("decimal-separator");
    String group = property("grouping-separator");
    String text = inDigits(JsNumber.roundHalfEven(mantissa, part.maxFraction), part.maxFraction);
    int decimal = text.indexOf('.');
    text =
        decimal < 0
            ? text + point
            : text.substring(0, decimal) + point + text.substring(decimal + 1);
    int first = 0;
    while (first < text.length() && text.startsWith(zero, first) && zero.length() == 1) {
      first++;
    }
    text = text.substring(first);
    while (zero.length() == 1 && text.endsWith(zero)) {
      text = text.substring(0, text.length() - 1);
    }
    decimal = text.indexOf(point);
    int left = part.minInteger - decimal;
    int right = part.minFraction - (text.length() - decimal - 1);
    text = zero.repeat(Math.max(0, left)) + text + zero.repeat(Math.max(0, right));
    decimal = text.indexOf(point);
    if (part.regularGroup > 0) {
      int groups = Math.floorDiv(decimal - 1, part.regularGroup);
      for (int i = 1; i <= groups; i++) {
        text = insert(text, decimal - i * part.regularGroup, group);
      }
    } else {
      for (int position : part.integerGroups) {
        text = insert(text, decimal - position, group);
        decimal++;
      }
    }
    decimal = text.indexOf(point);
    for (int position : part.fractionGroups) {
      text = insert(text, position + decimal + 1, group);
    }
    decimal = text.indexOf(point);
    if (!part.picture.contains(point) || decimal == text.length() - 1) {
      text = text.substring(0, Math.max(0, text.length() - 1));
    }
    if (part.minExponent > 0) {
      String written = inDigits(exponent, 0);
      written = zero.repeat(Math.max(0, part.minExponent - written.length())) + written;
      text +=
          property("exponent-separator") + (exponent < 0 ? property("minus-sign") : "") + written;
    }
    return part.prefix + text + part.suffix;
  }

  /** Inserts as {@code slice} cuts: an index below zero counts from the end. */
  private static String insert(String text, int index, String mark) {
    int at = index < 0 ? Math.max(0, text.length() + index) : Math.min(index, text.length());
    return text.substring(0, at) + mark + text.substring(at);
  }

  private String inDigits(double number, int places) {
    String text = JsNumber.fixed(Math.abs(number), places);
    if (property("zero-digit").equals("0")) {
      return text;
    }
    StringBuilder written = new StringBuilder();
    for (char c : text.toCharArray()) {
      written.append(c >= '0' && c <= '9' ? digits.charAt(c - '0') : c);
    }
    return written.toString();
  }
}
