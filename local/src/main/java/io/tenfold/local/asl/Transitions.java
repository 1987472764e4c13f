package io.tenfold.local.asl;

import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.error.DefinitionFaults;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

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

  /** The states of which it can't be told where they lead to, as that is wrong. */
  private final Set<String> unclear = new HashSet<>();

  private boolean ends;

  /** Takes where StartAt and States stand, and the name in the former; null where it is wrong. */
  Transitions(String startsAt, String location, String start) {
    this.startsAt = startsAt;
    this.location = location;
    this.start = start;
  }

  /** Adds a state, but not those within it, and what was found wrong with it by itself. */
  void add(String name, Object value, DefinitionFaults faults) {
    Map<String, String> own = new LinkedHashMap<>();
    targets.put(name, own);
    String at = location + "/" + name;
    if (faults.isAt(at)
        || Stream.of("Type", "Next", "End", "Default", "Choices", "Catch")
            .anyMatch(field -> faults.isWithin(at + "/" + field))) {
      unclear.add(name);
    }
    if (!(value instanceof Map<?, ?> state)) {
      return;
    }
    addTarget(own, at + "/Next", state.get("Next"));
    for (String list : List.of("Choices", "Catch")) {
      if (state.get(list) instanceof List<?> rules) {
        for (int i = 0; i < rules.size(); i++) {
          if (rules.get(i) instanceof Map<?, ?> rule) {
            addTarget(own, at + "/" + list + "[" + i + "]/Next", rule.get("Next"));
          }
        }
      }
    }
    addTarget(own, at + "/Default", state.get("Default"));
    ends |=
        Boolean.TRUE.equals(state.get("End"))
            || state.get("Type") instanceof String type && Set.of("Succeed", "Fail").contains(type);
  }

  private static void addTarget(Map<String, String> own, String at, Object name) {
    if (name instanceof String text) {
      own.put(at, text);
    }
  }

  /**
   * Checks that every target is there, that there is an end, and that every state is reached, as
   * far as it can be told. Only where no state is around the workflow must it have an end, and only
   * where it has one is it told what is not reached, as measured on AWS.
   *
   * @param workflow is told what is wrong
   */
  void check(Fields workflow) {
    checkTarget(workflow, startsAt, start);
    targets.values().forEach(own -> own.forEach((at, to) -> checkTarget(workflow, at, to)));
    if (workflow.location().isEmpty() && !ends && unclear.isEmpty()) {
      workflow.report(
          new DefinitionException(null, "MISSING_END_STATE", "Workflow has no terminal state"));
    } else if (start != null) {
      checkReached(workflow);
    }
  }

  private void checkTarget(Fields workflow, String at, String name) {
    if (name != null && !targets.containsKey(name)) {
      workflow.report(new DefinitionException(at, MISSING, "Missing 'Next' target: " + name));
    }
  }

  /** Of states that lead to one another only the first is told, as recorded on AWS. */
  private void checkReached(Fields workflow) {
    Set<String> reached = new HashSet<>();
    if (!reach(start, reached)) {
      return;
    }
    List<String> left = new ArrayList<>(targets.keySet());
    left.removeAll(reached);
    Set<String> ledTo = new HashSet<>();
    for (String name : left) {
      targets.get(name).values().stream().filter(to -> !to.equals(name)).forEach(ledTo::add);
    }
    // What another one leads to is told only if it is in a circle.
    left.sort(Comparator.comparing(ledTo::contains));
    for (String name : left) {
      if (!reached.contains(name)) {
        workflow.report(
            new DefinitionException(
                location + "/" + name, MISSING, "State \"" + name + "\" is not reachable."));
        if (!reach(name, reached)) {
          return;
        }
      }
    }
  }

  /**
   * Adds what a state leads to, itself included.
   *
   * @return false if that can't be told
   */
  private boolean reach(String from, Set<String> reached) {
    Deque<String> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (unclear.contains(name)) {
        return false;
      }
      if (targets.containsKey(name) && reached.add(name)) {
        open.addAll(targets.get(name).values());
      }
    }
    return true;
  }
}
