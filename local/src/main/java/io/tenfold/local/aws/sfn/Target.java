package io.tenfold.local.aws.sfn;

import io.tenfold.local.arn.StateMachineArn;
import io.tenfold.local.aws.sfn.request.ValidArn;

/** What an ARN leads to: a machine, a version of it, or an alias and the version it chose. */
record Target(Machine machine, Revision revision, MachineVersion version, MachineAlias alias) {

  /** Finds what an ARN leads to; an alias chooses one of its versions. */
  static Target of(RegionalMachines machines, String arn) {
    StateMachineArn parsed = ValidArn.of(arn, StateMachineArn::parse);
    Machine machine = machines.find(parsed);
    if (machine == null) {
      throw RegionalMachines.noMachine(arn);
    }
    if (parsed.qualifier() == null) {
      return new Target(machine, machine.revision(), null, null);
    }
    if (parsed.isVersion()) {
      MachineVersion version = version(machine, parsed, arn);
      return new Target(machine, version.revision(), version, null);
    }
    MachineAlias alias = machine.aliases().get(parsed.qualifier());
    if (alias == null) {
      throw RegionalMachines.noMachine(arn);
    }
    String chosen = alias.nextVersionArn();
    MachineVersion version = version(machine, StateMachineArn.parse(chosen), chosen);
    return new Target(machine, version.revision(), version, alias);
  }

  private static MachineVersion version(Machine machine, StateMachineArn parsed, String arn) {
    MachineVersion version = machine.versions().get(Long.valueOf(parsed.qualifier()));
    if (version == null) {
      throw RegionalMachines.noVersion(arn);
    }
    return version;
  }

  String versionArn() {
    return version == null ? null : machine.versionArn(version);
  }

  String aliasArn() {
    return alias == null ? null : machine.aliasArn(alias.name());
  }
}
