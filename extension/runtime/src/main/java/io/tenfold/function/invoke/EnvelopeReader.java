package io.tenfold.function.invoke;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.tenfold.function.InvalidEnvelope;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.json.JsonKind;
import io.tenfold.function.json.RecordJson;
import java.io.IOException;
import java.util.Arrays;

/**
 * Takes an invocation's payload apart without building the record, so that an unreadable payload
 * and a record that does not fit its type are told apart.
 */
final class EnvelopeReader {
  private static final int LONGEST_ORIGIN = 64;

  private static final byte[] UTF_8_BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  // A field given twice would silently count once, and which one is nobody's decision.
  private final JsonFactory factory =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(RecordJson.MAX_NESTING).build())
          .build();

  /**
   * Returns what a payload in UTF-8 holds.
   *
   * @throws InvalidEnvelope if it is not one JSON object that holds {@code index} and {@code
   *     record}, perhaps {@code origin} and {@code textValues}, and nothing else
   * @throws RecordRejected if the record is nested too deep, or has too long a number, to be read
   */
  Envelope read(byte[] payload) {
    int start = startsWithByteOrderMark(payload) ? UTF_8_BYTE_ORDER_MARK.length : 0;
    byte[] json = start == 0 ? payload : Arrays.copyOfRange(payload, start, payload.length);
    requireUtf8(json);
    try (JsonParser parser = factory.createParser(json)) {
      return read(parser, json);
    } catch (StreamConstraintsException e) {
      throw new RecordRejected(
          "record",
          "is beyond what the function reads: "
              + RecordJson.MAX_NESTING
              + " levels of nesting, names of "
              + StreamReadConstraints.DEFAULT_MAX_NAME_LEN
              + " characters, numbers of "
              + StreamReadConstraints.DEFAULT_MAX_NUM_LEN
              + " digits");
    } catch (JsonProcessingException e) {
      throw new InvalidEnvelope(
          "not valid JSON at " + at(e.getLocation()) + ": " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new InvalidEnvelope("not readable: " + e.getMessage());
    }
  }

  private static Envelope read(JsonParser parser, byte[] json) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new InvalidEnvelope("the payload is empty; expected {\"index\": 0, \"record\": …}");
    }
    if (first != JsonToken.START_OBJECT) {
      throw new InvalidEnvelope(
          "the payload is " + JsonKind.of(first) + "; expected {\"index\": 0, \"record\": …}");
    }
    long index = -1;
    byte[] record = null;
    String origin = null;
    boolean textValues = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "index" -> index = index(parser);
        case "record" -> record = record(parser, json);
        case "origin" -> origin = origin(parser);
        case "textValues" -> textValues = textValues(parser);
        default ->
            throw new InvalidEnvelope(
                "unknown field \"" + shortened(name) + "\" at " + at(parser.currentLocation()));
      }
    }
    if (parser.nextToken() != null) {
      throw new InvalidEnvelope(
          "something follows the payload's object at " + at(parser.currentTokenLocation()));
    }
    if (index < 0) {
      throw new InvalidEnvelope("index: is missing");
    }
    if (record == null) {
      throw new InvalidEnvelope("record: is missing");
    }
    return new Envelope(index, record, origin, textValues);
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

  private static byte[] record(JsonParser parser, byte[] json) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      throw new InvalidEnvelope("record: is null");
    }
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    return Arrays.copyOfRange(json, from, (int) parser.currentLocation().getByteOffset());
  }

  private static boolean startsWithByteOrderMark(byte[] payload) {
    return payload.length >= UTF_8_BYTE_ORDER_MARK.length
        && Arrays.equals(payload, 0, UTF_8_BYTE_ORDER_MARK.length, UTF_8_BYTE_ORDER_MARK, 0, 3);
  }

  // Jackson would guess UTF-16 and UTF-32 from the first bytes; AWS and this protocol know UTF-8
  // only, and the byte offsets above rely on it.
  private static void requireUtf8(byte[] json) {
    for (int i = 0; i < Math.min(4, json.length); i++) {
      if (json[i] == 0) {
        throw new InvalidEnvelope("not valid JSON: the payload must be in UTF-8");
      }
    }
    if (json.length >= 2 && (json[0] & 0xFE) == 0xFE && (json[1] & 0xFE) == 0xFE) {
      throw new InvalidEnvelope("not valid JSON: the payload must be in UTF-8");
    }
  }

  private static String shortened(String name) {
    return name.length() <= 40 ? name : name.substring(0, 40) + "…";
  }

  private static String at(JsonLocation location) {
    return "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
