package io.tenfold.cli.results;

import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.RecordIndex;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A record that failed: its index in the file, the error's name, and the message for people. */
public record FailedRecord(long index, String status, String error, String message) {
  /** The columns of a table of them, as {@link #json()} names its fields. */
  public static final List<String> COLUMNS = List.of("index", "status", "error", "message");

  /** What stands before a record's own column where that has the name of one of those. */
  private static final String OWN = "record.";

  /** Returns the name of a record's own column in a table of failed records. */
  public static String columnOf(String field) {
    return COLUMNS.contains(field) ? OWN + field : field;
  }

  /** Returns the record's field that a column of such a table holds. */
  static String fieldOf(String column) {
    return column.startsWith(OWN) && COLUMNS.contains(column.substring(OWN.length()))
        ? column.substring(OWN.length())
        : column;
  }

  /** Reads it out of the child that ran it. */
  public static FailedRecord of(ChildExecution child) {
    return new FailedRecord(
        RecordIndex.of(child.input()), child.status(), errorOf(child), messageOf(child.cause()));
  }

  /** Returns the name of a child's error, or its status where it has no error. */
  static String errorOf(ChildExecution child) {
    return child.error() == null ? child.status() : child.error();
  }

  /** Returns the failure for scripts. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("index", index);
    json.put("status", status);
    json.put("error", error);
    json.put("message", message);
    return json;
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
