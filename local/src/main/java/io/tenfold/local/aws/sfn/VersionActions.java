package io.tenfold.local.aws.sfn;

import io.tenfold.local.arn.StateMachineArn;
import io.tenfold.local.aws.sfn.request.ApiException;
import io.tenfold.local.aws.sfn.request.Page;
import io.tenfold.local.aws.sfn.request.Parameters;
import io.tenfold.local.aws.sfn.request.Timestamp;
import io.tenfold.local.aws.sfn.request.ValidArn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * PublishStateMachineVersion, ListStateMachineVersions and DeleteStateMachineVersion.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-version.html">State
 *     machine versions</a>
 */
final class VersionActions {
  private VersionActions() {}

  static void register(Map<String, Action> actions) {
    actions.put("PublishStateMachineVersion", VersionActions::publish);
    actions.put("ListStateMachineVersions", VersionActions::list);
    actions.put("DeleteStateMachineVersion", VersionActions::delete);
  }

  private static Map<String, Object> publish(Parameters input, RegionalMachines machines) {
    Machine machine = machines.machine(input.requiredText("stateMachineArn"));
    String expected = input.text("revisionId");
    synchronized (machine) {
      if (expected != null && !expected.equals(machine.revisionId())) {
        throw new ApiException(
            "ConflictException",
            "Failed to publish the State Machine version for revision "
                + expected
                + ". The current State Machine revision is "
                + machine.revisionId()
                + ".");
      }
      MachineVersion version = machine.publish(input.textUpTo("description", 256, null));
      Map<String, Object> output = new LinkedHashMap<>();
      output.put("creationDate", Timestamp.of(version.creationDate()));
      output.put("stateMachineVersionArn", machine.versionArn(version));
      return output;
    }
  }

  private static Map<String, Object> list(Parameters input, RegionalMachines machines) {
    Machine machine = machines.machine(input.requiredText("stateMachineArn"));
    return Page.of(
        "stateMachineVersions",
        input,
        List.copyOf(machine.versions().descendingMap().values()),
        machine::versionArn,
        version -> {
          Map<String, Object> item = new LinkedHashMap<>();
          item.put("stateMachineVersionArn", machine.versionArn(version));
          item.put("creationDate", Timestamp.of(version.creationDate()));
          return item;
        });
  }

  private static Map<String, Object> delete(Parameters input, RegionalMachines machines) {
    String arn = input.requiredText("stateMachineVersionArn");
    StateMachineArn parsed = ValidArn.of(arn, StateMachineArn::parse);
    if (!parsed.isVersion()) {
      throw ValidArn.refused(arn);
    }
    Machine machine = machines.find(parsed);
    if (machine != null) {
      for (MachineAlias alias : machine.aliases().values()) {
        if (alias.routes().stream().anyMatch(route -> route.versionArn().equals(arn))) {
          throw new ApiException(
              "ConflictException",
              "Version to be deleted must not be referenced by an alias. Current list of aliases"
                  + " referencing this version: ["
                  + alias.name()
                  + "]");
        }
      }
      machine.removeVersion(Long.parseLong(parsed.qualifier()));
    }
    return Map.of();
  }
}
