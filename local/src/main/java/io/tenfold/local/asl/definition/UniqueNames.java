package io.tenfold.local.asl.definition;

import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.error.DefinitionFaults;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The names that may stand once in a whole state machine, workflows within states included: those
 * of its states, and the Labels of its Maps.
 *
 * @see <a href="https://states-language.net/#states-fields">Amazon States Language</a>
 */
public final class UniqueNames {
  private final Set<String> states = new HashSet<>();
  private final Set<String> labels = new HashSet<>();

  private final DefinitionFaults faults;

  private UniqueNames(DefinitionFaults faults) {
    this.faults = faults;
  }

  /** Checks a definition, whatever else may be wrong with it, for names that stand twice. */
  public static void check(Object definition, DefinitionFaults faults) {
    DefinitionJson.forEachState(definition, "", new UniqueNames(faults)::state);
  }

  private void state(String name, Map<?, ?> fields, String at) {
    note(states, name, at, "State");
    if (fields.get("Label") instanceof String label) {
      note(labels, label, at + "/Label", "Label");
    }
  }

  private void note(Set<String> names, String name, String at, String what) {
    if (!names.add(name)) {
      faults.add(
          new DefinitionException(
              at,
              "DUPLICATE_" + what.toUpperCase(Locale.ROOT) + "_NAME",
              "Duplicate " + what + " name: " + name));
    }
  }
}
