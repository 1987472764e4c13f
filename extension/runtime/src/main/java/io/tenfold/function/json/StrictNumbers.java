package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.NumberDeserializers;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigDecimal;

/** Jackson's reading of numbers, without the values that only look like numbers. */
final class StrictNumbers {
  private StrictNumbers() {}

  /** Refuses decimals with an exponent beyond ±1,000, and doubles that would become infinite. */
  static SimpleModule module() {
    return new SimpleModule("tenfold-strict-numbers")
        .addDeserializer(BigDecimal.class, new Decimal())
        .addDeserializer(double.class, new FiniteDouble(double.class))
        .addDeserializer(Double.class, new FiniteDouble(Double.class));
  }

  private static final class Decimal extends StdScalarDeserializer<BigDecimal> {
    private static final long serialVersionUID = 1L;

    Decimal() {
      super(BigDecimal.class);
    }

    @Override
    public BigDecimal deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      BigDecimal value;
      try {
        value = NumberDeserializers.BigDecimalDeserializer.instance.deserialize(parser, context);
      } catch (NumberFormatException beyondAnyBigDecimal) {
        throw outOfRange(parser, parser.getText(), BigDecimal.class);
      }
      if (value != null && Math.abs((long) value.scale()) > NumberRange.LARGEST_EXPONENT) {
        throw outOfRange(parser, value, BigDecimal.class);
      }
      return value;
    }
  }

  private static final class FiniteDouble extends StdScalarDeserializer<Double> {
    private static final long serialVersionUID = 1L;
    private final transient NumberDeserializers.DoubleDeserializer delegate;

    FiniteDouble(Class<Double> type) {
      super(type);
      delegate = new NumberDeserializers.DoubleDeserializer(type, type.isPrimitive() ? 0.0 : null);
    }

    @Override
    public Double deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      Double value = delegate.deserialize(parser, context);
      if (value != null && !Double.isFinite(value)) {
        throw outOfRange(parser, parser.getText(), Double.class);
      }
      return value;
    }

    @Override
    public Double getNullValue(DeserializationContext context) throws JsonMappingException {
      return delegate.getNullValue(context);
    }
  }

  private static InvalidFormatException outOfRange(JsonParser parser, Object value, Class<?> type) {
    return InvalidFormatException.from(parser, NumberRange.OUT_OF_RANGE, value, type);
  }
}
