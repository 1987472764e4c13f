package io.tenfold.local.jsonata.function;

import io.tenfold.local.jsonata.value.JsonataError;
import java.util.regex.Pattern;

/** A time as ISO 8601 writes it, for {@code $toMillis} without a picture. */
final class IsoTime {
  private static final Pattern FORM =
      Pattern.compile(
          "\\d{4}(-[01]\\d)*(-[0-3]\\d)*(T[0-2]\\d:[0-5]\\d:[0-5]\\d)*(\\.\\d+)?"
              + "([+-][0-2]\\d:?[0-5]\\d|Z)?");

  private IsoTime() {}

  static double parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new JsonataError(
          "D3110",
          "The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given \""
              + text
              + "\"");
    }
    return JsDate.parse(text);
  }
}
