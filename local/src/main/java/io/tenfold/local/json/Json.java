package io.tenfold.local.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON documents as plain Java values: {@code Map<String, Object>} in document order, {@code
 * List<Object>}, {@code String}, {@code Boolean}, {@code null}, and for numbers {@code Integer},
 * {@code Long}, {@code BigInteger}, {@code Double} or, where a double would lose digits, {@link
 * NumberLiteral}.
 */
public final class Json {
  private static final int LONGEST_NUMBER = 1_000;

  // A record may be as large as Step Functions allows in one string; the depth limit keeps a
  // hostile document from exhausting the stack. Names are not interned: records may well have ids
  // for field names, and interning millions of those takes most of the time.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1_000)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(1 << 20)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .build();

  private Json() {}

  /** Opens a parser over a stream of UTF-8 (or UTF-16/32 by its byte order mark). */
  public static JsonParser parser(InputStream in) throws IOException {
    return FACTORY.createParser(in);
  }

  /**
   * Reads a whole document.
   *
   * @throws MalformedJson if the text is not one JSON value
   */
  public static Object parse(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      return readDocument(parser);
    } catch (IOException e) {
      throw MalformedJson.of(e);
    }
  }

  /**
   * Reads a whole document in UTF-8.
   *
   * @throws MalformedJson if the bytes are not one JSON value
   */
  public static Object parse(byte[] utf8) {
    try (JsonParser parser = FACTORY.createParser(utf8)) {
      return readDocument(parser);
    } catch (IOException e) {
      throw MalformedJson.of(e);
    }
  }

  /**
   * As {@link #parse(String)}, with each decimal in the form that it has there: one that is written
   * otherwise, such as {@code 0.0}, {@code 1.50} or {@code 1e2}, is a {@link NumberLiteral}.
   */
  public static Object parseAsWritten(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      return NumberForms.noted(readDocument(parser, true));
    } catch (IOException e) {
      throw MalformedJson.of(e);
    }
  }

  private static Object readDocument(JsonParser parser) throws IOException {
    return readDocument(parser, false);
  }

  private static Object readDocument(JsonParser parser, boolean asWritten) throws IOException {
    if (parser.nextToken() == null) {
      throw new MalformedJson("the document is empty", 1, 1);
    }
    Object value = readValue(parser, asWritten);
    if (parser.nextToken() != null) {
      throw MalformedJson.at(parser, "unexpected text after the JSON value");
    }
    return value;
  }

  /** Reads the value that begins at the parser's current token and leaves the parser at its end. */
  public static Object readValue(JsonParser parser) throws IOException {
    return readValue(parser, false);
  }

  private static Object readValue(JsonParser parser, boolean asWritten) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          object.put(name, readValue(parser, asWritten));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(readValue(parser, asWritten));
        }
        yield array;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> asWritten ? decimalAsWritten(parser) : decimal(parser);
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      default -> throw MalformedJson.at(parser, "expected a JSON value but found " + token);
    };
  }

  /**
   * Refuses a number that is too long to be read; whoever passes over numbers calls it, too.
   *
   * @throws MalformedJson for more than 1,000 characters
   */
  public static void checkNumber(JsonParser parser) throws IOException {
    if (parser.getTextLength() > LONGEST_NUMBER) {
      throw MalformedJson.at(parser, "a number of more than 1,000 digits");
    }
  }

  private static Number integer(JsonParser parser) throws IOException {
    checkNumber(parser);
    Number value = parser.getNumberValue();
    return value instanceof Integer zero && zero == 0 && parser.getTextLength() > 1
        ? new NumberLiteral(parser.getText()) // -0
        : value;
  }

  private static Number decimal(JsonParser parser) throws IOException {
    checkNumber(parser);
    double value = parser.getDoubleValue();
    // Fifteen significant digits always survive a normal double; other numbers need the comparison.
    if (parser.getTextLength() <= 15
        && Double.isFinite(value)
        && Math.abs(value) >= Double.MIN_NORMAL) {
      return value;
    }
    String text = parser.getText();
    return isExactly(text, value) ? value : new NumberLiteral(text);
  }

  private static Number decimalAsWritten(JsonParser parser) throws IOException {
    Number value = decimal(parser);
    String text = parser.getText();
    return write(value).equals(text) ? value : new NumberLiteral(text);
  }

  /** Tells whether a double stands for the number of a text, to the last digit and the sign. */
  static boolean isExactly(String text, double value) {
    if (!Double.isFinite(value) || value == 0 && text.charAt(0) == '-') {
      return false;
    }
    try {
      return new BigDecimal(NumberOutput.toString(value, true)).compareTo(new BigDecimal(text))
          == 0;
    } catch (NumberFormatException e) {
      return false; // JSON bounds no exponent, and BigDecimal takes none beyond an int
    }
  }

  /**
   * Writes a value as compact JSON text.
   *
   * @throws IllegalArgumentException if the value, or one within it, has no JSON form
   */
  public static String write(Object value) {
    return new String(writeBytes(value), StandardCharsets.UTF_8);
  }

  /** As {@link #write(Object)}, in UTF-8. */
  public static byte[] writeBytes(Object value) {
    return new JsonBuffer(512).value(value).toBytes();
  }

  /**
   * Returns an array whose objects keep their JSON, where they are on their way through many
   * states; other values stay as they are.
   */
  public static List<Object> written(List<?> array) {
    JsonBuffer json = new JsonBuffer(512);
    List<Object> written = new ArrayList<>(array.size());
    for (Object element : array) {
      json.cut(0);
      written.add(
          element instanceof Map
              ? WrittenObject.of(element, json.value(element).toBytes())
              : element);
    }
    return written;
  }

  /** As {@link #writeBytes(Object)}, indented for people. */
  public static byte[] writePretty(Object value) {
    return new JsonBuffer(512).indented(value, "\n").toBytes();
  }

  /** Opens a parser over a text. */
  public static JsonParser parser(String text) throws IOException {
    return FACTORY.createParser(text);
  }

  /**
   * Writes the value that begins at the parser's current token as {@link #readValue} and {@link
   * JsonBuffer#value} do, but without making it, so that a name which comes twice is there twice;
   * leaves the parser at its end.
   */
  public static void copyValue(JsonParser parser, JsonBuffer to) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        char before = '{';
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          to.raw(before).string(parser.currentName()).raw(':');
          parser.nextToken();
          copyValue(parser, to);
          before = ',';
        }
        to.raw(before == '{' ? "{}" : "}");
      }
      case START_ARRAY -> {
        char before = '[';
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          to.raw(before);
          copyValue(parser, to);
          before = ',';
        }
        to.raw(before == '[' ? "[]" : "]");
      }
      case VALUE_STRING ->
          to.string(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      case VALUE_NUMBER_FLOAT -> {
        if (!to.copyAmount(
            parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())) {
          to.number(decimal(parser));
        }
      }
      default -> to.value(readValue(parser));
    }
  }

  /** Returns how many characters a number takes, as it is written. */
  public static int length(Number number) {
    return new JsonBuffer(32).number(number).length();
  }

  static String messageOf(IOException e) {
    return e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
  }
}
