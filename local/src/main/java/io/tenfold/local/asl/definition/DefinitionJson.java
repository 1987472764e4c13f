package io.tenfold.local.asl.definition;

import com.fasterxml.jackson.core.JsonParser;
import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A definition as JSON: read from its text, and walked through. */
public final class DefinitionJson {
  private static final String STATES = "/States/";

  private DefinitionJson() {}

  /** What is done with a state. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Takes a state's fields, and where it is, such as {@code /States/Tally}.
     *
     * @param name the state's
     */
    void state(String name, Map<?, ?> state, String at);
  }

  /**
   * Returns the JSON value.
   *
   * @throws DefinitionException if the text is not one JSON value, or a name stands twice in an
   *     object, of which the second would hide the first
   */
  public static Object parse(String text) {
    try {
      return read(text);
    } catch (MalformedJson e) {
      throw new DefinitionException("", "the definition is not JSON: " + e.getMessage());
    }
  }

  /** Shows each state of a workflow, and after it those within it; what is none is passed over. */
  static void forEachState(Object workflow, String location, Visitor visitor) {
    statesOf(workflow, location)
        .forEach(
            (at, state) -> {
              visitor.state(at.substring(location.length() + STATES.length()), state, at);
              workflowsIn(state)
                  .forEach((place, inner) -> forEachState(inner, at + "/" + place, visitor));
            });
  }

  /** Returns the states of a workflow itself, by where they are; what is none is passed over. */
  static Map<String, Map<?, ?>> statesOf(Object workflow, String location) {
    Map<String, Map<?, ?>> found = new LinkedHashMap<>();
    if (workflow instanceof Map<?, ?> fields && fields.get("States") instanceof Map<?, ?> states) {
      states.forEach(
          (name, value) -> {
            if (value instanceof Map<?, ?> state) {
              found.put(location + STATES + name, state);
            }
          });
    }
    return found;
  }

  /** Returns the workflows that stand within a state, by where in it they do. */
  public static Map<String, Object> workflowsIn(Map<?, ?> state) {
    Map<String, Object> workflows = new LinkedHashMap<>();
    for (String field : List.of("ItemProcessor", "Iterator")) {
      if (state.get(field) instanceof Map<?, ?> processor) {
        workflows.put(field, processor);
      }
    }
    if (state.get("Branches") instanceof List<?> branches) {
      for (int i = 0; i < branches.size(); i++) {
        workflows.put("Branches[" + i + "]", branches.get(i));
      }
    }
    return workflows;
  }

  private static Object read(String text) {
    try (JsonParser parser =
        Json.parser(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
      parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      if (parser.nextToken() == null) {
        throw new MalformedJson("the document is empty", 1, 1);
      }
      Object value = Json.readValue(parser);
      if (parser.nextToken() != null) {
        throw MalformedJson.at(parser, "unexpected text after the JSON value");
      }
      return value;
    } catch (IOException e) {
      throw MalformedJson.of(e);
    }
  }
}
