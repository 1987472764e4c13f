package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.util.stream.Stream;

/** How the values of one Java type are read from JSON and written to it. */
interface Binding {

  /**
   * Reads the value that starts at the parser's token, which is not null, and stays at its last.
   *
   * @throws Misfit if it is no such value
   */
  Object read(JsonParser parser) throws IOException;

  /** Writes a value, which is not null. */
  void write(JsonGenerator json, Object value) throws IOException;

  /**
   * Returns what JSON's null stands for, or a missing field, where the parser is at the object's
   * end or null; a primitive type throws.
   */
  default Object readNull(JsonParser parser) throws IOException {
    return null;
  }

  /** Returns null, unless the type is primitive and has none. */
  static Object noValue(boolean primitive, String expected, JsonParser parser) throws IOException {
    if (primitive) {
      throw Misfit.of(expected, parser);
    }
    return null;
  }

  /** Returns the constructors and methods that this calls by reflection. */
  default Stream<Executable> executables() {
    return Stream.empty();
  }

  /** Reads a value that may be null. */
  default Object readNullable(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL ? readNull(parser) : read(parser);
  }

  /** Writes a value that may be null. */
  default void writeNullable(JsonGenerator json, Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else {
      write(json, value);
    }
  }
}
