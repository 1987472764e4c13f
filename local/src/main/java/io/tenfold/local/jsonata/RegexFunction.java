package io.tenfold.local.jsonata;

import io.tenfold.local.jsonata.regex.Regex;
import io.tenfold.local.jsonata.regex.RegexMatch;
import io.tenfold.local.jsonata.value.Evaluation;
import io.tenfold.local.jsonata.value.FunctionValue;
import io.tenfold.local.jsonata.value.JsNumber;
import io.tenfold.local.jsonata.value.JsonArray;
import io.tenfold.local.jsonata.value.JsonNull;
import io.tenfold.local.jsonata.value.JsonObject;
import io.tenfold.local.jsonata.value.JsonataError;
import io.tenfold.local.jsonata.value.Values;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** A regular expression as the function that it is: of a text, it returns the first match. */
record RegexFunction(Regex regex) implements FunctionValue {
  @Override
  public int arity() {
    return 2;
  }

  @Override
  public Object call(Object[] arguments, Object context, Evaluation evaluation) {
    Object given = arguments.length > 0 ? arguments[0] : null;
    String text = given == null ? "undefined" : stringOf(given);
    double from =
        arguments.length > 1 && arguments[1] instanceof Number ? Values.number(arguments[1]) : 0;
    return find(text, from > 0 ? (int) Math.min(from, text.length() + 1.0) : 0, evaluation);
  }

  /** Returns {@code String(value)}. */
  private static String stringOf(Object value) {
    if (value instanceof Number) {
      return JsNumber.text(Values.number(value));
    }
    if (value instanceof List<?> array) {
      StringJoiner joined = new StringJoiner(",");
      for (int i = 0; i < array.size(); i++) {
        Object element = Values.element(array, i);
        joined.add(element == null || element == JsonNull.NULL ? "" : stringOf(element));
      }
      return joined.toString();
    }
    return value instanceof Map || value instanceof FunctionValue
        ? "[object Object]"
        : value.toString();
  }

  private JsonObject find(String text, int from, Evaluation evaluation) {
    RegexMatch match = regex.find(text, from, evaluation.budget());
    if (match == null) {
      return null;
    }
    JsonObject found = new JsonObject();
    found.put("match", match.group(0));
    found.put("start", (double) match.start());
    found.put("end", (double) match.end());
    JsonArray groups = new JsonArray();
    for (int i = 1; i <= match.groups(); i++) {
      groups.add(match.group(i));
    }
    found.put("groups", groups);
    found.put("next", new Next(this, text, match.end()));
    return found;
  }

  @Override
  public boolean isObject() {
    return false;
  }

  /** Returns the match behind the last one. */
  private record Next(RegexFunction regex, String text, int from) implements FunctionValue {
    @Override
    public int arity() {
      return 0;
    }

    @Override
    public Object call(Object[] arguments, Object context, Evaluation evaluation) {
      if (from >= text.length()) {
        return null;
      }
      JsonObject next = regex.find(text, from, evaluation);
      if (next != null && "".equals(next.get("match"))) {
        throw new JsonataError("D1004", "Regular expression matches zero length string");
      }
      return next;
    }

    @Override
    public boolean isObject() {
      return false;
    }
  }
}
