package io.tenfold.local.map.read;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.JsonBuffer;
import io.tenfold.local.json.MalformedJson;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The elements of a JSON array, or the entries of an object, each {@code {"Key", "Value"}}, which
 * is the document or stands where a pointer leads.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html">ItemReader</a>
 */
final class JsonRecords implements Records {
  /** AWS: the array must begin within the first 16 MB of the file. */
  private static final long LARGEST_PREAMBLE = 16L * 1024 * 1024;

  /** How far a document that is no array is read to say what it is instead. */
  private static final long LOOK_AHEAD = 1024 * 1024;

  private static final String RUNAWAY =
      "a record is over 32 MiB, far more than the 256 KiB a child's input may hold;"
          + " is a quote or bracket missing?";

  private final TextStream text;
  private final List<String> pointer;
  private final JsonParser parser;
  private boolean located;

  /** The end of the array or object that holds the records. */
  private JsonToken end;

  /** The entry's name, where the records are an object's entries. */
  private String key;

  JsonRecords(TextStream text, List<String> pointer) throws IOException {
    this.text = text;
    this.pointer = pointer;
    this.parser = Json.parser(text);
  }

  @Override
  public boolean advance() throws IOException {
    try {
      if (!located) {
        text.allow(LARGEST_PREAMBLE, "the array does not begin in the first 16 MB of the file");
        locate();
        located = true;
      }
      text.allow(LARGEST_RECORD, RUNAWAY);
      JsonToken next = parser.nextToken();
      if (next != end) {
        if (next == JsonToken.FIELD_NAME) {
          key = parser.currentName();
          parser.nextToken();
        }
        return true;
      }
      text.allow(Long.MAX_VALUE, "");
      finish();
      return false;
    } catch (JsonProcessingException | MalformedJson e) {
      throw JsonFaults.describe(e, parser);
    }
  }

  @Override
  public Object read() throws IOException {
    try {
      Object value = Json.readValue(parser);
      if (key == null) {
        return value;
      }
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("Key", key);
      entry.put("Value", value);
      return entry;
    } catch (JsonProcessingException | MalformedJson e) {
      throw JsonFaults.describe(e, parser);
    }
  }

  @Override
  public void copyTo(JsonBuffer to) throws IOException {
    try {
      if (key == null) {
        Json.copyValue(parser, to);
      } else {
        to.value(read());
      }
    } catch (JsonProcessingException | MalformedJson e) {
      throw JsonFaults.describe(e, parser);
    }
  }

  @Override
  public String place() {
    JsonLocation at = parser.currentTokenLocation();
    return "line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  @Override
  public void skip() throws IOException {
    try {
      JsonFaults.skipValue(parser);
    } catch (JsonProcessingException | MalformedJson e) {
      throw JsonFaults.describe(e, parser);
    }
  }

  private void locate() throws IOException {
    JsonToken token = JsonFaults.firstToken(parser);
    if (token == null) {
      throw new UnreadableText("the file is empty; an empty dataset is []");
    }
    if (token.isScalarValue()) {
      throw whatItIs(token);
    }
    StringBuilder path = new StringBuilder();
    for (String step : pointer) {
      boolean found =
          switch (parser.currentToken()) {
            case START_OBJECT -> findField(step);
            case START_ARRAY -> findElement(step);
            default -> false;
          };
      path.append('/').append(step.replace("~", "~0").replace("/", "~1"));
      if (!found) {
        throw new UnreadableText(
            "ItemsPointer leads nowhere: the document has no "
                + path
                + "; correct the pointer or the file");
      }
    }
    if (parser.currentToken().isScalarValue()) {
      throw new NotIterable(kind(parser.currentToken()), path.toString());
    }
    end =
        parser.currentToken() == JsonToken.START_ARRAY ? JsonToken.END_ARRAY : JsonToken.END_OBJECT;
  }

  /** Reads a little more of a document that begins with a text or a number, to say what it is. */
  private IOException whatItIs(JsonToken token) {
    text.allow(LOOK_AHEAD, "");
    try {
      if (parser.nextToken() != null) {
        return JsonFaults.describe(linesOfJson(), parser);
      }
    } catch (JsonProcessingException e) {
      return JsonFaults.notJson(JsonFaults.describe(e, parser));
    } catch (IOException | MalformedJson e) {
      // That it is no array is certain, and enough.
    }
    return new NotIterable(kind(token), "");
  }

  private MalformedJson linesOfJson() {
    return MalformedJson.at(
        parser,
        "this is JSON Lines: a second JSON value begins here, and InputType JSON reads one array;"
            + " name InputType JSONL");
  }

  private boolean findField(String name) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      boolean found = parser.currentName().equals(name);
      parser.nextToken();
      if (found) {
        return true;
      }
      JsonFaults.skipValue(parser);
    }
    return false;
  }

  private boolean findElement(String position) throws IOException {
    if (!position.matches("0|[1-9][0-9]{0,8}")) {
      return false;
    }
    int left = Integer.parseInt(position);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (left-- == 0) {
        return true;
      }
      JsonFaults.skipValue(parser);
    }
    return false;
  }

  /** Reads what follows the records, to know that the document is whole and the only one. */
  private void finish() throws IOException {
    while (!parser.getParsingContext().inRoot()) {
      parser.nextToken();
    }
    if (parser.nextToken() != null) {
      if (end == JsonToken.END_OBJECT) {
        throw linesOfJson();
      }
      throw MalformedJson.at(
          parser,
          "unexpected text after the end of the document; a dataset is one JSON document"
              + " (if each line is a JSON value, this is JSON Lines: name InputType JSONL)");
    }
  }

  private static String kind(JsonToken token) {
    return switch (token) {
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_NULL -> "null";
      default -> "a boolean";
    };
  }

  @Override
  public void close() throws IOException {
    parser.close();
    text.close();
  }

  /** A value that holds no records. */
  static final class NotIterable extends IOException {
    private static final long serialVersionUID = 1L;

    NotIterable(String kind, String path) {
      super(
          (path.isEmpty() ? "the document" : "what stands at " + path)
              + " is "
              + kind
              + ", and a dataset is an array of records; put the records in [ ]");
    }
  }
}
