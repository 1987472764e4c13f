package io.tenfold.local.map.result;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tenfold.local.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The index of a record in its file, as its child's input has it: {@code {"index", "record"}}. */
public final class RecordIndex {
  private static final String START = "{\"index\":";
  private static final int MOST_DIGITS = 18;

  private RecordIndex() {}

  /** Returns the index, or -1 if the input, a JSON document, has none. */
  public static long of(String inputJson) {
    // How the workflow writes it; millions of inputs are read, so they are not all parsed.
    if (inputJson.startsWith(START)) {
      int at = START.length();
      long index = 0;
      while (at < inputJson.length() && at - START.length() < MOST_DIGITS) {
        char c = inputJson.charAt(at);
        if (c < '0' || c > '9') {
          break;
        }
        index = index * 10 + c - '0';
        at++;
      }
      boolean ends = at < inputJson.length() && ",}".indexOf(inputJson.charAt(at)) >= 0;
      if (ends && at > START.length()) {
        return index;
      }
    }
    return parsed(inputJson);
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
