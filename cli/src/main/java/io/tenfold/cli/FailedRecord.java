package io.tenfold.cli;

import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.map.ChildExecution;
import java.util.Map;

/** A record that failed: its index in the file, the error's name, and the message for people. */
record FailedRecord(long index, String status, String error, String message) {

  static FailedRecord of(ChildExecution child) {
    Object input = parse(child.inputJson());
    long index =
        input instanceof Map<?, ?> object && object.get("index") instanceof Number number
            ? number.longValue()
            : -1;
    return new FailedRecord(
        index,
        child.status(),
        child.error() == null ? child.status() : child.error(),
        messageOf(child.cause()));
  }

  /** A function's cause is its error document; its message is what people want to read. */
  private static String messageOf(String cause) {
    if (cause == null) {
      return "";
    }
    return parse(cause) instanceof Map<?, ?> document
            && document.get("errorMessage") instanceof String message
        ? message
        : cause;
  }

  private static Object parse(String text) {
    try {
      return Json.parse(text);
    } catch (MalformedJson e) {
      return null;
    }
  }
}
