package io.tenfold.local.asl;

import io.tenfold.local.asl.definition.DefinitionJson;
import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.error.DefinitionFaults;
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
   * Takes StartAt and States from an object's fields, to which what is wrong is reported; the
   * caller refuses those that are left.
   */
  public Workflow parse(Fields fields) {
    fields.require("States", "StartAt");
    String startAt = fields.text("StartAt");
    Object json = fields.take("States");
    Map<String, Workflow.Named> states = new LinkedHashMap<>();
    if (!(json instanceof Map<?, ?> object) || object.isEmpty()) {
      if (fields.has("States")) {
        fields.report(fields.wrong("States", "must be an object with at least one state"));
      }
      return new Workflow(startAt, states);
    }
    String location = fields.locationOf("States");
    Transitions transitions = new Transitions(fields.locationOf("StartAt"), location, startAt);
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      String name = (String) entry.getKey();
      String at = location + "/" + name;
      DefinitionFaults faults = new DefinitionFaults();
      if (name.isEmpty()) {
        faults.add(new DefinitionException(at, "a state's name has 1 to 80 characters"));
      } else if (name.length() > 80) {
        faults.add(
            new DefinitionException(
                at,
                "INVALID_STATE_NAME",
                "Invalid State name: State exceeds the 80-character limit allowed by the service"));
      }
      String subject = "State '" + name + "'";
      states.put(
          name, faults.of(() -> state(fields.within(entry.getValue(), at, subject, faults), name)));
      transitions.add(name, entry.getValue(), faults);
      fields.report(faults, at);
    }
    transitions.check(fields);
    return new Workflow(startAt, states);
  }

  /**
   * Reads one state.
   *
   * @param state its fields, of which none was taken
   * @return null where nothing can be told of it
   * @throws DefinitionException for what was not reported to the fields
   */
  private Workflow.Named state(Fields state, String name) {
    String typeName = state.requiredText("Type");
    StateType type = types.get(typeName);
    if (type == null) {
      if (typeName != null) {
        state.report(
            state.refused("Type", "The field 'Type' should have one of these values: " + TYPES));
      }
      return null;
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
   * @throws DefinitionException with all that is wrong with the state, or not supported
   */
  public Optional<Workflow.Named> stateAlone(String definition, String name) {
    Object json = DefinitionJson.parse(definition);
    DefinitionFaults faults = new DefinitionFaults();
    Optional<Fields> fields =
        name == null
            ? Optional.of(
                Fields.of(json, "/States/StateName", "The state", QueryLanguage.JSON_PATH, faults))
            : find(machine(json, new DefinitionFaults()), name, faults);
    Optional<Workflow.Named> state =
        fields.map(found -> faults.of(() -> state(found, name == null ? "StateName" : name)));
    DefinitionFaults inOrder = new DefinitionFaults();
    fields.ifPresent(found -> inOrder.add(faults, found.location()));
    inOrder.check();
    return state;
  }

  /**
   * Returns the fields of a state machine, none of them taken, in the language it is written in.
   *
   * @param faults where what is wrong with the machine is reported
   */
  static Fields machine(Object json, DefinitionFaults faults) {
    Fields fields = Fields.of(json, "", "The state machine", QueryLanguage.JSON_PATH, faults);
    return fields.ofMachine(queryLanguage(fields, QueryLanguage.JSON_PATH));
  }

  /** Looks for a state in a workflow and in those within its states. */
  private static Optional<Fields> find(Fields workflow, String name, DefinitionFaults faults) {
    if (!(workflow.take("States") instanceof Map<?, ?> states)) {
      return Optional.empty();
    }
    for (Map.Entry<?, ?> entry : states.entrySet()) {
      String at = workflow.locationOf("States") + "/" + entry.getKey();
      Fields state =
          workflow.within(entry.getValue(), at, "State '" + entry.getKey() + "'", faults);
      if (entry.getKey().equals(name)) {
        return Optional.of(state);
      }
      for (Map.Entry<String, Object> each :
          DefinitionJson.workflowsIn((Map<?, ?>) entry.getValue()).entrySet()) {
        Optional<Fields> found =
            find(
                state.within(each.getValue(), at + "/" + each.getKey(), "A workflow"),
                name,
                faults);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Takes QueryLanguage; where there is none, what the workflow around it is written in holds. What
   * is there and no language makes a state JSONata, and JSONPath within JSONata undecided, as
   * measured on AWS; both are reported.
   */
  static QueryLanguage queryLanguage(Fields fields, QueryLanguage around) {
    if (!fields.has("QueryLanguage")) {
      return around;
    }
    if (!"JSONPath".equals(fields.oneOf("QueryLanguage", "JSONPath", "JSONata"))) {
      return QueryLanguage.JSONATA;
    }
    if (around == QueryLanguage.JSONATA) {
      fields.report(
          fields.refused(
              "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine"));
      return QueryLanguage.UNDECIDED;
    }
    return QueryLanguage.JSON_PATH;
  }
}
