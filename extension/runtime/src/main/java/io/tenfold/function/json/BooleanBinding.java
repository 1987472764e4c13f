package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** {@code true} or {@code false}. */
record BooleanBinding(boolean primitive) implements Binding {
  private static final String EXPECTED = "true or false";

  BooleanBinding(Class<?> type) {
    this(type.isPrimitive());
  }

  @Override
  public Object read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      default -> throw Misfit.of(EXPECTED, parser);
    };
  }

  @Override
  public Object readNull(JsonParser parser) throws IOException {
    return Binding.noValue(primitive, EXPECTED, parser);
  }

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    json.writeBoolean((Boolean) value);
  }
}
