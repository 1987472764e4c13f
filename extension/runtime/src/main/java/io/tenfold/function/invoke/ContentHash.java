package io.tenfold.function.invoke;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * A hash of what a JSON value says, however it is written: Step Functions and the local engine
 * write a record anew on its way, and whoever corrects a file of records may do so with a tool that
 * sorts fields.
 *
 * <p>64 bits that anybody could make collide are enough: a key has the origin and the index beside
 * them, so that two contents only meet here if one is the other's correction.
 */
final class ContentHash {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  // What kind of value it is: "1", 1 and [1] are different contents.
  private static final int OBJECT = 1;
  private static final int ARRAY = 2;
  private static final int TEXT = 3;
  private static final int NUMBER = 4;
  private static final int LITERAL = 5;

  private ContentHash() {}

  /** Returns the hash of one JSON value in UTF-8, which has been read before. */
  static long of(JsonFactory factory, byte[] json) {
    try (JsonParser parser = factory.createParser(json)) {
      parser.nextToken();
      return value(parser);
    } catch (IOException e) {
      throw new IllegalStateException("the record can't be read again", e);
    }
  }

  private static long value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> text(TEXT, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      default -> text(LITERAL, parser.getText());
    };
  }

  /** Adds the fields up, for their order says nothing. */
  private static long object(JsonParser parser) throws IOException {
    long fields = 0;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      long name = text(TEXT, parser.currentName());
      parser.nextToken();
      fields += mixed(name * FNV_PRIME + value(parser));
    }
    return mixed(fields + OBJECT);
  }

  private static long array(JsonParser parser) throws IOException {
    long elements = ARRAY;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements = mixed(elements * FNV_PRIME + value(parser));
    }
    return mixed(elements);
  }

  private static long number(String literal) {
    try {
      return text(NUMBER, new BigDecimal(literal).stripTrailingZeros().toString());
    } catch (ArithmeticException | NumberFormatException e) {
      return text(NUMBER, literal); // An exponent that no int holds: nobody writes it anew.
    }
  }

  /**
   * FNV-1a, a character at a time. See <a href="https://www.rfc-editor.org/rfc/rfc9923.html">RFC
   * 9923</a>.
   */
  private static long text(int kind, String text) {
    long hash = (FNV_OFFSET ^ kind) * FNV_PRIME;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return mixed(hash);
  }

  /** Spreads every bit over all, or sums of similar hashes would be similar, or the same. */
  private static long mixed(long hash) {
    long bits = (hash ^ hash >>> 32) * 0xd6e8feb86659fd93L;
    bits = (bits ^ bits >>> 32) * 0xd6e8feb86659fd93L;
    return bits ^ bits >>> 32;
  }
}
