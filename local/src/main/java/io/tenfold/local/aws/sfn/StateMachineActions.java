package io.tenfold.local.aws.sfn;

import io.tenfold.local.arn.Arn;
import io.tenfold.local.arn.StateMachineArn;
import io.tenfold.local.asl.StateMachine;
import io.tenfold.local.asl.definition.VariableReferences;
import io.tenfold.local.aws.sfn.request.ApiException;
import io.tenfold.local.aws.sfn.request.MachineName;
import io.tenfold.local.aws.sfn.request.Page;
import io.tenfold.local.aws.sfn.request.Parameters;
import io.tenfold.local.aws.sfn.request.Timestamp;
import io.tenfold.local.aws.sfn.request.ValidArn;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * CreateStateMachine, UpdateStateMachine, DescribeStateMachine, DeleteStateMachine and
 * ListStateMachines.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html">CreateStateMachine</a>
 */
final class StateMachineActions {
  private static final List<String> UPDATED =
      List.of(
          "definition",
          "roleArn",
          "loggingConfiguration",
          "tracingConfiguration",
          "encryptionConfiguration",
          "publish");

  private StateMachineActions() {}

  static void register(Map<String, Action> actions) {
    actions.put("CreateStateMachine", StateMachineActions::create);
    actions.put("UpdateStateMachine", StateMachineActions::update);
    actions.put("DescribeStateMachine", StateMachineActions::describe);
    actions.put("DescribeStateMachineForExecution", StateMachineActions::describeForExecution);
    actions.put("DeleteStateMachine", StateMachineActions::delete);
    actions.put("ListStateMachines", StateMachineActions::list);
  }

  private static Map<String, Object> create(Parameters input, RegionalMachines machines) {
    String name = MachineName.check(input.requiredText("name"));
    String definition = input.requiredText("definition");
    String roleArn = roleArn(input.requiredText("roleArn"));
    String given = input.oneOf("type", "STANDARD", "EXPRESS");
    String type = given == null ? "STANDARD" : given;
    requirePublish(input);
    // All is read before anything is made: what is refused leaves nothing behind.
    Map<String, String> tags = TagActions.given(input);
    TagActions.checkNumber(tags, machines.arnOf(name).toString());
    boolean publish = input.flag("publish", false);
    String versionDescription = input.textUpTo("versionDescription", 256, null);
    StateMachine parsed = machines.define(name, definition, type);
    Revision revision =
        new Revision(
            null,
            definition,
            roleArn,
            Revision.settings(input, Map.of(), machines.logGroups()),
            parsed,
            Instant.now());
    Machine created = new Machine(machines.arnOf(name), type, revision);
    Machine known = machines.machines().putIfAbsent(created.arn(), created);
    String described = versionDescription == null ? "" : versionDescription;
    if (known != null && !same(known, created, publish ? described : null)) {
      throw new ApiException(
          "StateMachineAlreadyExists", "State Machine Already Exists: '" + known.arn() + "'");
    }
    Machine machine = known == null ? created : known;
    if (known == null) {
      machines.tags(machine.arn()).putAll(tags);
    }
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("stateMachineArn", machine.arn());
    output.put("creationDate", Timestamp.of(machine.creationDate()));
    if (publish) {
      output.put("stateMachineVersionArn", machine.versionArn(machine.publishFirst(described)));
    }
    return output;
  }

  /**
   * A repeated request is the same by name, definition, type and settings, whatever its role, and
   * by how the machine was first published: as recorded on AWS.
   *
   * @param description of the version that is to be published; null where none is
   */
  private static boolean same(Machine known, Machine created, String description) {
    return known.type().equals(created.type())
        && known.isPublishedAs(description)
        && known.revision().definition().equals(created.revision().definition())
        && known.revision().settings().equals(created.revision().settings());
  }

  private static void requirePublish(Parameters input) {
    if (input.has("versionDescription") && !input.flag("publish", false)) {
      throw ApiException.validation("Version description can only be set when publish is true");
    }
  }

