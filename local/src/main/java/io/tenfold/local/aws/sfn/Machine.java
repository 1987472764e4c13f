package io.tenfold.local.aws.sfn;

import io.tenfold.local.arn.StateMachineArn;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A state machine that was created: its current revision, its versions and its aliases. */
final class Machine {
  private final StateMachineArn address;
  private final String arn;
  private MachineVersion first;
  private final String type;
  private final Instant creationDate = Instant.now();
  private final Map<Long, MachineVersion> versions = new ConcurrentSkipListMap<>();
  private final Map<String, MachineAlias> aliases = new ConcurrentSkipListMap<>();
  private volatile Revision revision;
  private long lastVersion;

  Machine(StateMachineArn address, String type, Revision revision) {
    this.address = address;
    this.arn = address.toString();
    this.type = type;
    this.revision = revision;
  }

  String arn() {
    return arn;
  }

  /** Returns the ARN in its parts. */
  StateMachineArn address() {
    return address;
  }

  String name() {
    return address.name();
  }

  /** Returns {@code STANDARD} or {@code EXPRESS}. */
  String type() {
    return type;
  }

  Instant creationDate() {
    return creationDate;
  }

  Revision revision() {
    return revision;
  }

  void revise(Revision changed) {
    revision = changed;
  }

  /** Returns the id of the current revision, {@code INITIAL} where it was never updated. */
  String revisionId() {
    return revision.id() == null ? "INITIAL" : revision.id();
  }

  /** Publishes the current revision; one that is published already keeps its version. */
  synchronized MachineVersion publish(String description) {
    MachineVersion last = versions.get(lastVersion);
    if (last != null && last.revision() == revision) {
      return last;
    }
    MachineVersion version =
        new MachineVersion(
            ++lastVersion, revision, description == null ? "" : description, Instant.now());
    versions.put(version.number(), version);
    if (first == null) {
      first = version;
    }
    return version;
  }

  /** Publishes the current revision, or returns what was published first, as recorded on AWS. */
  synchronized MachineVersion publishFirst(String description) {
    return first == null || !versions.containsKey(first.number()) ? publish(description) : first;
  }

  /**
   * Tells whether a request to make the machine is the one that made it, by what it publishes.
   *
   * @param description of the version; null where the request publishes none
   */
  synchronized boolean isPublishedAs(String description) {
    return first == null || first.description().equals(description);
  }

  /** Returns the versions by number. */
  TreeMap<Long, MachineVersion> versions() {
    return new TreeMap<>(versions);
  }

  void removeVersion(long number) {
    versions.remove(number);
  }

  String versionArn(MachineVersion version) {
    return address.qualified(Long.toString(version.number())).toString();
  }

  String aliasArn(String alias) {
    return address.qualified(alias).toString();
  }

  /** Returns the aliases by name, to be changed. */
  Map<String, MachineAlias> aliases() {
    return aliases;
  }
}
