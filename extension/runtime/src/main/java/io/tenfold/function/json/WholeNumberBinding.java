package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.Set;

/**
 * A whole number that fits the type: {@code byte}, {@code short}, {@code int}, {@code long} and
 * their boxes, {@code BigInteger}.
 */
final class WholeNumberBinding implements Binding {
  /** Those that every reader has; databind alone has the small ones. */
  static final Set<Class<?>> TYPES =
      Set.of(int.class, Integer.class, long.class, Long.class, BigInteger.class);

  private static final Map<Class<?>, Size> SIZES =
      Map.of(
          byte.class, Size.BYTE,
          Byte.class, Size.BYTE,
          short.class, Size.SHORT,
          Short.class, Size.SHORT,
          int.class, Size.INT,
          Integer.class, Size.INT,
          long.class, Size.LONG,
          Long.class, Size.LONG,
          BigInteger.class, Size.BIG);

  private enum Size {
    BYTE,
    SHORT,
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
    size = SIZES.get(type);
  }

  @Override
  public Object read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT -> number(parser);
      default -> throw Misfit.of(expected, parser);
    };
  }

  private Object number(JsonParser parser) throws IOException {
    try {
      return switch (size) {
        case BYTE -> {
          int value = parser.getIntValue();
          if (value != (byte) value) {
            throw Misfit.of(expected, parser);
          }
          yield (byte) value;
        }
        case SHORT -> parser.getShortValue();
        case INT -> parser.getIntValue();
        case LONG -> parser.getLongValue();
        case BIG -> parser.getBigIntegerValue();
      };
    } catch (InputCoercionException outOfRange) {
      throw Misfit.of(expected, parser);
    }
  }

  @Override
  public Object readNull(JsonParser parser) throws IOException {
    return Binding.noValue(primitive, expected, parser);
  }

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    switch (size) {
      case LONG -> json.writeNumber((Long) value);
      case BIG -> json.writeNumber((BigInteger) value);
      default -> json.writeNumber(((Number) value).intValue());
    }
  }
}
