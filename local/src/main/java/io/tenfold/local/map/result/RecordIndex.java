package io.tenfold.local.map.result;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The index of a record in its file, as its child's input has it: {@code {"index", "record"}}. */
public final class RecordIndex {
  private static final String START = "{\"index\":";
  private static final String RECORD = ",\"record\":";
  private static final int MOST_DIGITS = 18;

  private RecordIndex() {}

  /** Returns the index, or -1 if the input, a JSON document, has none. */
  public static long of(String inputJson) {
    return of(JsonText.of(inputJson));
  }

  /** As the other method. */
  public static long of(JsonText input) {
    String beginning = input.beginning();
    int end = end(beginning);
    return end < 0 ? parsed(input.toString()) : Long.parseLong(beginning, START.length(), end, 10);
  }

  /** Returns where the record begins, -1 where that can't be told without parsing. */
  static int recordIn(JsonText input) {
    String beginning = input.beginning();
    int end = end(beginning);
    return end >= 0 && beginning.startsWith(RECORD, end) ? end + RECORD.length() : -1;
  }

  /**
   * Returns where an index ends that stands as the workflow writes it, else -1: millions of inputs
   * are read, so they are not all parsed.
   */
  private static int end(String inputJson) {
    if (!inputJson.startsWith(START)) {
      return -1;
    }
    int at = START.length();
    while (at < inputJson.length()
        && at - START.length() < MOST_DIGITS
        && inputJson.charAt(at) >= '0'
        && inputJson.charAt(at) <= '9') {
      at++;
    }
    boolean ends = at < inputJson.length() && ",}".indexOf(inputJson.charAt(at)) >= 0;
    return ends && at > START.length() ? at : -1;
  }

  private static long parsed(String inputJson) {
    var bytes = new ByteArrayInputStream(inputJson.getBytes(StandardCharsets.UTF_8));
    try (JsonParser parser = Json.parser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return -1;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals("index");
        JsonToken value = parser.nextToken();
        if (found) {
          return value == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : -1;
        }
        parser.skipChildren();
      }
      return -1;
    } catch (IOException e) {
      return -1;
    }
  }
}
