package io.tenfold.bench.throughput;

import io.tenfold.bench.BenchFailure;
import io.tenfold.bench.HeapWatch;
import io.tenfold.bench.Machine;
import io.tenfold.bench.Samples;
import io.tenfold.local.json.Json;
import io.tenfold.local.lambda.FunctionConfiguration;
import io.tenfold.local.lambda.host.HostStatistics;
import io.tenfold.local.lambda.host.LambdaHost;
import io.tenfold.local.port.FunctionInvoker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures one trial in the JVM it was started in. */
final class TrialMain {
  private static final String FUNCTION = "bench";
  private static final String FUNCTION_ARN =
      "arn:aws:lambda:us-east-1:123456789012:function:" + FUNCTION + ":live";

  private final Trial trial;
  private final Path workflow;
  private final Orders orders;
  private final MeasuringPolicy policy = MeasuringPolicy.standard();
  private final HeapWatch heap = new HeapWatch();

  private TrialMain(Trial trial, Path workflow, Orders orders) {
    this.trial = trial;
    this.workflow = workflow;
    this.orders = orders;
  }

  /** Takes a trial's words, the workflow's file, the records' file and that of the result. */
  public static void main(String[] arguments) throws Exception {
    endWithParent();
    Optional<Path> records =
        Optional.of(arguments[5]).filter(file -> !file.isEmpty()).map(Path::of);
    TrialMain main = new TrialMain(Trial.of(arguments), Path.of(arguments[4]), Orders.of(records));
    // Its owner deletes it, with those of the trials before and after, see WorkflowBatch.
    Path work = Files.createTempDirectory(Path.of(arguments[6]).getParent(), "trial-");
    try {
      Measurement measurement = main.measure(work);
      Files.write(Path.of(arguments[6]), Json.writeBytes(measurement.toJson()));
    } catch (BenchFailure e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
    System.exit(0);
  }

  /** However the benchmark's own JVM ends, nothing it started goes on. */
  private static void endWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(1)));
  }

  private Measurement measure(Path work) throws IOException, InterruptedException {
    if (trial.functionPackage().isEmpty()) {
      // The least a function can do: the answer is the event, as the minimal process has it.
      FunctionInvoker echo = (name, payload) -> new FunctionInvoker.Returned(payload);
      return measure(work, echo, Optional.empty());
    }
    FunctionConfiguration function =
        FunctionConfiguration.of(FUNCTION, trial.functionPackage().get(), work.resolve("lambda"));
    try (LambdaHost host = new LambdaHost(function)) {
      return measure(work, host, Optional.of(host));
    }
  }

  private Measurement measure(Path work, FunctionInvoker function, Optional<LambdaHost> host)
      throws IOException, InterruptedException {
    double load = Machine.load();
    TimedInvoker timed = new TimedInvoker(function);
    WorkflowBatch batch = new WorkflowBatch(workflow, timed, FUNCTION_ARN, work, trial.batchSize());
    Path records = work.resolve("records.json");
    orders.write(records, trial.records());

    timed.reset(trial.records());
    double firstRunSeconds = batch.run(records, trial.records()).seconds();
    InvocationTimes firstTimes = timed.times();
    int before = warmUp(batch, work, firstRunSeconds);

    heap.reset();
    List<WorkflowBatch.Run> runs = new ArrayList<>();
    List<InvocationTimes> times = new ArrayList<>();
    while (!policy.suffices(seconds(runs))) {
      timed.reset(trial.records());
      runs.add(batch.run(records, trial.records()));
      times.add(timed.times());
    }
    double cpu = runs.stream().mapToDouble(WorkflowBatch.Run::cpuSeconds).sum();
    return new Measurement(
        trial.candidate(),
        trial.records(),
        load,
        firstRunSeconds,
        before,
        seconds(runs),
        cpu * 1e6 / ((double) trial.records() * runs.size()),
        heap.mostLeft(),
        heap.mostUsed(),
        FunctionProcesses.residentPeak(ProcessHandle.current().pid()),
        runs.get(runs.size() - 1).failed(),
        host.map(of -> functionSide(of.statistics(), firstTimes, times)));
  }

  private int warmUp(WorkflowBatch batch, Path work, double firstRunSeconds)
      throws IOException, InterruptedException {
    Path records = work.resolve("warm-up.json");
    orders.write(records, policy.warmUpBatch());
    int run = trial.records();
    double seconds = firstRunSeconds;
    while (!policy.isWarm(run, trial.batchSize(), seconds)) {
      seconds += batch.run(records, policy.warmUpBatch()).seconds();
      run += policy.warmUpBatch();
    }
    return run;
  }

  private static List<Double> seconds(List<WorkflowBatch.Run> runs) {
    return runs.stream().map(WorkflowBatch.Run::seconds).toList();
  }

  private static Measurement.FunctionSide functionSide(
      HostStatistics host, InvocationTimes firstRun, List<InvocationTimes> runs) {
    Samples resident = new FunctionProcesses().residentPeaks();
    return new Measurement.FunctionSide(
        Samples.of(runs.stream().map(InvocationTimes::p50Micros).toList()).median(),
        Samples.of(runs.stream().map(InvocationTimes::p99Micros).toList()).median(),
        firstRun.p50Micros(),
        firstRun.p99Micros(),
        host.environmentsStarted(),
        host.peakConcurrency(),
        resident.count() == 0 ? 0 : (long) resident.median(),
        resident.count() == 0 ? 0 : (long) resident.most());
  }
}
