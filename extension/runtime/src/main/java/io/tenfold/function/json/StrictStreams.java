package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import java.io.IOException;
import java.math.BigDecimal;

/** What databind reads from and writes to, whatever the type. */
final class StrictStreams {
  private StrictStreams() {}

  /** Refuses a field that comes twice, and decimals out of {@link NumberRange}. */
  static final class Parser extends JsonParserDelegate {
    Parser(JsonParser parser) {
      super(parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));
    }

    @Override
    public BigDecimal getDecimalValue() throws IOException {
      BigDecimal value;
      try {
        value = super.getDecimalValue();
      } catch (NumberFormatException beyondAnyBigDecimal) {
        throw outOfRange();
      }
      if (!NumberRange.has(value)) {
        throw outOfRange();
      }
      return value;
    }

    @Override
    public Number getNumberValue() throws IOException {
      requireRange();
      return super.getNumberValue();
    }

    @Override
    public Number getNumberValueExact() throws IOException {
      requireRange();
      return super.getNumberValueExact();
    }

    private void requireRange() throws IOException {
      if (currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
        getDecimalValue();
      }
    }

    private InvalidFormatException outOfRange() throws IOException {
      return InvalidFormatException.from(
          this, NumberRange.OUT_OF_RANGE, getText(), BigDecimal.class);
    }
  }

  /** Refuses numbers that JSON does not have. */
  static final class Generator extends JsonGeneratorDelegate {
    Generator(JsonGenerator json) {
      super(json, false);
    }

    @Override
    public void writeNumber(double number) throws IOException {
      if (!Double.isFinite(number)) {
        throw JsonMappingException.from(this, NumberRange.none(number));
      }
      super.writeNumber(number);
    }

    @Override
    public void writeNumber(float number) throws IOException {
      if (!Float.isFinite(number)) {
        throw JsonMappingException.from(this, NumberRange.none(number));
      }
      super.writeNumber(number);
    }

    @Override
    public void writeArray(double[] array, int offset, int length) throws IOException {
      writeStartArray(array, length);
      for (int i = offset; i < offset + length; i++) {
        writeNumber(array[i]);
      }
      writeEndArray();
    }
  }
}
