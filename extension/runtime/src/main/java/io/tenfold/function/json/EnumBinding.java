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
    expected = JsonKind.expectedFor(type);
  }

  /** Tells whether databind, too, would go by the constants' names alone. */
  static boolean isPlain(Class<?> type) {
    return Stream.of(type.getDeclaredFields()).noneMatch(Bindings::isAnnotatedForJackson)
        && Stream.of(type.getDeclaredMethods()).noneMatch(Bindings::isAnnotatedForJackson);
  }

  @Override
  public Object read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> constant(parser.getText());
      case VALUE_NUMBER_INT -> throw Misfit.literal(expected, parser);
      default -> throw Misfit.scalar(expected, parser);
    };
  }

  private Object constant(String name) {
    Object constant = constants.get(name);
    if (constant == null) {
      throw Misfit.text(expected, name.isBlank() ? "" : name);
    }
    return constant;
  }

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    json.writeString(((Enum<?>) value).name());
  }
}
