package io.tenfold.bench.throughput;

import com.sun.management.OperatingSystemMXBean;
import io.tenfold.bench.BenchFailure;
import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.LocalEngine;
import io.tenfold.local.StartedExecution;
import io.tenfold.local.WorkflowPlaceholders;
import io.tenfold.local.arn.Account;
import io.tenfold.local.folder.FolderMessageQueue;
import io.tenfold.local.folder.FolderObjectStore;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.map.result.Reconciliation;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.run.MapRun;
import io.tenfold.local.port.FunctionInvoker;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** Runs the repository's workflow file over a file of records, in a folder that it empties. */
final class WorkflowBatch {
  static final int CONCURRENCY = 10;

  private static final String NAME = "bench";

  /**
   * One run.
   *
   * @param seconds from the execution's start to its end, results written
   * @param cpuSeconds processor time of this JVM meanwhile, which other work on the machine
   *     disturbs less
   * @param failed how many records the function refused
   */
  record Run(double seconds, double cpuSeconds, long failed) {}

  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final String workflow;
  private final FunctionInvoker function;
  private final String functionArn;
  private final Path work;
  private final int batchSize;

  /**
   * Takes the workflow's file, the function with its ARN, where to make folders, and how many
   * records go to one invocation.
   */
  WorkflowBatch(
      Path workflow, FunctionInvoker function, String functionArn, Path work, int batchSize)
      throws IOException {
    this.workflow = Files.readString(workflow);
    this.function = function;
    this.functionArn = functionArn;
    this.work = work;
    this.batchSize = batchSize;
  }

  /**
   * Runs one batch and returns its times; the proof that no record was lost is not part of them.
   *
   * @throws BenchFailure if it did not succeed or lost or doubled a record
   */
  Run run(Path file, int records) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(work, "run-");
    try {
      return run(folder, file, records);
    } finally {
      empty(folder);
    }
  }

  private Run run(Path folder, Path file, int records) throws IOException, InterruptedException {
    FolderObjectStore store = new FolderObjectStore(folder.resolve("s3"));
    store.createBucket(NAME);
    store.put(NAME, "input/records.json", file);
    FolderMessageQueue queues = new FolderMessageQueue(folder.resolve("sqs"));
    String queueUrl = queues.createQueue("failed-runs");
    Account account = new Account("us-east-1", "123456789012");
    try (LocalEngine engine = new LocalEngine(store, queues, function, account)) {
      var machine = engine.define(NAME, definition(queueUrl));
      Map<String, Object> input = Map.of("key", "input/records.json", "batchSize", batchSize);
      long cpu = process.getProcessCpuTime();
      long start = System.nanoTime();
      StartedExecution execution = engine.start(machine, "run", input);
      ExecutionOutcome outcome = outcome(execution);
      double seconds = (System.nanoTime() - start) / 1e9;
      double cpuSeconds = (process.getProcessCpuTime() - cpu) / 1e9;
      long failed =
          proven(
                  outcome,
                  engine.mapRuns().withResults(execution.arn()).orElseThrow(),
                  store,
                  records)
              .failed();
      return new Run(seconds, cpuSeconds, failed);
    }
  }

  /**
   * Gives back what a run's files take, and keeps their names: ext4 looks at every inode that was
   * freed in the last minutes before it takes a new one, so that each run would be slower for the
   * files of those before it.
   */
  private static void empty(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(file, new byte[0]);
      }
    }
  }

  private String definition(String queueUrl) {
    return new WorkflowPlaceholders(
            NAME, functionArn, queueUrl, CONCURRENCY, ReaderConfig.of(InputType.JSON))
        .fill(workflow);
  }

  private static ExecutionOutcome outcome(StartedExecution execution) throws InterruptedException {
    try {
      return execution.outcome().get();
    } catch (ExecutionException e) {
      throw new BenchFailure("The engine failed: " + e.getCause(), e);
    }
  }

  private static Reconciliation proven(
      ExecutionOutcome outcome, MapRun run, FolderObjectStore store, int records) {
    if (!(outcome instanceof ExecutionOutcome.Succeeded)) {
      throw new BenchFailure("The execution did not succeed: " + outcome);
    }
    ResultFiles results = new ResultFiles(store, run.results().bucket(), run.results().key());
    Reconciliation reconciliation = Reconciliation.of(results, records);
    if (!reconciliation.holds()) {
      throw new BenchFailure("Records were lost: " + reconciliation.sentence());
    }
    return reconciliation;
  }
}
