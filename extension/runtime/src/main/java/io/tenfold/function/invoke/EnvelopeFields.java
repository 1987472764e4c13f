package io.tenfold.function.invoke;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tenfold.function.InvalidEnvelope;
import io.tenfold.function.json.JsonKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The fields of one record's envelope, as they come. */
final class EnvelopeFields {
  private static final int LONGEST_ORIGIN = 64;
  private static final int LONGEST_SHOWN = 40;

  private final byte[] json;
  private long index = -1;
  private byte[] record;
  private String origin;
  private boolean textValues;
  private Map<String, String> parameters = Map.of();

  /** Takes the JSON that the parser reads, which the record is cut out of. */
  EnvelopeFields(byte[] json) {
    this.json = json;
  }

  /**
   * Takes the field whose value the parser is at, and leaves the parser at that value's end.
   *
   * @throws InvalidEnvelope if an envelope has no such field, or its value is none of the field's
   */
  void take(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "index" -> index = index(parser);
      case "record" -> record = record(parser);
      case "origin" -> origin = origin(parser);
      case "textValues" -> textValues = textValues(parser);
      case "parameters" -> parameters = parameters("parameters", parser);
      default -> throw unknown(name, parser);
    }
  }

  /**
   * Returns the envelope that has these fields.
   *
   * @throws InvalidEnvelope if one is missing
   */
  Envelope envelope() {
    if (index < 0) {
      throw new InvalidEnvelope("index: is missing");
    }
    if (record == null) {
      throw new InvalidEnvelope("record: is missing");
    }
    return new Envelope(index, record, origin, textValues, parameters);
  }

  /** Returns the complaint about a field that does not belong where the parser is. */
  static InvalidEnvelope unknown(String name, JsonParser parser) {
    return new InvalidEnvelope(
        "unknown field \"" + shortened(name) + "\" at " + at(parser.currentLocation()));
  }

  /**
   * Returns the texts of the object that the parser is at, by their names.
   *
   * @param path the object's own name, for the complaint about it
   * @throws InvalidEnvelope if it is not an object of texts
   */
  static Map<String, String> parameters(String path, JsonParser parser) throws IOException {
    requireObject(path, parser);
    Map<String, String> parameters = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (token != JsonToken.VALUE_STRING) {
        throw new InvalidEnvelope(
            path + '.' + shortened(name) + ": expected a string, got " + JsonKind.of(token));
      }
      parameters.put(name, parser.getText());
    }
    return Map.copyOf(parameters);
  }

  /** Refuses whatever the parser is at if it is no object. */
  static void requireObject(String path, JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new InvalidEnvelope(
          path + ": expected an object, got " + JsonKind.of(parser.currentToken()));
    }
  }

  /** Says where that is, for people. */
  static String at(JsonLocation location) {
    return "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static long index(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_NUMBER_INT) {
      throw new InvalidEnvelope("index: expected a whole number from 0, got " + JsonKind.of(token));
    }
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER || parser.getLongValue() < 0) {
      throw new InvalidEnvelope("index: expected a whole number from 0 to " + Long.MAX_VALUE);
    }
    return parser.getLongValue();
  }

  private byte[] record(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      throw new InvalidEnvelope("record: is null");
    }
    return valueOf(parser, json);
  }

  /** Returns the bytes of the value that the parser is at, which it skips. */
  static byte[] valueOf(JsonParser parser, byte[] json) throws IOException {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    return Arrays.copyOfRange(json, from, (int) parser.currentLocation().getByteOffset());
  }

  private static String origin(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_STRING) {
      throw new InvalidEnvelope("origin: expected a string, got " + JsonKind.of(token));
    }
    String origin = parser.getText();
    boolean fits = !origin.isEmpty() && origin.length() <= LONGEST_ORIGIN;
    for (int i = 0; fits && i < origin.length(); i++) {
      fits = isOfAKey(origin.charAt(i));
    }
    if (!fits) {
      throw new InvalidEnvelope(
          "origin: expected 1 to " + LONGEST_ORIGIN + " letters, digits, - and _");
    }
    return origin;
  }

  private static boolean textValues(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (!token.isBoolean()) {
      throw new InvalidEnvelope("textValues: expected true or false, got " + JsonKind.of(token));
    }
    return token == JsonToken.VALUE_TRUE;
  }

  /** Whatever a service restricts its keys to, it allows these. */
  private static boolean isOfAKey(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '_';
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_SHOWN ? name : name.substring(0, LONGEST_SHOWN) + "…";
  }
}
