package io.tenfold.local.jsonata.value;

import java.util.List;
import java.util.Map;

/** {@code $string} of a value: a text as it is, anything else as JSON. */
public final class JsonText {
  private final StringBuilder text = new StringBuilder();
  private final boolean pretty;
  private final Budget budget;

  private JsonText(boolean pretty, Budget budget) {
    this.pretty = pretty;
    this.budget = budget;
  }

  /**
   * Returns a value as text.
   *
   * @throws JsonataError D3001 or D1001 if it is, or holds, a number that is not finite
   */
  public static String of(Object value, boolean pretty, Budget budget) {
    if (value instanceof String string) {
      return string;
    }
    if (value instanceof FunctionValue) {
      return "";
    }
    if (value instanceof Number && !Double.isFinite(Values.number(value))) {
      throw new JsonataError("D3001", "Attempting to invoke string function on Infinity or NaN");
    }
    if (value instanceof Integer) {
      return value.toString();
    }
    Object written =
        value instanceof JsonArray array && array.isOuterWrapper() ? array.get(0) : value;
    JsonText writer = new JsonText(pretty, budget);
    writer.write(written, "\n");
    return writer.text.toString();
  }

  private void write(Object value, String newLine) {
    budget.step();
    budget.allocateText(8);
    if (value instanceof String string) {
      quote(string);
    } else if (value instanceof Number) {
      double number =
          Values.isNumeric(value) ? JsNumber.toFifteenDigits(Values.number(value)) : Double.NaN;
      text.append(Double.isFinite(number) ? JsNumber.text(number) : "null");
    } else if (value instanceof List<?> array) {
      String inner = newLine + "  ";
      text.append('[');
      for (int i = 0; i < array.size(); i++) {
        if (i > 0) {
          text.append(',');
        }
        breakLine(inner);
        write(Values.element(array, i), inner);
      }
      if (!array.isEmpty()) {
        breakLine(newLine);
      }
      text.append(']');
    } else if (value instanceof Map<?, ?> object) {
      String inner = newLine + "  ";
      boolean empty = true;
      text.append('{');
      for (String name : Values.names(object)) {
        Object member = Values.member(object, name);
        if (member == null) {
          continue;
        }
        if (!empty) {
          text.append(',');
        }
        empty = false;
        breakLine(inner);
        quote(name);
        text.append(pretty ? ": " : ":");
        write(member, inner);
      }
      if (!empty) {
        breakLine(newLine);
      }
      text.append('}');
    } else if (value instanceof FunctionValue) {
      text.append("\"\"");
    } else {
      text.append(value); // true, false, null, or undefined, which is null in an array
    }
  }

  private void breakLine(String newLine) {
    if (pretty) {
      text.append(newLine);
    }
  }

  private void quote(String string) {
    budget.allocateText(string.length());
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < ' ' || Character.isSurrogate(c) && isAlone(string, i)) {
            text.append(String.format("\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  private static boolean isAlone(String string, int index) {
    char c = string.charAt(index);
    return Character.isHighSurrogate(c)
        ? index + 1 == string.length() || !Character.isLowSurrogate(string.charAt(index + 1))
        : index == 0 || !Character.isHighSurrogate(string.charAt(index - 1));
  }
}
