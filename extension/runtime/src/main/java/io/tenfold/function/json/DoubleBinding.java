package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/**
 * A number as a {@code double} or a {@code float}, which must not become infinite, nor be written
 * where it is.
 */
record DoubleBinding(boolean primitive, boolean single) implements Binding {
  private static final String EXPECTED = "a number";

  DoubleBinding(Class<?> type) {
    this(type.isPrimitive(), type == float.class || type == Float.class);
  }

  @Override
  public Object read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> finite(parser);
      default -> throw Misfit.of(EXPECTED, parser);
    };
  }

  private Number finite(JsonParser parser) throws IOException {
    Number value = single ? (Number) parser.getFloatValue() : (Number) parser.getDoubleValue();
    if (!Double.isFinite(value.doubleValue())) {
      throw new Misfit(NumberRange.OUT_OF_RANGE, null);
    }
    return value;
  }

  @Override
  public Object readNull(JsonParser parser) throws IOException {
    return Binding.noValue(primitive, EXPECTED, parser);
  }

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    double number = ((Number) value).doubleValue();
    if (!Double.isFinite(number)) {
      throw new Misfit(NumberRange.none(number), null);
    }
    if (single) {
      json.writeNumber((Float) value);
    } else {
      json.writeNumber(number);
    }
  }
}
