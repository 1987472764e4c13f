package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;

/** A date: a string such as 2026-01-31. */
record DateBinding() implements Binding {
  private static final String EXPECTED = "an ISO 8601 string (LocalDate)";

  @Override
  public Object read(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      throw Misfit.literal(EXPECTED, parser);
    }
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw Misfit.token(EXPECTED, parser);
    }
    String text = parser.getText();
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw Misfit.text(EXPECTED, text.isBlank() ? "" : text);
    }
  }

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    json.writeString(value.toString());
  }
}
