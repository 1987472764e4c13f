package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Set;

/**
 * A whole number that fits the type: {@code int}, {@code long} and their boxes, {@code BigInteger}.
 */
final class WholeNumberBinding implements Binding {
  static final Set<Class<?>> TYPES =
      Set.of(int.class, Integer.class, long.class, Long.class, BigInteger.class);

  private enum Size {
    INT,
    LONG,
    BIG
  }

  private final Size size;
  private final boolean primitive;
  private final String expected;

  WholeNumberBinding(Class<?> type) {
    primitive = type.isPrimitive();
    expected = JsonKind.expectedFor(type);
    if (type == int.class || type == Integer.class) {
      size = Size.INT;
    } else {
      size = type == BigInteger.class ? Size.BIG : Size.LONG;
    }
  }

  @Override
  public Object read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT -> number(parser);
      case VALUE_NUMBER_FLOAT -> throw Misfit.literal(expected, parser);
      default -> throw Misfit.scalar(expected, parser);
    };
  }

  private Object number(JsonParser parser) throws IOException {
    try {
      return switch (size) {
        case INT -> (Object) parser.getIntValue();
        case LONG -> parser.getLongValue();
        case BIG -> parser.getBigIntegerValue();
      };
    } catch (InputCoercionException outOfRange) {
      throw new Misfit("expected " + expected, null);
    }
  }

  @Override
  public Object readNull(JsonParser parser) {
    return Binding.noValue(primitive, expected, parser);
  }

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    switch (size) {
      case INT -> json.writeNumber((Integer) value);
      case LONG -> json.writeNumber((Long) value);
      case BIG -> json.writeNumber((BigInteger) value);
    }
  }
}
