package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A list: a JSON array. */
record ListBinding(Binding element) implements Binding {

  @Override
  public Object read(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw Misfit.of("an array", parser);
    }
    List<Object> list = new ArrayList<>();
    try {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(element.readNullable(parser));
      }
    } catch (Misfit e) {
      throw e.at(list.size());
    }
    return list;
  }

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    json.writeStartArray();
    int index = 0;
    for (Object each : (List<?>) value) {
      try {
        element.writeNullable(json, each);
      } catch (Misfit e) {
        throw e.at(index);
      }
      index++;
    }
    json.writeEndArray();
  }

  @Override
  public Stream<Executable> executables() {
    return element.executables();
  }
}
