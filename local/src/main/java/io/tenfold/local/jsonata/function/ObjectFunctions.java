package io.tenfold.local.jsonata.function;

import io.tenfold.local.jsonata.value.Budget;
import io.tenfold.local.jsonata.value.FunctionValue;
import io.tenfold.local.jsonata.value.JsNumber;
import io.tenfold.local.jsonata.value.JsonArray;
import io.tenfold.local.jsonata.value.JsonNull;
import io.tenfold.local.jsonata.value.JsonObject;
import io.tenfold.local.jsonata.value.JsonataError;
import io.tenfold.local.jsonata.value.Values;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Functions of objects, and of values of any type. */
public final class ObjectFunctions {
  private ObjectFunctions() {}

  /** Returns the members of a name that an object, or the objects of an array, have. */
  public static Object lookup(Object input, String name, Budget budget) {
    if (input instanceof List<?> array) {
      JsonArray found = JsonArray.newSequence();
      for (int i = 0; i < array.size(); i++) {
        budget.step();
        Object member = lookup(Values.element(array, i), name, budget);
        if (member != null) {
          Values.addTo(found, member, budget);
        }
      }
      return found;
    }
    return input instanceof Map<?, ?> object ? Values.member(object, name) : null;
  }

  static JsonArray keys(Object value, Budget budget) {
    JsonArray keys = JsonArray.newSequence();
    if (value instanceof List<?> array) {
      JsonObject all = new JsonObject();
      Set<String> names = new LinkedHashSet<>();
      for (int i = 0; i < array.size(); i++) {
        for (Object name : keys(array.get(i), budget)) {
          names.add((String) name);
        }
      }
      names.forEach(name -> all.put(name, true));
      return keys(all, budget);
    }
    if (value instanceof Map<?, ?> object) {
      budget.allocate(object.size());
      keys.addAll(Values.names(object));
    }
    return keys;
  }

  static Object spread(Object value, Budget budget) {
    if (value instanceof List<?> array) {
      Object all = JsonArray.newSequence();
      if (!array.isEmpty()) {
        JsonArray spread = new JsonArray();
        for (int i = 0; i < array.size(); i++) {
          Object part = spread(Values.element(array, i), budget);
          if (part != null) {
            Values.addTo(spread, part, budget);
          }
        }
        all = spread;
      }
      return all;
    }
    if (value instanceof Map<?, ?> object) {
      JsonArray members = JsonArray.newSequence();
      for (String name : Values.names(object)) {
        budget.allocate(1);
        JsonObject single = new JsonObject();
        single.put(name, Values.member(object, name));
        members.add(single);
      }
      return members;
    }
    return value;
  }

  static JsonObject merge(List<?> objects, Budget budget) {
    JsonObject merged = new JsonObject();
    for (Object each : objects) {
      if (each instanceof Map<?, ?> object) {
        budget.allocate(object.size());
        for (String name : Values.names(object)) {
          merged.put(name, Values.member(object, name));
        }
      }
    }
    return merged;
  }

  static String type(Object value) {
    if (value == JsonNull.NULL) {
      return "null";
    }
    if (value instanceof Number) {
      return Values.isNumeric(value) ? "number" : "object";
    }
    if (value instanceof String) {
      return "string";
    }
    if (value instanceof Boolean) {
      return "boolean";
    }
    return value instanceof List ? "array" : value instanceof FunctionValue ? "function" : "object";
  }

  /** Returns a copy as JSON would bring it back, numbers to fifteen digits. */
  static Object copy(Object value, Budget budget) {
    budget.allocate(1);
    if (value instanceof Map<?, ?> object) {
      JsonObject copy = new JsonObject();
      for (String name : Values.names(object)) {
        Object member = Values.member(object, name);
        if (member != null) {
          copy.put(name, copy(member, budget));
        }
      }
      return copy;
    }
    if (value instanceof List<?> array) {
      JsonArray copy = new JsonArray();
      for (int i = 0; i < array.size(); i++) {
        copy.add(copy(Values.element(array, i), budget));
      }
      return copy;
    }
    if (value instanceof Number) {
      return Values.isNumeric(value)
          ? (Object) JsNumber.toFifteenDigits(Values.number(value))
          : JsonNull.NULL;
    }
    return value instanceof FunctionValue ? "" : value == null ? JsonNull.NULL : value;
  }

  static JsonataError error(String message) {
    return new JsonataError(
        "D3137", message == null || message.isEmpty() ? "$error() function evaluated" : message);
  }

  static Object check(Object condition, String message) {
    if (!Values.isTruthy(condition)) {
      throw new JsonataError(
          "D3141", message == null || message.isEmpty() ? "$assert() statement failed" : message);
    }
    return null;
  }
}
