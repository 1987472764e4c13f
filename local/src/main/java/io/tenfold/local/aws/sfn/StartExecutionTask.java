package io.tenfold.local.aws.sfn;

import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.StartedExecution;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.aws.sfn.request.ApiException;
import io.tenfold.local.aws.sfn.request.Parameters;
import io.tenfold.local.aws.sfn.request.Timestamp;
import io.tenfold.local.json.Json;
import io.tenfold.local.task.RefusedCall;
import io.tenfold.local.task.SdkMetadata;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * {@code states:startExecution}: starts another state machine, and with {@code .sync} waits for its
 * end; its output is a text, and with {@code .sync:2} JSON.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html">Start
 *     a new AWS Step Functions state machine from a running execution</a>
 */
final class StartExecutionTask implements TaskIntegration {
  private final Supplier<RegionalMachines> machines;

  StartExecutionTask(Supplier<RegionalMachines> machines) {
    this.machines = machines;
  }

  @Override
  public String resource() {
    return "states:startExecution";
  }

  @Override
  public Set<String> required() {
    return Set.of("StateMachineArn");
  }

  @Override
  public Set<String> optional() {
    return Set.of("Input", "Name", "TraceHeader");
  }

  @Override
  public Set<String> texts() {
    return Set.of("StateMachineArn", "Name", "TraceHeader");
  }

  @Override
  public Set<String> patterns() {
    return Set.of(".sync", ".sync:2", ".waitForTaskToken");
  }

  @Override
  public Object call(Map<String, Object> arguments, StateContext context) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("stateMachineArn", arguments.get("StateMachineArn"));
    request.put("name", arguments.get("Name"));
    request.put("traceHeader", arguments.get("TraceHeader"));
    Object input = arguments.get("Input");
    request.put(
        "input", input == null ? "{}" : input instanceof String text ? text : Json.write(input));
    try {
      StartedExecution started =
          StartActions.begin(new Parameters(request), machines.get()).current();
      Map<String, Object> response = new LinkedHashMap<>();
      response.put("ExecutionArn", started.arn());
      int length =
          Json.writeBytes(
                  Map.of(
                      "executionArn",
                      started.arn(),
                      "startDate",
                      Timestamp.of(started.startDate())))
              .length;
      SdkMetadata.add(response, "application/x-amz-json-1.0", length);
      response.put("StartDate", started.startDate().toEpochMilli());
      return response;
    } catch (ApiException e) {
      String name = e.type().endsWith("Exception") ? e.type() : e.type() + "Exception";
      throw RefusedCall.optimized(
          "StepFunctions." + name, e.getMessage(), "AWSStepFunctions", 400, e.type());
    }
  }

  @Override
  public Object await(String pattern, Object submitted, StateContext context)
      throws InterruptedException {
    String arn = (String) ((Map<?, ?>) submitted).get("ExecutionArn");
    MachineRun run = machines.get().runs().get(arn);
    ExecutionOutcome outcome;
    try {
      outcome = run.current().outcome().get();
    } catch (InterruptedException e) {
      // As on AWS, what was started for the task ends with it.
      run.current()
          .stop(
              null,
              "The Task state in AWS Step Functions execution ["
                  + context.execution().arn()
                  + "] which was managing this resource was aborted");
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    Map<String, Object> result = describe(run, outcome, pattern.equals(".sync:2"));
    if (!(outcome instanceof ExecutionOutcome.Succeeded)) {
      throw new StateError("States.TaskFailed", Json.write(result));
    }
    return result;
  }

  private static Map<String, Object> describe(
      MachineRun run, ExecutionOutcome outcome, boolean asJson) {
    StartedExecution execution = run.current();
    Map<String, Object> result = new LinkedHashMap<>();
    Map<String, Object> shown = new LinkedHashMap<>();
    Outcomes.put(shown, outcome);
    if (shown.get("cause") != null) {
      result.put("Cause", shown.get("cause"));
    }
    if (shown.get("error") != null) {
      result.put("Error", shown.get("error"));
    }
    result.put("ExecutionArn", execution.arn());
    result.put("Input", asJson ? execution.input() : run.input());
    result.put("InputDetails", Map.of("Included", true));
    result.put("Name", execution.name());
    if (outcome instanceof ExecutionOutcome.Succeeded succeeded) {
      result.put("Output", asJson ? succeeded.output() : shown.get("output"));
      result.put("OutputDetails", Map.of("Included", true));
    }
    result.put("RedriveCount", execution.redriveCount());
    if (run.redriveDate() != null) {
      result.put("RedriveDate", run.redriveDate().toEpochMilli());
    }
    String obstacle = run.notRedrivable();
    result.put("RedriveStatus", obstacle == null ? "REDRIVABLE" : "NOT_REDRIVABLE");
    if (obstacle != null) {
      result.put("RedriveStatusReason", obstacle);
    }
    result.put("StartDate", execution.startDate().toEpochMilli());
    if (run.aliasArn() != null) {
      result.put("StateMachineAliasArn", run.aliasArn());
    }
    result.put("StateMachineArn", run.machine().arn());
    if (run.versionArn() != null) {
      result.put("StateMachineVersionArn", run.versionArn());
    }
    result.put("Status", outcome.status());
    result.put("StopDate", execution.stopDate().toEpochMilli());
    return result;
  }
}
