package io.tenfold.local.asl;

import io.tenfold.local.asl.error.DefinitionException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names that may stand once in a whole state machine, workflows within states included: those
 * of its states, and the Labels of its Maps.
 *
 * @see <a href="https://states-language.net/#states-fields">Amazon States Language</a>
 */
final class UniqueNames {
  private final Map<String, String> states = new HashMap<>();
  private final Map<String, String> labels = new HashMap<>();

  private UniqueNames() {}

  /**
   * Checks a definition that was parsed and found right otherwise.
   *
   * @throws DefinitionException if a name stands twice
   */
  static void check(Object definition) {
    new UniqueNames().workflow((Map<?, ?>) definition, "");
  }

  private void workflow(Map<?, ?> workflow, String location) {
    for (Map.Entry<?, ?> state : ((Map<?, ?>) workflow.get("States")).entrySet()) {
      String name = (String) state.getKey();
      String at = location + "/States/" + name;
      Map<?, ?> fields = (Map<?, ?>) state.getValue();
      note(states, name, at, "a state's name");
      if (fields.get("Label") instanceof String label) {
        note(labels, label, at + "/Label", "a Map's Label");
      }
      for (String field : List.of("ItemProcessor", "Iterator")) {
        if (fields.get(field) instanceof Map<?, ?> processor) {
          workflow(processor, at + "/" + field);
        }
      }
      if (fields.get("Branches") instanceof List<?> branches) {
        for (int i = 0; i < branches.size(); i++) {
          workflow((Map<?, ?>) branches.get(i), at + "/Branches/" + i);
        }
      }
    }
  }

  private static void note(Map<String, String> places, String name, String at, String what) {
    String first = places.putIfAbsent(name, at);
    if (first != null) {
      throw new DefinitionException(
          at, "'" + name + "' is " + what + " already, at " + first + "; it must be unique");
    }
  }
}
