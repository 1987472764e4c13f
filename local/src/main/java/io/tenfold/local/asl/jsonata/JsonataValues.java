package io.tenfold.local.asl.jsonata;

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
 * was, to the last digit; what an expression made is copied into plain JSON.
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
    return value;
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
