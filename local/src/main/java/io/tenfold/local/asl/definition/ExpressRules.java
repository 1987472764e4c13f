package io.tenfold.local.asl.definition;

import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.error.DefinitionFaults;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an EXPRESS state machine may not have: tasks that wait for a job or a token, and Distributed
 * Maps.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html">Choosing
 *     workflow type</a>
 */
public final class ExpressRules {
  private static final Pattern ACTIVITY =
      Pattern.compile("arn:[^:]*:states:[^:]*:[^:]*:activity:.*");

  private final DefinitionFaults faults;

  private ExpressRules(DefinitionFaults faults) {
    this.faults = faults;
  }

  /**
   * Checks a definition, whatever else may be wrong with it, for what belongs to STANDARD state
   * machines.
   */
  public static void check(Object definition, DefinitionFaults faults) {
    DefinitionJson.forEachState(definition, "", new ExpressRules(faults)::state);
  }

  private void refuse(String at, String problem) {
    faults.add(new DefinitionException(at, DefinitionException.SCHEMA, problem));
  }

  private void state(String name, Map<?, ?> fields, String at) {
    if (fields.get("Resource") instanceof String resource) {
      if (ACTIVITY.matcher(resource).matches()) {
        refuse(at + "/Resource", "Express state machine does not support Activity ARN");
      }
      for (String pattern : List.of(".waitForTaskToken", ".sync:2", ".sync")) {
        if (resource.endsWith(pattern)) {
          refuse(
              at + "/Resource",
              "Express state machine does not support '"
                  + pattern.replace(":2", "")
                  // With a space and without, as recorded.
                  + (pattern.equals(".waitForTaskToken")
                      ? "' service integration "
                      : "' service integration"));
          break;
        }
      }
    }
    DefinitionJson.workflowsIn(fields)
        .forEach(
            (place, workflow) -> {
              if (workflow instanceof Map<?, ?> processor
                  && processor.get("ProcessorConfig") instanceof Map<?, ?> config
                  && "DISTRIBUTED".equals(config.get("Mode"))) {
                refuse(
                    at + "/" + place + "/ProcessorConfig/Mode",
                    "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS'"
                        + " state machines");
              }
            });
  }
}
