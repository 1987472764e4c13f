package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;

/** A decimal number with every digit as it was written. */
record DecimalBinding() implements Binding {

  @Override
  public Object read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> inRange(parser);
      default -> throw Misfit.of("a number", parser);
    };
  }

  private static BigDecimal inRange(JsonParser parser) throws IOException {
    BigDecimal value;
    try {
      value = parser.getDecimalValue();
    } catch (NumberFormatException beyondAnyBigDecimal) {
      throw new Misfit(NumberRange.OUT_OF_RANGE, null);
    }
    if (!NumberRange.has(value)) {
      throw new Misfit(NumberRange.OUT_OF_RANGE, null);
    }
    return value;
  }

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    json.writeNumber((BigDecimal) value);
  }
}