  private static String roleArn(String arn) {
    if (!Arn.find(arn).map(Arn::isRole).orElse(false)) {
      throw new ApiException("InvalidArn", "Invalid Role Arn: '" + arn + "'");
    }
    return arn;
  }

  private static Map<String, Object> update(Parameters input, RegionalMachines machines) {
    Machine machine = machines.machine(input.requiredText("stateMachineArn"));
    requirePublish(input);
    if (UPDATED.stream().noneMatch(input::has)) {
      throw new ApiException(
          "MissingRequiredParameter",
          "Either the definition, the role ARN, the LoggingConfiguration, or the"
              + " TracingConfiguration must be specified");
    }
    boolean publish = input.flag("publish", false);
    String versionDescription = input.textUpTo("versionDescription", 256, null);
    synchronized (machine) {
      Revision before = machine.revision();
      String definition = input.has("definition") ? input.text("definition") : before.definition();
      Revision after =
          new Revision(
              UUID.randomUUID().toString(),
              definition,
              input.has("roleArn") ? roleArn(input.text("roleArn")) : before.roleArn(),
              Revision.settings(input, before.settings(), machines.logGroups()),
              machines.define(machine.name(), definition, machine.type()),
              Instant.now());
      boolean changed =
          !after.definition().equals(before.definition())
              || !after.roleArn().equals(before.roleArn())
              || !after.settings().equals(before.settings());
      if (changed) {
        machine.revise(after);
      }
      Map<String, Object> output = new LinkedHashMap<>();
      output.put("updateDate", Timestamp.of(machine.revision().date()));
      if (machine.revision().id() != null) {
        output.put("revisionId", machine.revision().id());
      }
      if (publish) {
        output.put(
            "stateMachineVersionArn", machine.versionArn(machine.publish(versionDescription)));
      }
      return output;
    }
  }

  private static Map<String, Object> describe(Parameters input, RegionalMachines machines) {
    String arn = input.requiredText("stateMachineArn");
    Target target = Target.of(machines, arn);
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("stateMachineArn", arn);
    output.put("name", target.machine().name());
    output.put("status", "ACTIVE");
    put(output, target.revision());
    output.put("type", target.machine().type());
    output.put(
        "creationDate",
        Timestamp.of(
            target.version() == null
                ? target.machine().creationDate()
                : target.version().creationDate()));
    if (target.version() != null && !target.version().description().isEmpty()) {
      output.put("description", target.version().description());
    }
    return output;
  }

  private static void put(Map<String, Object> output, Revision revision) {
    output.put("definition", revision.definition());
    output.put("roleArn", revision.roleArn());
    output.putAll(revision.settings());
    if (revision.id() != null) {
      output.put("revisionId", revision.id());
    }
    Map<String, Set<String>> references = VariableReferences.of(revision.definition());
    if (!references.isEmpty()) {
      output.put("variableReferences", references);
    }
  }

  private static Map<String, Object> describeForExecution(
      Parameters input, RegionalMachines machines) {
    MachineRun run = machines.run(input.requiredText("executionArn"));
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("stateMachineArn", run.machine().arn());
    output.put("name", run.machine().name());
    put(output, run.revision());
    output.put("updateDate", Timestamp.of(run.revision().date()));
    return output;
  }

  private static Map<String, Object> delete(Parameters input, RegionalMachines machines) {
    StateMachineArn arn =
        ValidArn.of(input.requiredText("stateMachineArn"), StateMachineArn::parse);
    Machine machine = machines.find(arn);
    // Deleting what is not there succeeds, as it does on AWS.
    if (machine != null && arn.qualifier() == null) {
      machines.delete(machine);
    }
    return Map.of();
  }

  private static Map<String, Object> list(Parameters input, RegionalMachines machines) {
    return Page.of(
        "stateMachines",
        input,
        List.copyOf(machines.machines().values()),
        Machine::arn,
        machine -> {
          Map<String, Object> item = new LinkedHashMap<>();
          item.put("stateMachineArn", machine.arn());
          item.put("name", machine.name());
          item.put("type", machine.type());
          item.put("creationDate", Timestamp.of(machine.creationDate()));
          return item;
        });
  }
}
