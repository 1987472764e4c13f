package io.tenfold.local.asl;

import io.tenfold.local.asl.error.DefinitionException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which states of a workflow lead to which.
 *
 * @see <a href="https://states-language.net/#transition">Amazon States Language, Transitions</a>
 */
final class Transitions {
  private static final String MISSING = "MISSING_TRANSITION_TARGET";

  private final String startsAt;
  private final String location;
  private final String start;

  /** By state, the states that it leads to, by where it says so. */
  private final Map<String, Map<String, String>> targets = new LinkedHashMap<>();

  private boolean ends;

  /** Takes where StartAt and States stand, and the name in the former. */
  Transitions(String startsAt, String location, String start) {
    this.startsAt = startsAt;
    this.location = location;
    this.start = start;
  }

  /** Adds a state that was found right by itself, but not those within it. */
  void add(String name, Map<?, ?> state) {
    Map<String, String> own = new LinkedHashMap<>();
    String at = location + "/" + name + "/";
    addTarget(own, at + "Next", state.get("Next"));
    for (String list : List.of("Choices", "Catch")) {
      if (state.get(list) instanceof List<?> rules) {
        for (int i = 0; i < rules.size(); i++) {
          addTarget(own, at + list + "[" + i + "]/Next", ((Map<?, ?>) rules.get(i)).get("Next"));
        }
      }
    }
    addTarget(own, at + "Default", state.get("Default"));
    targets.put(name, own);
    ends |=
        Boolean.TRUE.equals(state.get("End"))
            || Set.of("Succeed", "Fail").contains(state.get("Type"));
  }

  private static void addTarget(Map<String, String> own, String at, Object name) {
    if (name instanceof String text) {
      own.put(at, text);
    }
  }

  /**
   * Checks that every target is there, and every state is reached.
   *
   * @param outermost whether no state is around the workflow: only then it must have an end, as
   *     Step Functions has it
   * @throws DefinitionException for what Step Functions reports first
   */
  void check(boolean outermost) {
    checkTarget(startsAt, start);
    targets.values().forEach(own -> own.forEach(this::checkTarget));
    if (outermost && !ends) {
      throw new DefinitionException(null, "MISSING_END_STATE", "Workflow has no terminal state");
    }
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (reached.add(name)) {
        open.addAll(targets.get(name).values());
      }
    }
    for (String name : targets.keySet()) {
      if (!reached.contains(name)) {
        throw new DefinitionException(
            location + "/" + name, MISSING, "State \"" + name + "\" is not reachable.");
      }
    }
  }

  private void checkTarget(String at, String name) {
    if (!targets.containsKey(name)) {
      throw new DefinitionException(at, MISSING, "Missing 'Next' target: " + name);
    }
  }
}
