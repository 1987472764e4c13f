package io.tenfold.local.map.result;

import io.tenfold.local.json.JsonText;
import java.time.Instant;
import java.util.Objects;

/**
 * A child of a Map Run at its end, as its result file has it.
 *
 * @param executionArn its ARN
 * @param name the ARN's last part
 * @param stateMachineArn the ARN of the machine with the map's label
 * @param status SUCCEEDED, FAILED, TIMED_OUT, ABORTED or PENDING
 * @param input its input, JSON
 * @param output its output, JSON; null unless it succeeded
 * @param error its error's name, null unless it failed
 * @param cause its error's cause, null where there is none
 * @param startDate when it started, null if it did not
 * @param stopDate when it ended, null if it did not start
 * @param redriveCount how often it was redriven
 */
public record ChildExecution(
    String executionArn,
    String name,
    String stateMachineArn,
    String status,
    JsonText input,
    JsonText output,
    String error,
    String cause,
    Instant startDate,
    Instant stopDate,
    int redriveCount) {

  /** Takes a child that was not redriven, and its input and output as JSON text. */
  public ChildExecution(
      String executionArn,
      String name,
      String stateMachineArn,
      String status,
      String inputJson,
      String outputJson,
      String error,
      String cause,
      Instant startDate,
      Instant stopDate) {
    this(
        executionArn,
        name,
        stateMachineArn,
        status,
        JsonText.of(inputJson),
        JsonText.of(outputJson),
        error,
        cause,
        startDate,
        stopDate,
        0);
  }

  /** Checks that the fields which every child has are there. */
  public ChildExecution {
    Objects.requireNonNull(executionArn);
    Objects.requireNonNull(name);
    Objects.requireNonNull(stateMachineArn);
    Objects.requireNonNull(status);
    Objects.requireNonNull(input);
  }

  /** Returns its input as JSON text. */
  public String inputJson() {
    return input.toString();
  }

  /** Returns its output as JSON text, null unless it succeeded. */
  public String outputJson() {
    return output == null ? null : output.toString();
  }

  /** Returns the group of result files it belongs to. */
  public ResultGroup group() {
    return ResultGroup.of(status);
  }
}
