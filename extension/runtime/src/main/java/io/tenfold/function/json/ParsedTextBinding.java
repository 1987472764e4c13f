package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.function.Function;

/**
 * A string of a form of its own, such as a date: what a function makes of it, which throws where it
 * has not that form.
 *
 * @param expected the form, in words and by an example
 */
record ParsedTextBinding(String expected, Function<String, ?> parse) implements Binding {

  @Override
  public Object read(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw Misfit.of(expected, parser);
    }
    try {
      return parse.apply(parser.getText());
    } catch (RuntimeException noneOfThatForm) {
      throw Misfit.of(expected, parser);
    }
  }

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    json.writeString(value.toString());
  }
}
