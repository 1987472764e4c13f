package io.tenfold.cli.soak;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The judge's own reading of JSON, for which a number is its digits: what the engine reads with
 * would share the engine's faults.
 */
final class Document {
  private final JsonFactory factory =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(100_000)
                  .maxNestingDepth(10_000)
                  .build())
          .build();

  /** A number as its significant digits and a power of ten, so that 1.10 is 11e-1. */
  record Digits(String digits, BigInteger exponent) {
    private static Digits of(String text) {
      String lower = text.toLowerCase(java.util.Locale.ROOT);
      int e = lower.indexOf('e');
      String mantissa = e < 0 ? lower : lower.substring(0, e);
      BigInteger exponent =
          e < 0 ? BigInteger.ZERO : new BigInteger(lower.substring(e + 1).replace("+", ""));
      boolean negative = mantissa.startsWith("-");
      String unsigned = negative ? mantissa.substring(1) : mantissa;
      int point = unsigned.indexOf('.');
      if (point >= 0) {
        exponent = exponent.subtract(BigInteger.valueOf(unsigned.length() - point - 1L));
        unsigned = unsigned.substring(0, point) + unsigned.substring(point + 1);
      }
      String digits = unsigned.replaceFirst("^0+", "");
      String stripped = digits.replaceFirst("0+$", "");
      exponent = exponent.add(BigInteger.valueOf(digits.length() - (long) stripped.length()));
      return stripped.isEmpty()
          ? new Digits("0", BigInteger.ZERO)
          : new Digits((negative ? "-" : "") + stripped, exponent);
    }
  }

  /** Reads a document: maps, lists, texts, booleans, null, and {@link Digits}. */
  Object read(byte[] utf8) throws IOException {
    try (JsonParser parser = factory.createParser(utf8)) {
      return whole(parser);
    }
  }

  /** Reads a document as the other does. */
  Object read(String text) throws IOException {
    try (JsonParser parser = factory.createParser(text)) {
      return whole(parser);
    }
  }

  private static Object whole(JsonParser parser) throws IOException {
    parser.nextToken();
    Object value = value(parser);
    if (parser.nextToken() != null) {
      throw new IOException("There is more after the document");
    }
    return value;
  }

  private static Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IOException("The document is empty");
    }
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          object.put(name, value(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser));
        }
        yield array;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Digits.of(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IOException("Unexpected " + token);
    };
  }

  /** Returns a number of a document as a long, or -1 for what is none. */
  static long number(Object value) {
    if (value instanceof Digits digits && digits.exponent().bitLength() < 8) {
      int exponent = digits.exponent().intValue();
      return exponent < 0
          ? -1
          : new BigInteger(digits.digits()).multiply(BigInteger.TEN.pow(exponent)).longValue();
    }
    return -1;
  }
}
