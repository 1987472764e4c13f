package io.tenfold.local.asl;

import io.tenfold.local.arn.StateMachineArn;
import io.tenfold.local.asl.definition.DefinitionJson;
import io.tenfold.local.asl.definition.ExpressRules;
import io.tenfold.local.asl.definition.UniqueNames;
import io.tenfold.local.asl.definition.VariableScopes;
import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.error.DefinitionFaults;
import io.tenfold.local.asl.execution.Workflow;
import java.time.Duration;

/** A state machine: a name, an ARN, a workflow, and the time an execution may take. */
public record StateMachine(StateMachineArn arn, String name, Workflow workflow, Duration timeout) {

  /**
   * Reads a definition.
   *
   * @param express whether it is to be for an EXPRESS state machine
   * @param definition the Amazon States Language document, without placeholders
   * @return the machine; its {@code timeout} is null where the definition gives none
   * @throws DefinitionException with all that is wrong with the definition, or that the local
   *     engine does not have
   */
  public static StateMachine parse(
      StateMachineArn arn,
      String name,
      String definition,
      boolean express,
      WorkflowParser workflows) {
    Object json = DefinitionJson.parse(definition);
    DefinitionFaults faults = new DefinitionFaults();
    if (express) {
      ExpressRules.check(json, faults);
    }
    Fields fields = WorkflowParser.machine(json, faults);
    fields.take("Comment");
    fields.oneOf("Version", "1.0");
    fields.take("QueryLanguage");
    long timeout = fields.integer("TimeoutSeconds", 0, 0, 99_999_999);
    Workflow workflow = workflows.parse(fields);
    fields.finish();
    UniqueNames.check(json, faults);
    VariableScopes.check(json, faults);
    faults.check();
    return new StateMachine(arn, name, workflow, timeout == 0 ? null : Duration.ofSeconds(timeout));
  }
}
