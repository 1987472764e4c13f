package io.tenfold.local.asl;

import com.fasterxml.jackson.core.JsonParser;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads a definition's text, in which no object may have two fields of one name. */
final class DefinitionJson {
  private DefinitionJson() {}

  /**
   * Returns the JSON value.
   *
   * @throws MalformedJson if the text is not one JSON value, or a name stands twice in an object,
   *     of which the second would hide the first
   */
  static Object parse(String text) {
    try (JsonParser parser =
        Json.parser(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
      parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      if (parser.nextToken() == null) {
        throw new MalformedJson("the document is empty", 1, 1);
      }
      Object value = Json.readValue(parser);
      if (parser.nextToken() != null) {
        throw MalformedJson.at(parser, "unexpected text after the JSON value");
      }
      return value;
    } catch (IOException e) {
      throw MalformedJson.of(e);
    }
  }
}
