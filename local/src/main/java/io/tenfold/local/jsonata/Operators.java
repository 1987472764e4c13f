package io.tenfold.local.jsonata;

import io.tenfold.local.jsonata.value.Budget;
import io.tenfold.local.jsonata.value.JsNumber;
import io.tenfold.local.jsonata.value.JsonArray;
import io.tenfold.local.jsonata.value.JsonText;
import io.tenfold.local.jsonata.value.JsonataError;
import io.tenfold.local.jsonata.value.Values;
import java.util.List;

/** What the operators do with their values. */
final class Operators {
  private static final double LARGEST_RANGE = 1e7;

  private Operators() {}

  static Object negate(Object value) {
    if (value == null) {
      return null;
    }
    if (Values.isNumeric(value)) {
      return -Values.number(value);
    }
    throw new JsonataError("D1002", "Cannot negate a non-numeric value");
  }

  static Object arithmetic(char sign, Object left, Object right) {
    if (left != null && !Values.isNumeric(left)) {
      throw new JsonataError(
          "T2001", "The left side of the \"" + sign + "\" operator must evaluate to a number");
    }
    if (right != null && !Values.isNumeric(right)) {
      throw new JsonataError(
          "T2002", "The right side of the \"" + sign + "\" operator must evaluate to a number");
    }
    if (left == null || right == null) {
      return null;
    }
    double a = Values.number(left);
    double b = Values.number(right);
    return switch (sign) {
      case '+' -> a + b;
      case '-' -> a - b;
      case '*' -> a * b;
      case '/' -> a / b;
      default -> a % b;
    };
  }

  static Object compare(String sign, Object left, Object right) {
    if (!isComparable(left) || !isComparable(right)) {
      throw new JsonataError(
          "T2010",
          "The expressions either side of operator \""
              + sign
              + "\" must evaluate to numeric or string values");
    }
    if (left == null || right == null) {
      return null;
    }
    if (left instanceof String != right instanceof String) {
      throw new JsonataError(
          "T2009",
          "The values either side of operator \"" + sign + "\" must be of the same data type");
    }
    if (left instanceof String text) {
      int order = text.compareTo((String) right);
      return switch (sign) {
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        default -> order >= 0;
      };
    }
    double a = Values.number(left);
    double b = Values.number(right);
    return switch (sign) {
      case "<" -> a < b;
      case "<=" -> a <= b;
      case ">" -> a > b;
      default -> a >= b;
    };
  }

  private static boolean isComparable(Object value) {
    return value == null || value instanceof String || value instanceof Number;
  }

  static String concatenate(Object left, Object right, Budget budget) {
    String first = left == null ? "" : JsonText.of(left, false, budget);
    String second = right == null ? "" : JsonText.of(right, false, budget);
    budget.allocateText((double) first.length() + second.length());
    return first.concat(second);
  }

  static Object range(Object left, Object right) {
    if (left != null && !isWhole(left)) {
      throw new JsonataError(
          "T2003", "The left side of the range operator (..) must evaluate to an integer");
    }
    if (right != null && !isWhole(right)) {
      throw new JsonataError(
          "T2004", "The right side of the range operator (..) must evaluate to an integer");
    }
    if (left == null || right == null) {
      return null;
    }
    double first = Values.number(left);
    double last = Values.number(right);
    if (first > last) {
      return null;
    }
    double size = last - first + 1;
    if (size > LARGEST_RANGE) {
      throw new JsonataError(
          "D2014",
          "The size of the sequence allocated by the range operator (..) must not exceed 1e6. "
              + " Attempted to allocate "
              + JsNumber.text(size)
              + ".");
    }
    return JsonArray.range(first, (int) size);
  }

  private static boolean isWhole(Object value) {
    if (!(value instanceof Number)) {
      return false;
    }
    double number = Values.number(value);
    return number == Math.rint(number) && !Double.isInfinite(number);
  }

  static boolean isIn(Object left, Object right, Budget budget) {
    if (left == null || right == null) {
      return false;
    }
    List<?> array = Evaluator.listOf(right);
    for (int i = 0; i < array.size(); i++) {
      budget.step();
      if (Values.isSame(Values.element(array, i), left)) {
        return true;
      }
    }
    return false;
  }
}
