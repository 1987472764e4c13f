package io.tenfold.local.aws.sfn;

import io.tenfold.local.StartedExecution;
import io.tenfold.local.arn.StateMachineArn;
import io.tenfold.local.aws.sfn.request.ApiException;
import io.tenfold.local.aws.sfn.request.Page;
import io.tenfold.local.aws.sfn.request.Parameters;
import io.tenfold.local.aws.sfn.request.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * DescribeExecution, ListExecutions, StopExecution and RedriveExecution.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html">DescribeExecution</a>
 */
final class ExecutionActions {
  /** In the order in which Step Functions tells them. */
  private static final List<String> STATUSES =
      List.of("SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING");

  private static final List<String> REDRIVEN = List.of("NOT_REDRIVEN", "REDRIVEN");
  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,64}");

  private ExecutionActions() {}

  static void register(Map<String, Action> actions) {
    actions.put("DescribeExecution", ExecutionActions::describe);
    actions.put("ListExecutions", ExecutionActions::list);
    actions.put("StopExecution", ExecutionActions::stop);
    actions.put("RedriveExecution", ExecutionActions::redrive);
  }

  private static Map<String, Object> describe(Parameters input, RegionalMachines machines) {
    MachineRun run = machines.run(input.requiredText("executionArn"));
    boolean data = !"METADATA_ONLY".equals(input.text("includedData"));
    StartedExecution execution = run.current();
    Map<String, Object> output = new LinkedHashMap<>();
    putSummary(output, run);
    if (data) {
      output.put("input", run.input());
    }
    output.put("inputDetails", Map.of("included", data));
    if (!output.get("status").equals("RUNNING")) {
      Outcomes.put(output, execution.outcome().join());
    }
    if (run.traceHeader() != null) {
      output.put("traceHeader", run.traceHeader());
    }
    String obstacle = run.notRedrivable();
    output.put("redriveStatus", obstacle == null ? "REDRIVABLE" : "NOT_REDRIVABLE");
    if (obstacle != null) {
      output.put("redriveStatusReason", obstacle);
    }
    return output;
  }

  private static void putSummary(Map<String, Object> output, MachineRun run) {
    StartedExecution execution = run.current();
    String status = execution.status();
    output.put("executionArn", execution.arn());
    output.put("stateMachineArn", run.machine().arn());
    output.put("name", execution.name());
    output.put("status", status);
    output.put("startDate", Timestamp.of(execution.startDate()));
    if (!status.equals("RUNNING")) {
      output.put("stopDate", Timestamp.of(execution.stopDate()));
    }
    if (run.versionArn() != null) {
      output.put("stateMachineVersionArn", run.versionArn());
    }
    if (run.aliasArn() != null) {
      output.put("stateMachineAliasArn", run.aliasArn());
    }
    output.put("redriveCount", execution.redriveCount());
    if (run.redriveDate() != null) {
      output.put("redriveDate", Timestamp.of(run.redriveDate()));
    }
  }

  private static Map<String, Object> list(Parameters input, RegionalMachines machines) {
    if (input.has("mapRunArn")) {
      if (input.has("stateMachineArn")) {
        throw ApiException.validation("Give stateMachineArn or mapRunArn, not both");
      }
      return ChildExecutionList.of(input, machines);
    }
    String qualified = input.requiredText("stateMachineArn");
    // What ran with a version or an alias stays when that is deleted, as recorded on AWS.
    boolean ran =
        machines.newestFirst().stream()
            .anyMatch(
                run -> qualified.equals(run.versionArn()) || qualified.equals(run.aliasArn()));
    Machine machine =
        ran
            ? machines.find(StateMachineArn.parse(qualified))
            : Target.of(machines, qualified).machine();
    if (machine.type().equals("EXPRESS")) {
      throw new ApiException(
          "StateMachineTypeNotSupported",
          "This operation is not supported by this type of state machine");
    }
    String status = statusFilter(input);
    String redriven = input.text("redriveFilter");
    if (redriven != null && !REDRIVEN.contains(redriven)) {
      throw Parameters.wrongValue(
          redriven, "redriveFilter", "must satisfy enum value set: " + REDRIVEN);
    }
    List<MachineRun> runs =
        machines.newestFirst().stream()
            .filter(run -> run.machine() == machine)
            .filter(
                run ->
                    qualified.equals(run.machine().arn())
                        || qualified.equals(run.versionArn())
                        || qualified.equals(run.aliasArn()))
            .filter(run -> status == null || run.current().status().equals(status))
            .filter(
                run ->
                    redriven == null
                        || redriven.equals("REDRIVEN") == (run.current().redriveCount() > 0))
            .toList();
    return Page.of(
        "executions",
        input,
        runs,
        run -> run.current().arn(),
        run -> {
          Map<String, Object> item = new LinkedHashMap<>();
          putSummary(item, run);
          return item;
        });
  }

  static String statusFilter(Parameters input) {
    String status = input.text("statusFilter");
    if (status != null && !STATUSES.contains(status)) {
      throw Parameters.wrongValue(
          status, "statusFilter", "must satisfy enum value set: " + STATUSES);
    }
    return status;
  }

  private static Map<String, Object> stop(Parameters input, RegionalMachines machines) {
    MachineRun run = machines.run(input.requiredText("executionArn"));
    StartedExecution execution = run.current();
    execution.stop(
        input.has("error") ? input.text("error") : "",
        input.has("cause") ? input.text("cause") : "");
    Instant stopped = execution.stopDate();
    return Map.of("stopDate", Timestamp.of(stopped == null ? Instant.now() : stopped));
  }

  private static Map<String, Object> redrive(Parameters input, RegionalMachines machines) {
    MachineRun run = machines.run(input.requiredText("executionArn"));
    String token = input.text("clientToken");
    if (token != null && !TOKEN.matcher(token).matches()) {
      throw Parameters.wrong("clientToken", "must have 1 to 64 characters from ! to ~");
    }
    return Map.of("redriveDate", Timestamp.of(run.redrive(token)));
  }
}
