package io.tenfold.cli.batch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tenfold.local.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the workflow gives the function for a record, and a retry's file the workflow.
 *
 * @param index the record's place in the first run's file, from 0
 * @param record the record, a value as {@link Json} has them
 * @param origin the batch that the record belongs to, null for a run from before there was one
 */
public record RecordEnvelope(long index, Object record, String origin) {
  /** How many characters an origin has that the workflow made. */
  static final int ORIGIN_LENGTH = 16;

  /** Returns the JSON object, its fields in the workflow's order. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("index", index);
    json.put("record", record);
    if (origin != null) {
      json.put("origin", origin);
    }
    return json;
  }

  /** Returns the origin that a child's input has, null if it has none. */
  public static String originOf(String inputJson) {
    var bytes = new ByteArrayInputStream(inputJson.getBytes(StandardCharsets.UTF_8));
    try (JsonParser parser = Json.parser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals("origin");
        JsonToken value = parser.nextToken();
        if (found) {
          return value == JsonToken.VALUE_STRING ? parser.getText() : null;
        }
        parser.skipChildren();
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }
}
