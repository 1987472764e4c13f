package io.tenfold.local.asl;

import io.tenfold.local.asl.definition.DefinitionJson;
import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.execution.State;
import io.tenfold.local.asl.execution.Workflow;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads workflows from definitions in JSONata, and those that ask nothing of JSONPath.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html">State
 *     machine structure in Amazon States Language</a>
 */
public final class WorkflowParser {
  /** The States Language's types, in Step Functions' order. */
  private static final List<String> TYPES =
      List.of("Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map");

  private final Map<String, StateType> types = new HashMap<>();

  /** Takes the state types to be had. */
  public WorkflowParser(Collection<StateType> types) {
    types.forEach(type -> this.types.put(type.name(), type));
  }

  /**
   * Takes StartAt and States from an object's fields; the caller refuses those that are left.
   *
   * @throws DefinitionException if the definition is wrong or not supported
   */
  public Workflow parse(Fields fields) {
    fields.require("States", "StartAt");
    String startAt = fields.requiredText("StartAt");
    Object json = fields.take("States");
    if (!(json instanceof Map<?, ?> object) || object.isEmpty()) {
      throw fields.wrong("States", "must be an object with at least one state");
    }
    String location = fields.locationOf("States");
    Map<String, Workflow.Named> states = new LinkedHashMap<>();
    Transitions transitions = new Transitions(fields.locationOf("StartAt"), location, startAt);
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      String name = (String) entry.getKey();
      String at = location + "/" + name;
      if (name.isEmpty()) {
        throw new DefinitionException(at, "a state's name has 1 to 80 characters");
      }
      if (name.length() > 80) {
        throw new DefinitionException(
            at,
            "INVALID_STATE_NAME",
            "Invalid State name: State exceeds the 80-character limit allowed by the service");
      }
      states.put(name, state(fields.within(entry.getValue(), at, "State '" + name + "'"), name));
      transitions.add(name, (Map<?, ?>) entry.getValue());
    }
    transitions.check(fields.location().isEmpty());
    return new Workflow(startAt, states);
  }

  /**
   * Reads one state.
   *
   * @param state its fields, of which none was taken
   */
  private Workflow.Named state(Fields state, String name) {
    String typeName = state.requiredText("Type");
    StateType type = types.get(typeName);
    if (type == null) {
      throw new DefinitionException(
          state.locationOf("Type"),
          DefinitionException.SCHEMA,
          "The field 'Type' should have one of these values: " + TYPES);
    }
    Fields typed =
        state.as(typeName + " state '" + name + "'", queryLanguage(state, state.machine()));
    typed.take("Type");
    typed.take("Comment");
    typed.take("QueryLanguage");
    State parsed = type.parse(typed, this);
    typed.finish();
    return new Workflow.Named(name, typeName, parsed);
  }

  /**
   * Reads one state by itself, wherever it is in a definition, without a look at the others.
   *
   * @param name of the state; null where the definition is that of the state alone
   * @return the state, or empty where there is none of that name
   * @throws DefinitionException if the state is wrong or not supported
   */
  public Optional<Workflow.Named> stateAlone(String definition, String name) {
    Object json = DefinitionJson.parse(definition);
    if (name == null) {
      return Optional.of(
          state(
              Fields.of(json, "/States/StateName", "The state", QueryLanguage.JSON_PATH),
              "StateName"));
    }
    return find(machine(json), name).map(found -> state(found, name));
  }

  /**
   * Returns the fields of a state machine, none of them taken, in the language it is written in.
   */
  static Fields machine(Object json) {
    String subject = "The state machine";
    Fields fields = Fields.of(json, "", subject, QueryLanguage.JSON_PATH);
    return Fields.of(json, "", subject, queryLanguage(fields, QueryLanguage.JSON_PATH));
  }

  /** Looks for a state in a workflow and in those within its states. */
  private static Optional<Fields> find(Fields workflow, String name) {
    if (!(workflow.take("States") instanceof Map<?, ?> states)) {
      return Optional.empty();
    }
    for (Map.Entry<?, ?> entry : states.entrySet()) {
      String at = workflow.locationOf("States") + "/" + entry.getKey();
      Fields state = workflow.within(entry.getValue(), at, "State '" + entry.getKey() + "'");
      if (entry.getKey().equals(name)) {
        return Optional.of(state);
      }
      for (Map.Entry<String, Object> each :
          DefinitionJson.workflowsIn((Map<?, ?>) entry.getValue()).entrySet()) {
        Optional<Fields> found =
            find(state.within(each.getValue(), at + "/" + each.getKey(), "A workflow"), name);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Takes QueryLanguage; where there is none, what the workflow around it is written in holds.
   *
   * @throws DefinitionException if it is none, or JSONPath within JSONata
   */
  static QueryLanguage queryLanguage(Fields fields, QueryLanguage around) {
    String language = fields.oneOf("QueryLanguage", "JSONPath", "JSONata");
    if (language == null) {
      return around;
    }
    if (language.equals("JSONata")) {
      return QueryLanguage.JSONATA;
    }
    if (around == QueryLanguage.JSONATA) {
      throw fields.refused(
          "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
    }
    return QueryLanguage.JSON_PATH;
  }
}
