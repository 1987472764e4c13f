package io.tenfold.cli;

import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.LocalEngine;
import io.tenfold.local.StartedExecution;
import io.tenfold.local.asl.DefinitionException;
import io.tenfold.local.asl.DefinitionTemplate;
import io.tenfold.local.asl.StateMachine;
import io.tenfold.local.folder.FolderMessageQueue;
import io.tenfold.local.folder.FolderObjectStore;
import io.tenfold.local.lambda.FunctionConfiguration;
import io.tenfold.local.lambda.FunctionPackageException;
import io.tenfold.local.lambda.LambdaHost;
import io.tenfold.local.lambda.RuntimeInterfaceClient;
import io.tenfold.local.map.MapRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A batch on this machine, from the file of records to the summary of its run. */
final class LocalBatch {
  private static final LocalEngine.Account ACCOUNT =
      new LocalEngine.Account("us-east-1", "000000000000");
  private static final String NAME = "tenfold-local";

  /** What the JVM package's function is on AWS; a native one ignores it. */
  private static final String HANDLER =
      "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";

  private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(200);

  /** How long an interrupted run may take to write down what happened to every record. */
  private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

  /** What to run, and how. */
  record Settings(
      Path file,
      Integer maxConcurrency,
      Double toleratedFailurePercentage,
      Path workflow,
      Path functionPackage,
      int memoryMegabytes,
      Duration timeout,
      OptionalInt reservedConcurrency,
      Path folder) {}

  private final Settings settings;
  private final Progress progress;

  LocalBatch(Settings settings, Progress progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Runs the batch to its end, hands its summary to {@code report} and returns it.
   *
   * @throws UserError if it cannot be started
   */
  RunSummary run(Consumer<RunSummary> report) throws IOException, InterruptedException {
    FolderObjectStore store = new FolderObjectStore(settings.folder().resolve("s3"));
    store.createBucket(NAME);
    FolderMessageQueue queues = new FolderMessageQueue(settings.folder().resolve("sqs"));
    String queueUrl = queues.createQueue(NAME + "-failed-runs");
    FunctionConfiguration function = function();
    try (LambdaHost host = host(function);
        LocalEngine engine = new LocalEngine(store, queues, host, ACCOUNT)) {
      StateMachine machine = define(engine, function, queueUrl);
      String key = "input/" + settings.file().getFileName();
      store.put(NAME, key, settings.file());
      StartedExecution execution = engine.start(machine, executionName(), input(key));
      CountDownLatch reported = new CountDownLatch(1);
      Thread stopper = stopOnShutdown(execution, reported, host);
      try {
        ExecutionOutcome outcome = await(engine, execution);
        RunSummary summary =
            RunSummary.of(
                outcome,
                execution,
                lastMapRun(engine, execution),
                store,
                queues.messages(queueUrl),
                host.statistics(),
                settings.folder());
        // Before the latch opens: after Ctrl-C this process lives no longer than the hook waits.
        report.accept(summary);
        removeHook(stopper);
        return summary;
      } finally {
        reported.countDown();
      }
    }
  }

  private FunctionConfiguration function() {
    return new FunctionConfiguration(
        NAME,
        settings.functionPackage(),
        settings.memoryMegabytes(),
        settings.timeout(),
        HANDLER,
        // As the deployed function has it: the host ends it, not a signal from the terminal.
        Map.of("DISABLE_SIGNAL_HANDLERS", "true"),
        settings.reservedConcurrency(),
        ACCOUNT.region(),
        ACCOUNT.id(),
        settings.folder().resolve("lambda"));
  }

  private static LambdaHost host(FunctionConfiguration function) throws IOException {
    try {
      return new LambdaHost(List.of(function), RuntimeInterfaceClient.onClassPath());
    } catch (FunctionPackageException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  private StateMachine define(LocalEngine engine, FunctionConfiguration function, String queueUrl)
      throws IOException {
    // What Terraform's templatefile gives the same file on AWS.
    Map<String, String> placeholders =
        Map.of(
            "bucket",
            NAME,
            "results_prefix",
            "results",
            "function_arn",
            ACCOUNT.functionArn(function.functionName()) + ":live",
            "queue_url",
            queueUrl,
            "max_concurrency",
            "10",
            "tolerated_failure_percentage",
            "50");
    String text = Files.readString(settings.workflow());
    try {
      return engine.define(NAME, new DefinitionTemplate(text).fill(placeholders));
    } catch (DefinitionException e) {
      throw new UserError(settings.workflow() + ": " + e.getMessage(), e);
    }
  }

  private String executionName() {
    String file = settings.file().getFileName().toString().replaceAll("[^A-Za-z0-9_-]", "-");
    return file.substring(0, Math.min(40, file.length()))
        + LocalDateTime.now().format(DateTimeFormatter.ofPattern("-yyyyMMdd-HHmmss-"))
        + UUID.randomUUID().toString().substring(0, 4);
  }

  private Map<String, Object> input(String key) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("key", key);
    if (settings.maxConcurrency() != null) {
      input.put("maxConcurrency", settings.maxConcurrency());
    }
    if (settings.toleratedFailurePercentage() != null) {
      input.put("toleratedFailurePercentage", settings.toleratedFailurePercentage());
    }
    return input;
  }

  private ExecutionOutcome await(LocalEngine engine, StartedExecution execution)
      throws InterruptedException {
    CompletableFuture<ExecutionOutcome> outcome = execution.outcome();
    try (Progress shown = progress) {
      while (true) {
        try {
          ExecutionOutcome end = outcome.get(PROGRESS_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
          show(shown, lastMapRun(engine, execution));
          return end;
        } catch (TimeoutException e) {
          show(shown, lastMapRun(engine, execution));
        } catch (java.util.concurrent.ExecutionException e) {
          throw new IllegalStateException(e.getCause());
        }
      }
    }
  }

  private static void show(Progress progress, MapRun run) {
    if (run != null) {
      progress.show(run.itemCounts());
    }
  }

  private static MapRun lastMapRun(LocalEngine engine, StartedExecution execution) {
    List<MapRun> runs = engine.mapRuns().startedBy(execution.arn());
    return runs.isEmpty() ? null : runs.get(runs.size() - 1);
  }

  /**
   * Ctrl-C stops the execution; the machine goes down only once every record is accounted for and
   * the summary is printed, and no function process is left.
   */
  private static Thread stopOnShutdown(
      StartedExecution execution, CountDownLatch reported, LambdaHost host) {
    Thread stopper =
        new Thread(
            () -> {
              execution.stop("Tenfold.Interrupted", "The run was interrupted on this machine");
              try {
                reported.await(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                host.close();
              }
            },
            "tenfold-shutdown");
    Runtime.getRuntime().addShutdownHook(stopper);
    return stopper;
  }

  private static void removeHook(Thread stopper) {
    try {
      Runtime.getRuntime().removeShutdownHook(stopper);
    } catch (IllegalStateException e) {
      // The shutdown has begun; the hook waits for the summary.
    }
  }
}
