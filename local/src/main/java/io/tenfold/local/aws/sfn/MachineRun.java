package io.tenfold.local.aws.sfn;

import io.tenfold.local.StartedExecution;
import io.tenfold.local.aws.sfn.request.ApiException;
import java.time.Instant;

/** An execution that was started through the API, across its redrives. */
final class MachineRun {
  private final Machine machine;
  private final Revision revision;
  private final String input;
  private final String versionArn;
  private final String aliasArn;
  private final String traceHeader;
  private volatile StartedExecution current;

  /**
   * Takes what is run; the input as the request had it, and null for a version or alias not named.
   */
  MachineRun(
      Machine machine,
      Revision revision,
      StartedExecution started,
      String input,
      String versionArn,
      String aliasArn,
      String traceHeader) {
    this.machine = machine;
    this.revision = revision;
    this.current = started;
    this.input = input;
    this.versionArn = versionArn;
    this.aliasArn = aliasArn;
    this.traceHeader = traceHeader;
  }

  Machine machine() {
    return machine;
  }

  Revision revision() {
    return revision;
  }

  StartedExecution current() {
    return current;
  }

  String input() {
    return input;
  }

  String versionArn() {
    return versionArn;
  }

  String aliasArn() {
    return aliasArn;
  }

  String traceHeader() {
    return traceHeader;
  }

  /** Returns when it was redriven last, or null. */
  Instant redriveDate() {
    return current.redriveCount() == 0 ? null : current.runDate();
  }

  /** Returns why it cannot be redriven, or null if it can. */
  String notRedrivable() {
    String status = current.status();
    return status.equals("RUNNING") || status.equals("SUCCEEDED")
        ? "Execution is " + status + " and cannot be redriven"
        : null;
  }

  /** Runs it again from the state it entered last. */
  synchronized void redrive() {
    if (notRedrivable() != null) {
      throw new ApiException("ExecutionNotRedrivable", notRedrivable());
    }
    current = current.redrive();
  }
}
