package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** A string, and nothing that could be made one. */
record TextBinding() implements Binding {

  @Override
  public Object read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
          throw Misfit.literal("a string", parser);
      default -> throw Misfit.token("a string", parser);
    };
  }

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    json.writeString((String) value);
  }
}
