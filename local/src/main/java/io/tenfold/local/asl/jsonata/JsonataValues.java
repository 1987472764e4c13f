package io.tenfold.local.asl.jsonata;

import io.tenfold.local.json.LateObject;
import io.tenfold.local.json.NumberLiteral;
import io.tenfold.local.json.WrittenObject;
import io.tenfold.local.jsonata.value.FunctionValue;
import io.tenfold.local.jsonata.value.JsonArray;
import io.tenfold.local.jsonata.value.JsonNull;
import io.tenfold.local.jsonata.value.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON values as expressions see them, and back. What came in comes out as the very value that it
 * was, to the last digit, if not in the form that its numbers had; what an expression made is
 * copied into plain JSON.
 */
final class JsonataValues {
  private static final double LARGEST_EXACT_INTEGER = 9007199254740992.0;

  private JsonataValues() {}

  /** Returns a JSON value as an expression is to see it. */
  static Object in(Object json) {
    return json == null ? JsonNull.NULL : json;
  }

  /**
   * Returns what an expression returned as a plain JSON value. Numbers that JSON has not are the
   * texts that Step Functions makes of them.
   *
   * @throws IllegalArgumentException if it, or a value within it, has no JSON form
   */
  static Object out(Object value) {
    if (value == null || value == JsonNull.NULL) {
      return null;
    }
    if (value instanceof Double number) {
      return out(number.doubleValue());
    }
    if (value instanceof JsonObject object) {
      Map<String, Object> plain = new LinkedHashMap<>();
      object.forEach(
          (name, member) -> {
            if (member != null) {
              plain.put(name, out(member));
            }
          });
      return plain;
    }
    if (value instanceof JsonArray array) {
      List<Object> plain = new ArrayList<>(array.size());
      array.forEach(element -> plain.add(out(element)));
      return plain;
    }
    if (value instanceof FunctionValue) {
      throw new IllegalArgumentException("returned a function, which is no JSON value.");
    }
    return read(value);
  }

  /**
   * Returns a JSON value that an expression hands on: a number is the double that it is, whatever
   * form it came in, unless that would lose digits.
   */
  static Object read(Object value) {
    return hasForms(value) ? withoutForms(value) : value;
  }

  private static boolean hasForms(Object value) {
    if (value instanceof NumberLiteral number) {
      return number.isDouble();
    }
    if (value instanceof Map<?, ?> object && !isWritten(value)) {
      for (Object member : object.values()) {
        if (hasForms(member)) {
          return true;
        }
      }
    } else if (value instanceof List<?> array) {
      for (Object element : array) {
        if (hasForms(element)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Object withoutForms(Object value) {
    if (value instanceof NumberLiteral number && number.isDouble()) {
      return out(number.doubleValue());
    }
    if (value instanceof Map<?, ?> object && !isWritten(value)) {
      Map<Object, Object> plain = new LinkedHashMap<>();
      object.forEach((name, member) -> plain.put(name, withoutForms(member)));
      return plain;
    }
    return value instanceof List<?> array
        ? array.stream().map(JsonataValues::withoutForms).toList()
        : value;
  }

  /** Records, and what is made late, come from what has no forms of its own. */
  private static boolean isWritten(Object value) {
    return value instanceof WrittenObject || value instanceof LateObject;
  }

  private static Object out(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    if (number == Math.rint(number) && Math.abs(number) < LARGEST_EXACT_INTEGER) {
      if (number == (int) number) {
        return (int) number;
      }
      return (long) number;
    }
    return number;
  }
}
