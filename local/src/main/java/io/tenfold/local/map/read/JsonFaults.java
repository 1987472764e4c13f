package io.tenfold.local.map.read;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.io.IOException;

/** Puts a parser's complaints into words with their line and column. */
final class JsonFaults {
  private static final String UNRECOGNIZED = "Unrecognized token '";

  private JsonFaults() {}

  /** Moves to a file's first token, null at its end; fails if the file does not begin like JSON. */
  static JsonToken firstToken(JsonParser parser) throws IOException {
    try {
      return parser.nextToken();
    } catch (JsonProcessingException e) {
      throw notJson(describe(e, parser));
    }
  }

  /** Makes a fault at a file's beginning one that says so. */
  static UnreadableText notJson(UnreadableText fault) {
    return new UnreadableText(
        fault.getMessage()
            + "; this does not begin like JSON: if it is delimited text, name InputType CSV",
        fault.getCause());
  }

  /** Passes the value at the parser's current token, without building it. */
  static void skipValue(JsonParser parser) throws IOException {
    int depth = 0;
    JsonToken token = parser.currentToken();
    while (true) {
      if (token == null) {
        throw new UnreadableText("the file ends within a value");
      }
      if (token.isNumeric()) {
        Json.checkNumber(parser);
      } else if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      }
      if (depth == 0) {
        // A string is at hand before its end was read.
        parser.finishToken();
        return;
      }
      token = parser.nextToken();
    }
  }

  /**
   * Describes a fault with its line and column.
   *
   * @param problem a {@link JsonProcessingException} or {@link MalformedJson}
   */
  static UnreadableText describe(Exception problem, JsonParser parser) {
    if (problem instanceof MalformedJson malformed) {
      String plain = malformed.getMessage().replaceFirst("^line \\d+, column \\d+: ", "");
      return at(malformed.line(), malformed.column(), plain, problem);
    }
    JsonProcessingException json = (JsonProcessingException) problem;
    JsonLocation at = json.getLocation();
    if (at == null || at.getLineNr() < 0) {
      at = parser.currentLocation();
    }
    String message = json.getOriginalMessage().replaceAll("\\s+at \\[Source.*", "");
    int column = at.getColumnNr();
    if (json instanceof JsonEOFException) {
      message = "the text ends too early: " + message;
    } else if (message.startsWith(UNRECOGNIZED)) {
      // Jackson reports the place after the token; people look for where it begins.
      column -= message.indexOf('\'', UNRECOGNIZED.length()) - UNRECOGNIZED.length() + 1;
    } else if (message.contains("nesting depth")) {
      message = "nested more than 1,000 levels deep";
    } else if (message.startsWith("Number value length")) {
      message = "a number of more than 1,000 digits";
    }
    return at(at.getLineNr(), Math.max(column, 1), message, problem);
  }

  private static UnreadableText at(long line, long column, String message, Exception cause) {
    return new UnreadableText("line " + line + ", column " + column + ": " + message, cause);
  }
}
