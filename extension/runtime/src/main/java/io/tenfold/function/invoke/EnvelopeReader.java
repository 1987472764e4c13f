package io.tenfold.function.invoke;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.tenfold.function.InvalidEnvelope;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.json.JsonKind;
import io.tenfold.function.json.RecordJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Takes an invocation's payload apart without building its records, so that an unreadable payload
 * and a record that does not fit its type are told apart.
 */
final class EnvelopeReader {
  private static final byte[] UTF_8_BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final String ITEMS = "Items";

  private final JsonFactory factory =
      factory(StreamReadConstraints.builder().maxNestingDepth(RecordJson.MAX_NESTING).build());

  /**
   * Returns what a payload in UTF-8 holds: several records if it has {@code Items} or {@code
   * BatchInput}, or else one.
   *
   * @throws InvalidEnvelope if it is not one JSON object that holds {@code index} and {@code
   *     record}, perhaps {@code origin}, {@code textValues} and {@code parameters}, and nothing
   *     else; nor one that holds an array of these, {@code Items}, perhaps {@code BatchInput}, and
   *     nothing else
   * @throws RecordRejected if the one record is nested too deep, or has too long a number, to be
   *     read; of several, it is {@link Envelope#record missing} alone
   */
  Payload read(byte[] payload) {
    int start = startsWithByteOrderMark(payload) ? UTF_8_BYTE_ORDER_MARK.length : 0;
    byte[] json = start == 0 ? payload : Arrays.copyOfRange(payload, start, payload.length);
    requireUtf8(json);
    try (JsonParser parser = factory.createParser(json)) {
      return readWithinLimits(parser, json);
    } catch (JsonProcessingException e) {
      throw new InvalidEnvelope(
          "not valid JSON at "
              + EnvelopeFields.at(e.getLocation())
              + ": "
              + e.getOriginalMessage());
    } catch (IOException e) {
      throw new InvalidEnvelope("not readable: " + e.getMessage());
    }
  }

  /** Returns the verdict on a record that is beyond what the function reads. */
  static RecordRejected beyondLimits() {
    return new RecordRejected(
        "record",
        "is beyond what the function reads: "
            + RecordJson.MAX_NESTING
            + " levels of nesting, names of "
            + StreamReadConstraints.DEFAULT_MAX_NAME_LEN
            + " characters, numbers of "
            + StreamReadConstraints.DEFAULT_MAX_NUM_LEN
            + " digits");
  }

  private Payload readWithinLimits(JsonParser parser, byte[] json) throws IOException {
    try {
      return read(parser, json, null);
    } catch (StreamConstraintsException e) {
      if (!isWithinItems(parser.getParsingContext())) {
        throw beyondLimits();
      }
    }
    // The parser can't go on behind that record, and its neighbours have done nothing wrong.
    JsonFactory unlimited =
        factory(
            StreamReadConstraints.builder()
                .maxNestingDepth(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE)
                .build());
    try (JsonParser again = unlimited.createParser(json)) {
      return read(again, json, unlimited);
    }
  }

  private static boolean isWithinItems(JsonStreamContext innermost) {
    String name = null;
    for (JsonStreamContext context = innermost;
        context != null && !context.inRoot();
        context = context.getParent()) {
      name = context.getCurrentName();
    }
    return ITEMS.equals(name);
  }

  /**
   * Reads a payload; {@code unlimited} is null where a record beyond the limits ends the reading.
   */
  private Payload read(JsonParser parser, byte[] json, JsonFactory unlimited) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new InvalidEnvelope("the payload is empty; expected {\"index\": 0, \"record\": …}");
    }
    if (first != JsonToken.START_OBJECT) {
      throw new InvalidEnvelope(
          "the payload is " + JsonKind.of(first) + "; expected {\"index\": 0, \"record\": …}");
    }
    EnvelopeFields fields = new EnvelopeFields(json);
    String ofOneRecord = null;
    List<Envelope> items = null;
    Map<String, String> input = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case ITEMS -> items = items(parser, json, unlimited);
        case "BatchInput" -> input = batchInput(parser);
        default -> {
          fields.take(name, parser);
          ofOneRecord = name;
        }
      }
    }
    if (parser.nextToken() != null) {
      throw new InvalidEnvelope(
          "something follows the payload's object at "
              + EnvelopeFields.at(parser.currentTokenLocation()));
    }
    if (items == null && input == null) {
      return fields.envelope();
    }
    if (ofOneRecord != null) {
      throw new InvalidEnvelope(
          ofOneRecord + ": belongs into one of the Items, not beside Items or BatchInput");
    }
    return batch(items, input);
  }

  private static BatchEnvelope batch(List<Envelope> items, Map<String, String> input) {
    if (items == null) {
      throw new InvalidEnvelope("Items: is missing");
    }
    if (input == null) {
      return new BatchEnvelope(items, Map.of());
    }
    for (int i = 0; !input.isEmpty() && i < items.size(); i++) {
      if (!items.get(i).parameters().isEmpty()) {
        throw new InvalidEnvelope("Items[" + i + "]: parameters: BatchInput has them already");
      }
    }
    return new BatchEnvelope(items, input);
  }

  private static Map<String, String> batchInput(JsonParser parser) throws IOException {
    EnvelopeFields.requireObject("BatchInput", parser);
    Map<String, String> parameters = Map.of();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (!name.equals("parameters")) {
        throw EnvelopeFields.unknown(name, parser);
      }
      parameters = EnvelopeFields.parameters("BatchInput.parameters", parser);
    }
    return parameters;
  }

  private List<Envelope> items(JsonParser parser, byte[] json, JsonFactory unlimited)
      throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new InvalidEnvelope(
          "Items: expected an array, got " + JsonKind.of(parser.currentToken()));
    }
    List<Envelope> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      try {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
          throw new InvalidEnvelope(
              "expected an object, got " + JsonKind.of(parser.currentToken()));
        }
        items.add(
            unlimited == null
                ? item(parser, json)
                : item(EnvelopeFields.valueOf(parser, json), unlimited));
      } catch (InvalidEnvelope e) {
        throw new InvalidEnvelope("Items[" + items.size() + "]: " + e.getMessage());
      }
    }
    return items;
  }

  private static Envelope item(JsonParser parser, byte[] json) throws IOException {
    EnvelopeFields fields = new EnvelopeFields(json);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      fields.take(name, parser);
    }
    return fields.envelope();
  }

  /** Reads an item by itself, with the limits of a payload of its own. */
  private Envelope item(byte[] json, JsonFactory unlimited) throws IOException {
    try (JsonParser parser = factory.createParser(json)) {
      parser.nextToken();
      return item(parser, json);
    } catch (StreamConstraintsException e) {
      try (JsonParser parser = unlimited.createParser(json)) {
        parser.nextToken();
        return item(parser, json).withoutRecord();
      }
    }
  }

  // A field given twice would silently count once, and which one is nobody's decision.
  private static JsonFactory factory(StreamReadConstraints limits) {
    return new JsonFactoryBuilder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .streamReadConstraints(limits)
        .build();
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
}
