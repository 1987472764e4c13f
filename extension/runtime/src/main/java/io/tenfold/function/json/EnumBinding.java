package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** An enum's constant: a string with its name. */
final class EnumBinding implements Binding {
  private final Map<String, Object> constants = new LinkedHashMap<>();
  private final String expected;

  EnumBinding(Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      constants.put(((Enum<?>) constant).name(), constant);
    }
    expected = JsonKind.oneOf(constants.keySet());
  }

  /** Tells whether databind, too, would go by the constants' names alone. */
  static boolean isPlain(Class<?> type) {
    return Stream.of(type.getDeclaredFields()).noneMatch(Bindings::isAnnotatedForJackson)
        && Stream.of(type.getDeclaredMethods()).noneMatch(Bindings::isAnnotatedForJackson);
  }

  @Override
  public Object read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> constant(parser);
      default -> throw Misfit.of(expected, parser);
    };
  }

  private Object constant(JsonParser parser) throws IOException {
    Object constant = constants.get(parser.getText());
    if (constant == null) {
      throw Misfit.of(expected, parser);
    }
    return constant;
  }

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    json.writeString(((Enum<?>) value).name());
  }
}
