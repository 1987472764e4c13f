package io.tenfold.local.asl.definition;

import io.tenfold.local.asl.error.DefinitionException;
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

  private ExpressRules() {}

  /**
   * Checks a definition, whatever else may be wrong with it.
   *
   * @throws DefinitionException if it has what belongs to STANDARD state machines
   */
  public static void check(String definition) {
    DefinitionJson.forEachState(DefinitionJson.parse(definition), "", ExpressRules::state);
  }

  private static void state(String name, Map<?, ?> fields, String at) {
    if (fields.get("Resource") instanceof String resource) {
      if (ACTIVITY.matcher(resource).matches()) {
        throw new DefinitionException(
            at + "/Resource",
            DefinitionException.SCHEMA,
            "Express state machine does not support Activity ARN");
      }
      for (String pattern : List.of(".waitForTaskToken", ".sync:2", ".sync")) {
        if (resource.endsWith(pattern)) {
          throw new DefinitionException(
              at + "/Resource",
              DefinitionException.SCHEMA,
              "Express state machine does not support '"
                  + pattern.replace(":2", "")
                  // With a space and without, as recorded.
                  + (pattern.equals(".waitForTaskToken")
                      ? "' service integration "
                      : "' service integration"));
        }
      }
    }
    DefinitionJson.workflowsIn(fields)
        .forEach(
            (place, workflow) -> {
              if (workflow instanceof Map<?, ?> processor
                  && processor.get("ProcessorConfig") instanceof Map<?, ?> config
                  && "DISTRIBUTED".equals(config.get("Mode"))) {
                throw new DefinitionException(
                    at + "/" + place + "/ProcessorConfig/Mode",
                    DefinitionException.SCHEMA,
                    "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS'"
                        + " state machines");
              }
            });
  }
}
