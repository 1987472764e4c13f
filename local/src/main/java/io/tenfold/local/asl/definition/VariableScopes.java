package io.tenfold.local.asl.definition;

import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.error.DefinitionFaults;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The variables that a workflow's states assign: what a workflow within a Map or Parallel assigns
 * may have no name that one around it assigns, whether or not it could be read there.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html">Scopes of
 *     variables</a>
 */
public final class VariableScopes {
  private final DefinitionFaults faults;

  private VariableScopes(DefinitionFaults faults) {
    this.faults = faults;
  }

  /** Checks a definition, whatever else may be wrong with it. */
  public static void check(Object definition, DefinitionFaults faults) {
    new VariableScopes(faults).scope(definition, "", Set.of());
  }

  private void scope(Object workflow, String location, Set<String> around) {
    Map<String, Map<?, ?>> states = DefinitionJson.statesOf(workflow, location);
    Set<String> known = new LinkedHashSet<>(around);
    states.forEach(
        (at, state) ->
            assigned(state, at)
                .forEach(
                    (place, name) -> {
                      if (around.contains(name)) {
                        faults.add(duplicate(name, place));
                      }
                      known.add(name);
                    }));
    states.forEach(
        (at, state) ->
            DefinitionJson.workflowsIn(state)
                .forEach((place, inner) -> scope(inner, at + "/" + place, known)));
  }

  private static DefinitionException duplicate(String name, String at) {
    return new DefinitionException(
        at,
        "DUPLICATE_VARIABLE_NAME",
        "The variable name '" + name + "' was already defined in a parent scope.");
  }

  /** Returns the variables that a state assigns, with its rules and catchers, by their places. */
  private static Map<String, String> assigned(Map<?, ?> state, String at) {
    Map<String, String> names = new LinkedHashMap<>();
    add(names, state, at);
    for (String list : List.of("Choices", "Catch")) {
      if (state.get(list) instanceof List<?> entries) {
        for (int i = 0; i < entries.size(); i++) {
          add(names, entries.get(i), at + "/" + list + "[" + i + "]");
        }
      }
    }
    return names;
  }

  private static void add(Map<String, String> names, Object holder, String at) {
    if (holder instanceof Map<?, ?> fields && fields.get("Assign") instanceof Map<?, ?> assign) {
      for (Object name : assign.keySet()) {
        names.put(at + "/Assign/" + name, (String) name);
      }
    }
  }
}
