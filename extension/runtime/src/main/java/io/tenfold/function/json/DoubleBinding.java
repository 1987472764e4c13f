package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** A number as a {@code double}, which must not become infinite. */
record DoubleBinding(boolean primitive) implements Binding {
  private static final String EXPECTED = "a number";

  DoubleBinding(Class<?> type) {
    this(type.isPrimitive());
  }

  @Override
  public Object read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> finite(parser.getDoubleValue());
      default -> throw Misfit.scalar(EXPECTED, parser);
    };
  }

  private static Double finite(double value) {
    if (!Double.isFinite(value)) {
      throw new Misfit(NumberRange.OUT_OF_RANGE, null);
    }
    return value;
  }

  @Override
  public Object readNull(JsonParser parser) {
    return Binding.noValue(primitive, EXPECTED, parser);
  }

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    json.writeNumber((Double) value);
  }
}
