package io.tenfold.local.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** Amounts with fewer digits before the point are written with as many decimals as they need. */
  private static final int LONGEST_AMOUNT = 6;

  /** Whole numbers below this are those a double holds exactly and a long too. */
  private static final double LARGEST_EXACT_INTEGER = 1e15;

  /** JavaScript, and with it JSONata, writes numbers from this on without an exponent … */
  private static final double SMALLEST_PLAIN = 1e-6;

  /** … up to this, where Java does so for those from 1e-3 to 1e7 only. */
  private static final double LARGEST_PLAIN = 1e21;

  // A record may be as large as Step Functions allows in one string; the depth limit keeps a
  // hostile document from exhausting the stack. Names are not interned: records may well have ids
  // for field names, and interning millions of those takes most of the time.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Else 😀 takes twelve bytes of the 256 KiB that a payload may have, instead of four.
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
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

  private static Object readDocument(JsonParser parser) throws IOException {
    if (parser.nextToken() == null) {
      throw new MalformedJson("the document is empty", 1, 1);
    }
    Object value = readValue(parser);
    if (parser.nextToken() != null) {
      throw MalformedJson.at(parser, "unexpected text after the JSON value");
    }
    return value;
  }

  /** Reads the value that begins at the parser's current token and leaves the parser at its end. */
  public static Object readValue(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          object.put(name, readValue(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(readValue(parser));
        }
        yield array;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> decimal(parser);
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

  /** Tells whether a double stands for the number of a text, to the last digit and the sign. */
  private static boolean isExactly(String text, double value) {
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

  /** Writes a value as compact JSON text. */
  public static String write(Object value) {
    return new String(writeBytes(value), StandardCharsets.UTF_8);
  }

  /** Writes a value as compact JSON in UTF-8. */
  public static byte[] writeBytes(Object value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      writeValue(generator, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * Returns an array whose objects keep their JSON, where they are on their way through many
   * states; other values stay as they are.
   */
  public static List<Object> written(List<?> array) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    List<Integer> ends = new ArrayList<>(array.size());
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      generator.writeStartArray();
      for (Object element : array) {
        writeValue(generator, element);
        generator.flush();
        ends.add(out.size());
      }
      generator.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] json = out.toByteArray();
    List<Object> written = new ArrayList<>(array.size());
    int start = 1; // after the bracket, and then after a comma each
    for (Object element : array) {
      int end = ends.get(written.size());
      written.add(WrittenObject.of(element, Arrays.copyOfRange(json, start, end)));
      start = end + 1;
    }
    return written;
  }

  /** Returns a generator that writes compact JSON in UTF-8, its values one after another. */
  public static JsonGenerator generator(OutputStream out) {
    try {
      return FACTORY.createGenerator(out).setRootValueSeparator(new SerializedString(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written yet
    }
  }

  /** Opens a parser over a text. */
  public static JsonParser parser(String text) throws IOException {
    return FACTORY.createParser(text);
  }

  /** Writes a value as JSON in UTF-8, indented for people. */
  public static byte[] writePretty(Object value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      generator.useDefaultPrettyPrinter();
      writeValue(generator, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * Writes a value with a generator.
   *
   * @throws IllegalArgumentException if the value, or one within it, has no JSON form
   */
  public static void writeValue(JsonGenerator generator, Object value) throws IOException {
    if (value == null) {
      generator.writeNull();
    } else if (value instanceof String text) {
      writeText(generator, text, generator::writeString);
    } else if (value instanceof WrittenObject written
        && generator.getOutputTarget() instanceof OutputStream out) {
      generator.writeRawValue(""); // what stands between it and the value before it
      generator.flush();
      written.writeTo(out);
    } else if (value instanceof Map<?, ?> object) {
      generator.writeStartObject();
      for (Map.Entry<?, ?> entry : object.entrySet()) {
        writeText(generator, String.valueOf(entry.getKey()), generator::writeFieldName);
        writeValue(generator, entry.getValue());
      }
      generator.writeEndObject();
    } else if (value instanceof Iterable<?> array) {
      generator.writeStartArray();
      for (Object element : array) {
        writeValue(generator, element);
      }
      generator.writeEndArray();
    } else if (value instanceof Number number) {
      writeNumber(generator, number);
    } else if (value instanceof Boolean flag) {
      generator.writeBoolean(flag);
    } else if (value instanceof SerializedString text) {
      generator.writeString(text);
    } else {
      throw new IllegalArgumentException(
          "A " + value.getClass().getSimpleName() + " has no JSON form");
    }
  }

  /**
   * Writes the value that begins at the parser's current token as {@link #readValue} and {@link
   * #writeValue} do, but without making it, so that a name which comes twice is there twice; leaves
   * the parser at its end.
   */
  public static void copyValue(JsonParser parser, JsonGenerator generator) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        generator.writeStartObject();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          writeText(generator, parser.currentName(), generator::writeFieldName);
          parser.nextToken();
          copyValue(parser, generator);
        }
        generator.writeEndObject();
      }
      case START_ARRAY -> {
        generator.writeStartArray();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          copyValue(parser, generator);
        }
        generator.writeEndArray();
      }
      case VALUE_STRING -> {
        char[] chars = parser.getTextCharacters();
        int from = parser.getTextOffset();
        int length = parser.getTextLength();
        if (isWithoutSurrogates(chars, from, length)) {
          generator.writeString(chars, from, length);
        } else {
          writeText(generator, parser.getText(), generator::writeString);
        }
      }
      case VALUE_NUMBER_FLOAT -> {
        if (isAmount(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())) {
          generator.writeNumber(
              parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        } else {
          writeNumber(generator, decimal(parser));
        }
      }
      default -> writeValue(generator, readValue(parser));
    }
  }

  private static boolean isWithoutSurrogates(char[] text, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (Character.isSurrogate(text[i])) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether a decimal is written as {@link #amount} writes it. */
  private static boolean isAmount(char[] text, int from, int length) {
    int end = from + length;
    int point = from;
    while (point < end && text[point] >= '0' && text[point] <= '9') {
      point++;
    }
    int decimals = end - point - 1;
    return point > from
        && point - from <= LONGEST_AMOUNT
        && point < end
        && text[point] == '.'
        && (decimals == 1 || decimals == 2)
        && text[end - 1] >= '1'
        && text[end - 1] <= '9'
        && text[point + 1] >= '0'
        && text[point + 1] <= '9';
  }

  @FunctionalInterface
  private interface TextWriter {
    void write(String text) throws IOException;
  }

  private static void writeText(JsonGenerator generator, String text, TextWriter writer)
      throws IOException {
    if (isUnpaired(text)) {
      // UTF-8 has no form for half of a surrogate pair, which JSON text may well hold as an escape:
      // a record must not be lost for it, so this text's surrogates are written as escapes.
      generator.disable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
      writer.write(text);
      generator.enable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
    } else {
      writer.write(text);
    }
  }

  private static boolean isUnpaired(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private static void writeNumber(JsonGenerator generator, Number number) throws IOException {
    if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
      generator.writeNumber(number.intValue());
    } else if (number instanceof Long) {
      generator.writeNumber(number.longValue());
    } else if (number instanceof NumberLiteral literal) {
      generator.writeNumber(literal.toString());
    } else if (number instanceof BigDecimal decimal) {
      generator.writeNumber(decimal);
    } else if (number instanceof BigInteger integer) {
      generator.writeNumber(integer);
    } else {
      double value = number.doubleValue();
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(value + " has no JSON form");
      }
      generator.writeNumber(canonical(value));
    }
  }

  /** Returns how many characters a number takes, as it is written. */
  public static int length(Number number) {
    // As writeNumber, without a generator for each of a payload's numbers.
    return number instanceof NumberLiteral || number instanceof BigInteger
        ? number.toString().length()
        : number instanceof Double value && Double.isFinite(value)
            ? canonical(value).length()
            : writeBytes(number).length;
  }

  /** Returns a finite double as JavaScript, and with it JSONata, writes it. */
  private static String canonical(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < LARGEST_EXACT_INTEGER) {
      return Long.toString((long) value);
    }
    if (size >= 1e-2 && size < 1e7) {
      long hundredths = Math.round(size * 100);
      if (hundredths / 100.0 == size) {
        return amount(value < 0, hundredths);
      }
    }
    if (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN && !(size >= 1e-3 && size < 1e7)) {
      return new BigDecimal(NumberOutput.toString(value, true))
          .stripTrailingZeros()
          .toPlainString();
    }
    return NumberOutput.toString(value, true);
  }

  /**
   * Returns a number with one or two decimals, as most amounts have them. No shorter decimal stands
   * for the same double, for up to fifteen digits tell doubles apart.
   */
  private static String amount(boolean negative, long hundredths) {
    long tenths = hundredths / 10;
    boolean one = tenths * 10 == hundredths;
    long fraction = one ? tenths % 10 : hundredths % 100;
    return (negative ? "-" : "")
        + hundredths / 100
        + (one || fraction >= 10 ? "." : ".0")
        + fraction;
  }

  static String messageOf(IOException e) {
    return e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
  }
}
