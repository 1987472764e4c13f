package io.tenfold.local.aws.sfn;

import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.StartedExecution;
import io.tenfold.local.arn.ExecutionArn;
import io.tenfold.local.arn.StateMachineArn;
import io.tenfold.local.asl.execution.PayloadLimit;
import io.tenfold.local.aws.sfn.request.ApiException;
import io.tenfold.local.aws.sfn.request.MachineName;
import io.tenfold.local.aws.sfn.request.Parameters;
import io.tenfold.local.aws.sfn.request.Timestamp;
import io.tenfold.local.aws.sfn.request.ValidArn;
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
    MachineRun run = begin(input, machines);
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("executionArn", run.current().arn());
    output.put("startDate", Timestamp.of(run.current().startDate()));
    return output;
  }

  /** Starts an execution as the request says, and returns it. */
  static MachineRun begin(Parameters input, RegionalMachines machines) {
    Wish wish = Wish.of(input);
    return run(wish, machines, Target.of(machines, wish.machine()));
  }

  /** What is asked for: checked before there is a look at what there is. */
  private record Wish(String machine, String name, String text, Object input, String traceHeader) {
    static Wish of(Parameters input) {
      String machine = input.requiredText("stateMachineArn");
      ValidArn.of(machine, StateMachineArn::parse);
      String name =
          input.has("name") ? MachineName.check(input.text("name")) : UUID.randomUUID().toString();
      String text = input.has("input") ? input.text("input") : "{}";
      return new Wish(machine, name, text, parse(text), input.text("traceHeader"));
    }
  }

  private static MachineRun run(Wish wish, RegionalMachines machines, Target target) {
    Machine machine = target.machine();
    // Of an EXPRESS machine every execution is another, whatever its name.
    ExecutionArn arn =
        machine.type().equals("EXPRESS")
            ? machine.address().express(wish.name() + ":" + UUID.randomUUID())
            : machine.address().execution(wish.name());
    AtomicBoolean isNew = new AtomicBoolean();
    MachineRun run =
        machines
            .runs()
            .computeIfAbsent(
                arn.toString(),
                absent -> {
                  isNew.set(true);
                  return begin(wish, machines, target, arn);
                });
    boolean same =
        run.current().status().equals("RUNNING")
            && Objects.equals(run.current().input(), wish.input());
    if (!isNew.get() && !same) {
      throw new ApiException("ExecutionAlreadyExists", "Execution Already Exists: '" + arn + "'");
    }
    return run;
  }

  private static MachineRun begin(
      Wish wish, RegionalMachines machines, Target target, ExecutionArn arn) {
    Revision revision = target.revision();
    StartedExecution started =
        machines.engine().start(revision.machine(), arn, wish.input(), revision.roleArn());
    return new MachineRun(
        target.machine(),
        revision,
        started,
        wish.text(),
        target.versionArn(),
        target.aliasArn(),
        wish.traceHeader());
  }

  private static Object parse(String input) {
    int bytes = input.getBytes(StandardCharsets.UTF_8).length;
    if (input.isBlank()) {
      throw new ApiException(
          "InvalidExecutionInput",
          "Invalid State Machine Execution Input: 'Invalid execution input.'");
    }
    if (bytes > PayloadLimit.BYTES) {
      throw Parameters.wrong(
          "input", "must have length less than or equal to " + PayloadLimit.BYTES);
    }
    try {
      return Json.parseAsWritten(input);
    } catch (MalformedJson e) {
      throw new ApiException(
          "InvalidExecutionInput", "Invalid State Machine Execution Input: '" + e.problem() + "'");
    }
  }

  private static Map<String, Object> startSync(Parameters input, RegionalMachines machines)
      throws InterruptedException {
    Wish wish = Wish.of(input);
    Target target = Target.of(machines, wish.machine());
    if (!target.machine().type().equals("EXPRESS")) {
      throw new ApiException(
          "StateMachineTypeNotSupported",
          "This operation is not supported by this type of state machine");
    }
    MachineRun run = run(wish, machines, target);
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
    output.put("outputDetails", Map.of("included", true));
    // Step Functions bills 100 ms at a time, and 64 MB.
    long tenths = run.current().elapsed().toMillis() / 100 + 1;
    Map<String, Object> billing = new LinkedHashMap<>();
    billing.put("billedDurationInMilliseconds", tenths * 100);
    billing.put("billedMemoryUsedInMB", 64);
    output.put("billingDetails", billing);
    return output;
  }
}
