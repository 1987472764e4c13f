package io.tenfold.function.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A map by string: a JSON object with any fields. */
record MapBinding(Binding element) implements Binding {

  @Override
  public Object read(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw Misfit.of("an object", parser);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      try {
        if (map.containsKey(name)) {
          throw new Misfit(Misfit.GIVEN_TWICE, null);
        }
        map.put(name, element.readNullable(parser));
      } catch (Misfit e) {
        throw e.in(name);
      }
    }
    return map;
  }

  @Override
  public void write(JsonGenerator json, Object value) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
      String name = (String) entry.getKey();
      if (name == null) {
        throw new Misfit("a map's key is null", null);
      }
      json.writeFieldName(name);
      try {
        element.writeNullable(json, entry.getValue());
      } catch (Misfit e) {
        throw e.in(name);
      }
    }
    json.writeEndObject();
  }

  @Override
  public Stream<Executable> executables() {
    return element.executables();
  }
}
