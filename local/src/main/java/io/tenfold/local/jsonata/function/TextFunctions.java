package io.tenfold.local.jsonata.function;

import io.tenfold.local.jsonata.value.Budget;
import io.tenfold.local.jsonata.value.JsNumber;
import io.tenfold.local.jsonata.value.JsonArray;
import io.tenfold.local.jsonata.value.JsonataError;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Functions of texts. */
final class TextFunctions {
  private TextFunctions() {}

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  static String substring(String text, double start, Double length) {
    int size = length(text);
    double from = size + start < 0 ? 0 : start;
    double to = size;
    if (length != null) {
      if (length <= 0) {
        return "";
      }
      to = from >= 0 ? from + length : size + from + length;
    }
    int first = index(from, size);
    int last = index(to, size);
    if (first >= last) {
      return "";
    }
    int begin = text.offsetByCodePoints(0, first);
    return text.substring(begin, text.offsetByCodePoints(begin, last - first));
  }

  /** Returns where {@code slice} begins or ends: from the end if it is negative. */
  private static int index(double position, int size) {
    double whole =
        Double.isNaN(position) ? 0 : position < 0 ? Math.ceil(position) : Math.floor(position);
    return (int) (whole < 0 ? Math.max(size + whole, 0) : Math.min(whole, size));
  }

  static String before(String text, String mark, Budget budget) {
    int at = new Needle(mark, budget).find(text, 0);
    return at < 0 ? text : text.substring(0, at);
  }

  static String after(String text, String mark, Budget budget) {
    int at = new Needle(mark, budget).find(text, 0);
    return at < 0 ? text : text.substring(at + mark.length());
  }

  static String lowercase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static String uppercase(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  static String trim(String text) {
    String trimmed = text.replaceAll("[ \\t\\n\\r]+", " ");
    if (trimmed.startsWith(" ")) {
      trimmed = trimmed.substring(1);
    }
    return trimmed.endsWith(" ") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
  }

  static String pad(String text, double width, String with, Budget budget) {
    String unit = with == null || with.isEmpty() ? " " : with;
    double missing = Math.abs(width) - length(text);
    if (!(missing > 0)) {
      return text;
    }
    if (missing != Math.rint(missing)) {
      throw new JsonataError("Invalid array length");
    }
    budget.allocatePadding(missing, missing * unit.length());
    String padding = unit.repeat((int) missing);
    if (unit.length() > 1) {
      padding = substring(padding, 0, missing);
    }
    return width > 0 ? text + padding : padding + text;
  }

  static String join(List<?> texts, String separator, Budget budget) {
    String between = separator == null ? "" : separator;
    double size = 0;
    for (Object text : texts) {
      size += (text == null ? 0 : ((String) text).length()) + between.length();
    }
    budget.allocateText(size);
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      joined.append(i == 0 ? "" : between).append(texts.get(i) == null ? "" : texts.get(i));
    }
    return joined.toString();
  }

  static List<Object> split(String text, String separator, Double limit, Budget budget) {
    JsonArray parts = new JsonArray();
    long most = limit == null ? Long.MAX_VALUE : toUint32(limit);
    if (separator.isEmpty()) {
      for (int i = 0; i < text.length() && parts.size() < most; i++) {
        budget.allocate(1);
        parts.add(text.substring(i, i + 1));
      }
      return parts;
    }
    Needle needle = new Needle(separator, budget);
    int from = 0;
    int at = needle.find(text, from);
    while (parts.size() < most && at >= 0) {
      budget.allocate(1);
      parts.add(text.substring(from, at));
      from = at + separator.length();
      at = needle.find(text, from);
    }
    if (parts.size() < most) {
      parts.add(text.substring(from));
    }
    return parts;
  }

  private static long toUint32(double number) {
    return Double.isInfinite(number) ? 0 : (long) (Math.floor(number) % 4294967296.0);
  }

  static String base64encode(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Decodes what can be decoded, up to the first padding, as Node.js does. */
  static String base64decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int bits = 0;
    int count = 0;
    for (int i = 0; i < text.length() && text.charAt(i) != '='; i++) {
      int digit = base64digit(text.charAt(i));
      if (digit >= 0) {
        bits = bits << 6 | digit;
        count += 6;
        if (count >= 8) {
          count -= 8;
          bytes.write(bits >> count);
        }
      }
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static int base64digit(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
  }

  static String formatBase(double value, Double radix) {
    double base = radix == null ? 10 : JsNumber.roundHalfEven(radix, 0);
    if (Double.isNaN(base)) {
      throw new JsonataError("toString() radix argument must be between 2 and 36");
    }
    if (base < 2 || base > 36) {
      throw new JsonataError(
          "D3100", "The radix of the formatBase function must be between 2 and 36");
    }
    return JsNumber.text(JsNumber.roundHalfEven(value, 0), (int) base);
  }
}
