package io.tenfold.cli.report;

import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a drawing needs of a state machine: its states, their types, and which comes after which.
 * Its expressions and arguments stay out of a page that is handed on.
 */
final class WorkflowShape {
  /** No workflow that a person drew is nested deeper. */
  private static final int DEEPEST = 8;

  private WorkflowShape() {}

  /** Returns the shape of a definition, a JSON value; null if the text is no state machine. */
  static Map<String, Object> of(String definition) {
    try {
      return Json.parse(definition) instanceof Map<?, ?> machine ? machine(machine, 0) : null;
    } catch (MalformedJson e) {
      return null;
    }
  }

  private static Map<String, Object> machine(Map<?, ?> machine, int depth) {
    if (!(machine.get("StartAt") instanceof String start)
        || !(machine.get("States") instanceof Map<?, ?> states)
        || depth > DEEPEST) {
      return null;
    }
    List<Object> shapes = new ArrayList<>();
    states.forEach(
        (name, state) -> {
          if (state instanceof Map<?, ?> fields) {
            shapes.add(state(String.valueOf(name), fields, depth));
          }
        });
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("start", start);
    json.put("states", shapes);
    return json;
  }

  private static Map<String, Object> state(String name, Map<?, ?> state, int depth) {
    List<Object> next = new ArrayList<>();
    add(next, state.get("Next"), "next");
    each(state.get("Choices"), choice -> add(next, choice.get("Next"), "choice"));
    add(next, state.get("Default"), "choice");
    each(state.get("Catch"), catcher -> add(next, catcher.get("Next"), "catch"));
    List<Object> inner = new ArrayList<>();
    for (String field : List.of("ItemProcessor", "Iterator")) {
      if (state.get(field) instanceof Map<?, ?> machine) {
        inner.add(machine(machine, depth + 1));
      }
    }
    each(state.get("Branches"), branch -> inner.add(machine(branch, depth + 1)));
    inner.removeIf(machine -> machine == null);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("type", String.valueOf(state.get("Type")));
    json.put("label", state.get("Label") instanceof String label ? label : null);
    json.put("end", Boolean.TRUE.equals(state.get("End")));
    json.put("next", next);
    json.put("inner", inner);
    return json;
  }

  private static void each(Object list, Consumer<Map<?, ?>> to) {
    if (list instanceof List<?> entries) {
      for (Object entry : entries) {
        if (entry instanceof Map<?, ?> fields) {
          to.accept(fields);
        }
      }
    }
  }

  /** Adds where a state leads; one way of a kind is drawn once. */
  private static void add(List<Object> next, Object state, String kind) {
    if (state instanceof String name && !next.contains(List.of(name, kind))) {
      next.add(List.of(name, kind));
    }
  }
}
