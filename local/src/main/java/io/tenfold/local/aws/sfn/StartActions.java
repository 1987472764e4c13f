package io.tenfold.local.aws.sfn;

import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.StartedExecution;
import io.tenfold.local.asl.execution.PayloadLimit;
import io.tenfold.local.aws.sfn.request.ApiException;
import io.tenfold.local.aws.sfn.request.Parameters;
import io.tenfold.local.aws.sfn.request.Timestamp;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * StartExecution and, for EXPRESS machines, StartSyncExecution.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html">StartExecution</a>
 */
final class StartActions {
  private StartActions() {}

  static void register(Map<String, Action> actions) {
    actions.put("StartExecution", StartActions::start);
    actions.put("StartSyncExecution", StartActions::startSync);
  }

  private static Map<String, Object> start(Parameters input, RegionalMachines machines) {
    MachineRun run = run(input, machines, Target.of(machines, arn(input)));
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("executionArn", run.current().arn());
    output.put("startDate", Timestamp.of(run.current().startDate()));
    return output;
  }

  private static String arn(Parameters input) {
    return input.requiredText("stateMachineArn");
  }

  private static MachineRun run(Parameters input, RegionalMachines machines, Target target) {
    String name =
        input.has("name") ? MachineName.check(input.text("name")) : UUID.randomUUID().toString();
    String text = input.has("input") ? input.text("input") : "{}";
    Object value = parse(text);
    String traceHeader = input.text("traceHeader");
    String executionArn = target.machine().address().execution(name).toString();
    AtomicBoolean isNew = new AtomicBoolean();
    MachineRun run =
        machines
            .runs()
            .computeIfAbsent(
                executionArn,
                absent -> {
                  isNew.set(true);
                  return begin(traceHeader, machines, target, name, text, value);
                });
    boolean same =
        run.current().status().equals("RUNNING") && Objects.equals(run.current().input(), value);
    if (!isNew.get() && !same) {
      throw new ApiException(
          "ExecutionAlreadyExists", "Execution Already Exists: '" + executionArn + "'");
    }
    return run;
  }

  private static MachineRun begin(
      String traceHeader,
      RegionalMachines machines,
      Target target,
      String name,
      String text,
      Object value) {
    StartedExecution started = machines.engine().start(target.revision().machine(), name, value);
    return new MachineRun(
        target.machine(),
        target.revision(),
        started,
        text,
        target.versionArn(),
        target.aliasArn(),
        traceHeader);
  }

  private static Object parse(String input) {
    int bytes = input.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > PayloadLimit.BYTES) {
      throw Parameters.wrong(
          "input", "must have length less than or equal to " + PayloadLimit.BYTES);
    }
    try {
      return Json.parse(input);
    } catch (MalformedJson e) {
      throw new ApiException(
          "InvalidExecutionInput",
          "Invalid State Machine Execution Input: '" + e.getMessage() + "'");
    }
  }

  private static Map<String, Object> startSync(Parameters input, RegionalMachines machines)
      throws InterruptedException {
    Target target = Target.of(machines, arn(input));
    if (!target.machine().type().equals("EXPRESS")) {
      throw new ApiException(
          "StateMachineTypeNotSupported",
          "This operation is not supported by this type of state machine");
    }
    MachineRun run = run(input, machines, target);
    ExecutionOutcome outcome;
    try {
      outcome = run.current().outcome().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("executionArn", run.current().arn());
    output.put("stateMachineArn", target.machine().arn());
    output.put("name", run.current().name());
    output.put("startDate", Timestamp.of(run.current().startDate()));
    output.put("stopDate", Timestamp.of(run.current().stopDate()));
    output.put("status", outcome.status());
    output.put("input", run.input());
    output.put("inputDetails", Map.of("included", true));
    Outcomes.put(output, outcome);
    return output;
  }
}
