package io.tenfold.local.map.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.JsonBuffer;
import io.tenfold.local.json.MalformedJson;
import java.io.IOException;

/**
 * The lines of JSON Lines text, each one JSON value; blank lines are no records, a line may end in
 * CRLF, and the last one need not end.
 *
 * @see <a href="https://jsonlines.org/">JSON Lines</a>
 */
final class JsonlRecords implements Records {
  private static final String IS_JSON =
      "this is JSON: one array, where JSON Lines has a record per line; name InputType JSON";

  private final TextStream text;
  // One parser for all lines: one for each would rebuild its table of names every time.
  private final JsonParser parser;
  private int line;
  // Whether the record at hand is the first and an array, as of a file that is JSON.
  private boolean firstIsArray;

  JsonlRecords(TextStream text) throws IOException {
    this.text = text;
    this.parser = Json.parser(text);
  }

  @Override
  public boolean advance() throws IOException {
    text.allow(
        LARGEST_RECORD,
        "the record after line " + line + " is over 32 MiB; JSON Lines has one record per line");
    try {
      JsonToken token = line == 0 ? JsonFaults.firstToken(parser) : parser.nextToken();
      if (token == null) {
        return false;
      }
      firstIsArray = line == 0 && token == JsonToken.START_ARRAY;
      if (firstIsArray) {
        text.allow(LARGEST_RECORD, IS_JSON + "; the array is over 32 MiB");
      }
      int begin = parser.currentTokenLocation().getLineNr();
      if (begin == line) {
        throw MalformedJson.at(
            parser, "unexpected text after the line's JSON value; give each record its own line");
      }
      line = begin;
      return true;
    } catch (JsonProcessingException | MalformedJson e) {
      throw JsonFaults.describe(e, parser);
    }
  }

  @Override
  public Object read() throws IOException {
    try {
      Object value = Json.readValue(parser);
      requireSameLine();
      return value;
    } catch (JsonProcessingException | MalformedJson e) {
      throw describe(e);
    }
  }

  @Override
  public void copyTo(JsonBuffer to) throws IOException {
    try {
      Json.copyValue(parser, to);
      requireSameLine();
    } catch (JsonProcessingException | MalformedJson e) {
      throw describe(e);
    }
  }

  @Override
  public String place() {
    return "line " + line;
  }

  @Override
  public void skip() throws IOException {
    try {
      JsonFaults.skipValue(parser);
      requireSameLine();
    } catch (JsonProcessingException | MalformedJson e) {
      throw describe(e);
    }
  }

  /** A record that does not end in its line is wrong there, and found to be in a later one. */
  private UnreadableText describe(Exception e) {
    UnreadableText fault = JsonFaults.describe(e, parser);
    return e instanceof JsonProcessingException
            && !firstIsArray
            && parser.currentLocation().getLineNr() != line
        ? new UnreadableText(
            fault.getMessage() + "; the record of line " + line + " does not end in that line",
            fault.getCause())
        : fault;
  }

  private void requireSameLine() {
    if (parser.currentTokenLocation().getLineNr() != line) {
      throw MalformedJson.at(
          parser,
          firstIsArray
              ? IS_JSON
              : "the record that begins at line "
                  + line
                  + " ends here; put each on one line, or name InputType JSON for an array");
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
    text.close();
  }
}
