package io.tenfold.local.aws.sfn;

import io.tenfold.local.StartedExecution;
import io.tenfold.local.aws.sfn.request.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** An execution that was started through the API, across its redrives. */
final class MachineRun {
  private static final Duration REDRIVABLE = Duration.ofDays(14);
  private static final Duration LONGEST_OPEN = Duration.ofDays(365);

  /** So that there is room for ExecutionRedriven and one event more. */
  private static final long MOST_EVENTS = 24_999;

  private static final String EVENTS_EXCEEDED =
      "Execution has exceeded the maximum history event limit";

  private static final int MOST_TOKENS = 10;
  private static final Duration TOKEN_VALID = Duration.ofMinutes(15);

  private final Map<String, Instant> tokens = new LinkedHashMap<>();
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

  /**
   * Returns why it cannot be redriven, in Step Functions' words, or null if it can.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html#redrive-eligibility">Redrive
   *     eligibility for unsuccessful executions</a>
   */
  String notRedrivable() {
    String status = current.status();
    if (status.equals("RUNNING") || status.equals("SUCCEEDED")) {
      return "Execution is " + status + " and cannot be redriven";
    }
    Instant now = Instant.now();
    if (now.isAfter(current.startDate().plus(LONGEST_OPEN))) {
      return "Execution has exceeded the max execution time";
    }
    if (now.isAfter(current.stopDate().plus(REDRIVABLE))) {
      return "Execution redrivable period exceeded";
    }
    return current.eventCount() >= MOST_EVENTS ? EVENTS_EXCEEDED : null;
  }

  /**
   * Goes on with it from where it had come to, and returns when it was redriven. A token with which
   * it was redriven is answered as it was then.
   *
   * @param clientToken null for none
   */
  synchronized Instant redrive(String clientToken) {
    Instant now = Instant.now();
    tokens.values().removeIf(used -> now.isAfter(used.plus(TOKEN_VALID)));
    Instant before = clientToken == null ? null : tokens.get(clientToken);
    if (before != null) {
      return before;
    }
    String obstacle = notRedrivable();
    if (obstacle != null) {
      throw new ApiException(
          "ExecutionNotRedrivable",
          "Execution " + current.arn() + " invalid for redrive as: " + obstacle);
    }
    current = current.redrive();
    if (clientToken != null) {
      tokens.put(clientToken, current.runDate());
      if (tokens.size() > MOST_TOKENS) {
        tokens.remove(tokens.keySet().iterator().next());
      }
    }
    return current.runDate();
  }
}
