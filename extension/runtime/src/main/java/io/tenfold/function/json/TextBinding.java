package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** A string, and nothing that could be made one. */
record TextBinding() implements Binding {

  @Override
  public Object read(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw Misfit.of("a string", parser);
    }
    return parser.getText();
  }

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    json.writeString((String) value);
  }
}
