package io.tenfold.local.asl.definition;

import io.tenfold.local.asl.error.DefinitionException;
import java.util.HashMap;
import java.util.Map;

/**
 * The names that may stand once in a whole state machine, workflows within states included: those
 * of its states, and the Labels of its Maps.
 *
 * @see <a href="https://states-language.net/#states-fields">Amazon States Language</a>
 */
public final class UniqueNames {
  private final Map<String, String> states = new HashMap<>();
  private final Map<String, String> labels = new HashMap<>();

  private UniqueNames() {}

  /**
   * Checks a definition that was parsed and found right otherwise.
   *
   * @throws DefinitionException if a name stands twice
   */
  public static void check(Object definition) {
    DefinitionJson.forEachState(definition, "", new UniqueNames()::state);
  }

  private void state(String name, Map<?, ?> fields, String at) {
    note(states, name, at, "a state's name");
    if (fields.get("Label") instanceof String label) {
      note(labels, label, at + "/Label", "a Map's Label");
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
