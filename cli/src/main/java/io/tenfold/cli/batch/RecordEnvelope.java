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
 * @param marks what else stands there
 */
public record RecordEnvelope(long index, Object record, Marks marks) {

  /**
   * What is the same for all records of a batch.
   *
   * @param origin the batch that the record belongs to, null for a run from before there was one
   * @param textValues whether the record's values are texts because its file is CSV; null for a run
   *     from before that was said
   */
  public record Marks(String origin, Boolean textValues) {
    private static final int ORIGIN_LENGTH = 16;

    /** As long as any, though a run's own are made when it starts. */
    public static final Marks LONGEST = new Marks("0".repeat(ORIGIN_LENGTH), false);

    /** Returns those that a child's input has. */
    public static Marks of(String inputJson) {
      String origin = null;
      Boolean textValues = null;
      var bytes = new ByteArrayInputStream(inputJson.getBytes(StandardCharsets.UTF_8));
      try (JsonParser parser = Json.parser(bytes)) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          return new Marks(null, null);
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          JsonToken value = parser.nextToken();
          if (name.equals("origin") && value == JsonToken.VALUE_STRING) {
            origin = parser.getText();
          } else if (name.equals("textValues") && value.isBoolean()) {
            textValues = parser.getBooleanValue();
          }
          parser.skipChildren();
        }
      } catch (IOException e) {
        return new Marks(null, null);
      }
      return new Marks(origin, textValues);
    }
  }

  /** Returns the JSON object, its fields in the workflow's order. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("index", index);
    json.put("record", record);
    if (marks.origin() != null) {
      json.put("origin", marks.origin());
    }
    if (marks.textValues() != null) {
      json.put("textValues", marks.textValues());
    }
    return json;
  }
}
