package io.tenfold.local.jsonata.function;

import io.tenfold.local.jsonata.value.JsNumber;
import io.tenfold.local.jsonata.value.JsonataError;
import io.tenfold.local.jsonata.value.Values;
import java.util.List;
import java.util.regex.Pattern;

/** Functions of numbers. */
final class NumberFunctions {
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([Ee][-+]?[0-9]+)?");

  /** As JSONata has it: of the three, only the first need begin, and only the last need end it. */
  private static final Pattern PREFIXED =
      Pattern.compile("^(0[xX][0-9A-Fa-f]+)|(0[oO][0-7]+)|(0[bB][0-1]+)\\z");

  private NumberFunctions() {}

  static double number(Object value) {
    if (value instanceof Number) {
      return Values.number(value);
    }
    if (value instanceof String text) {
      if (DECIMAL.matcher(text).matches()) {
        double number = Double.parseDouble(text);
        if (!Double.isInfinite(number)) {
          return number;
        }
      } else if (PREFIXED.matcher(text).find()) {
        return JsNumber.parse(text);
      }
    }
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    throw new JsonataError("D3030", "Unable to cast value to a number: " + value);
  }

  static double sum(List<?> numbers) {
    double sum = 0;
    for (Object number : numbers) {
      sum += Values.number(number);
    }
    return sum;
  }

  static double max(List<?> numbers) {
    double max = Double.NEGATIVE_INFINITY;
    for (Object number : numbers) {
      max = Math.max(max, Values.number(number));
    }
    return max;
  }

  static double min(List<?> numbers) {
    double min = Double.POSITIVE_INFINITY;
    for (Object number : numbers) {
      min = Math.min(min, Values.number(number));
    }
    return min;
  }

  static double sqrt(double number) {
    if (number < 0) {
      throw new JsonataError(
          "D3060",
          "The sqrt function cannot be applied to a negative number: " + JsNumber.text(number));
    }
    return Math.sqrt(number);
  }

  static double power(double base, double exponent) {
    double power = StrictMath.pow(base, exponent);
    if (!Double.isFinite(power)) {
      throw new JsonataError(
          "D3061",
          "The power function has resulted in a value that cannot be represented as a JSON number:"
              + " base="
              + JsNumber.text(base)
              + ", exponent="
              + JsNumber.text(exponent));
    }
    return power;
  }
}
