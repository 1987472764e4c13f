package io.tenfold.cli.batch.embedded;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.batch.RecordCounts;
import io.tenfold.cli.batch.RunWorkflow;
import io.tenfold.cli.batch.StateVisits;
import io.tenfold.cli.batch.UndeliveredMessage;
import io.tenfold.cli.console.FaultWords;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.LocalEngine;
import io.tenfold.local.StartedExecution;
import io.tenfold.local.WorkflowPlaceholders;
import io.tenfold.local.asl.StateMachine;
import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.execution.ExecutionHistory;
import io.tenfold.local.folder.FolderObjectStore;
import io.tenfold.local.lambda.FunctionConfiguration;
import io.tenfold.local.lambda.FunctionPackageException;
import io.tenfold.local.lambda.PackageDescription;
import io.tenfold.local.lambda.host.HostStatistics;
import io.tenfold.local.lambda.host.LambdaHost;
import io.tenfold.local.lambda.process.RuntimeInterfaceClient;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.map.result.BatchFailures;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.run.MapRun;
import io.tenfold.local.map.run.UnfinishedMapRun;
import io.tenfold.local.port.MessageQueue;
import io.tenfold.local.port.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.ZipFile;

/** A run of the workflow in this process, with the function in processes of its own. */
final class LocalRun implements AutoCloseable {
  /** How often other processes are told how far the run is. */
  private static final Duration RECORD_INTERVAL = Duration.ofSeconds(1);

  /** How long an interrupted run may take to write down what happened to every record. */
  private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

  /**
   * What a run uses of the machine: its objects, its queue, where it says how far it is and keeps
   * messages that can't be sent, and who is told of what goes wrong beside the run.
   */
  record Surroundings(
      Path folder,
      FolderObjectStore store,
      MessageQueue queues,
      String queueUrl,
      ExecutionFiles files,
      UndeliveredMessages undelivered,
      Consumer<String> warnings) {}

  private final RunSettings settings;
  private final ReaderConfig reader;
  private final Surroundings surroundings;
  private final LambdaHost host;
  private final LocalEngine engine;
  private final StartedExecution execution;
  private final KeepingQueue queue;
  private final ScheduledThreadPoolExecutor recorder;
  private final CountDownLatch ended = new CountDownLatch(1);

  /** The run as it ended, null until then. */
  private volatile ExecutionFiles.Entry last;

  /** Why nobody can say how it ended, null where there is no reason. */
  private volatile Throwable fault;

  private final RecordCounts counts;
  private final RunWorkflows workflows;
  private final RunWorkflow.Function ran;
  private int writtenEvents = -1;
  private boolean warned;
  private boolean bucketGone;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread stopper;

  /**
   * What a run goes on from that an earlier process did not end well.
   *
   * @param startDate when it started
   * @param measured how long it had taken
   * @param mapRuns its Map Runs that are not finished
   */
  record Before(Instant startDate, Duration measured, List<UnfinishedMapRun> mapRuns) {}

  /**
   * Starts a run, which goes on by itself.
   *
   * @param reader how its file is read, where the workflow leaves that open
   * @param before what it goes on from, null for a new one
   * @throws UserError if it cannot be started
   */
  LocalRun(
      RunSettings settings,
      ReaderConfig reader,
      Surroundings surroundings,
      String name,
      Map<String, Object> input,
      Before before)
      throws IOException {
    this.settings = settings;
    this.reader = reader;
    this.surroundings = surroundings;
    workflows = new RunWorkflows(surroundings.folder().resolve("executions"));
    PackageDescription described = describedPackage();
    FunctionConfiguration function = function(described);
    ran = ran(described);
    host = host(function);
    queue =
        new KeepingQueue(
            surroundings.queues(), surroundings.undelivered(), name, surroundings.warnings());
    try {
      recorder = recorder();
      engine = new LocalEngine(surroundings.store(), queue, host, EmbeddedBatches.ACCOUNT);
    } catch (RuntimeException | Error e) {
      host.close();
      throw e;
    }
    try {
      StateMachine machine = define(function);
      execution =
          before == null
              ? engine.start(machine, name, input)
              : resume(machine, name, input, before);
    } catch (IOException | RuntimeException e) {
      recorder.shutdown();
      engine.close();
      host.close();
      throw e;
    }
    counts =
        new RecordCounts(
            failures(surroundings.store(), execution.arn(), input, execution.startDate()));
    write(entry(null));
    stopper = new Thread(this::stopOnShutdown, "tenfold-shutdown");
    Runtime.getRuntime().addShutdownHook(stopper);
    recorder.scheduleWithFixedDelay(
        () -> write(entry(null)),
        RECORD_INTERVAL.toMillis(),
        RECORD_INTERVAL.toMillis(),
        TimeUnit.MILLISECONDS);
    execution.outcome().whenCompleteAsync(this::end, recorder);
  }

  /** A thread that is there before the first record is run: a machine may have none left later. */
  private static ScheduledThreadPoolExecutor recorder() {
    ScheduledThreadPoolExecutor recorder =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "tenfold-recorder");
              thread.setDaemon(true);
              return thread;
            });
    recorder.prestartCoreThread();
    return recorder;
  }

  /** Takes down how the run ended, after all that the recorder said of it before. */
  private void end(ExecutionOutcome outcome, Throwable thrown) {
    try {
      if (thrown != null) {
        throw thrown;
      }
      ExecutionFiles.Entry entry = entry(outcome);
      write(entry);
      // Not before: of a process that is killed in between, other commands would find nothing.
      engine.forget(execution);
      last = entry;
    } catch (Throwable e) {
      // Told to whoever waits, in whose thread it would have been thrown.
      fault = e;
    } finally {
      recorder.shutdown();
      ended.countDown();
    }
  }

  private StartedExecution resume(
      StateMachine machine, String name, Map<String, Object> input, Before before)
      throws IOException {
    for (UnfinishedMapRun mapRun : before.mapRuns()) {
      if (!engine.mapRuns().resume(mapRun)) {
        throw new UserError(name + " is being run by another process.");
      }
      String arn = machine.arn().execution(name).toString();
      if (RecordCounts.isBatched(mapRun.mapRunArn())) {
        // Of a batch that was cut off nothing counts, whatever it had written down by then.
        failures(surroundings.store(), arn, input, before.startDate())
            .discardUnless(mapRun.indexes()::get, surroundings.store());
      }
    }
    return engine.resume(machine, name, input, before.startDate(), before.measured());
  }

  /** Returns the execution's ARN. */
  String arn() {
    return execution.arn();
  }

  /** Returns the run as it is now, or as it ended: from this process, not from its file. */
  ExecutionFiles.Entry entry() {
    if (fault != null) {
      throw new IllegalStateException(fault);
    }
    ExecutionFiles.Entry atItsEnd = last;
    return atItsEnd == null ? entry(null) : atItsEnd;
  }

  /** Waits until the run has ended and its file says so, at most that long. */
  void awaitEnd(Duration most) throws InterruptedException {
    ended.await(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Returns the messages that could not be put on the queue. */
  List<UndeliveredMessage> undelivered() {
    return queue.kept();
  }

  private RunWorkflow.Function ran(PackageDescription described) {
    String kind =
        described.graalVm().map(version -> " (native, " + version + ")").orElse("")
            + described.runtime().map(name -> " (" + name + ")").orElse("");
    return new RunWorkflow.Function(
        EmbeddedBatches.NAME,
        settings.memoryMegabytes(),
        settings.functionPackage() + kind,
        described.commit().map(commit -> "commit " + commit).orElse(null),
        logs().toString());
  }

  private Path logs() {
    return surroundings.folder().resolve("lambda").resolve("logs");
  }

  /** Returns the workflow, and which of its states the run has been in. */
  RunWorkflow workflow() {
    return workflow(execution.history());
  }

  private RunWorkflow workflow(List<ExecutionHistory.Event> events) {
    StateVisits visits = new StateVisits();
    for (ExecutionHistory.Event event : events) {
      visits.add(
          event.type(),
          event.details().get("name") instanceof String state ? state : null,
          event.timestamp());
    }
    return new RunWorkflow(settings.workflow().text(), visits.all(), ran);
  }

  private FunctionConfiguration function(PackageDescription described) {
    return new FunctionConfiguration(
        EmbeddedBatches.NAME,
        settings.functionPackage(),
        settings.memoryMegabytes(),
        settings.timeout(),
        described.handler(),
        settings.environment().over(described.environment()),
        settings.reservedConcurrency(),
        settings.environment().aws().region(),
        EmbeddedBatches.ACCOUNT.id(),
        surroundings.folder().resolve("lambda"));
  }

  private PackageDescription describedPackage() {
    try {
      return PackageDescription.of(settings.functionPackage());
    } catch (FunctionPackageException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  private static LambdaHost host(FunctionConfiguration function) throws IOException {
    try {
      return new LambdaHost(
          List.of(function),
          runtimeInterfaceClient(function.packagePath()),
          // What the run goes on in spite of is said at once, and not with its result.
          System.err::println);
    } catch (FunctionPackageException e) {
      throw new UserError(e.getMessage(), e);
    }
  }

  private static RuntimeInterfaceClient runtimeInterfaceClient(Path functionPackage)
      throws IOException {
    if (System.getProperty("org.graalvm.nativeimage.imagecode") == null) {
      return RuntimeInterfaceClient.onClassPath();
    }
    // The one executable has neither AWS's client nor a JVM in it, which a JVM package needs.
    if (!isNative(functionPackage)) {
      throw new UserError(
          functionPackage
              + " is a JVM package, and the native tenfold runs native ones only: build one with"
              + " make native, or use ./tenfold.");
    }
    return new RuntimeInterfaceClient(List.of());
  }

  private static boolean isNative(Path functionPackage) throws IOException {
    if (Files.isDirectory(functionPackage)) {
      return Files.exists(functionPackage.resolve("bootstrap"));
    }
    try (ZipFile zip = new ZipFile(functionPackage.toFile())) {
      return zip.getEntry("bootstrap") != null;
    }
  }

  private StateMachine define(FunctionConfiguration function) throws IOException {
    // What Terraform's templatefile gives the same file on AWS.
    WorkflowPlaceholders placeholders =
        new WorkflowPlaceholders(
                EmbeddedBatches.NAME, function.functionArn() + ":live", surroundings.queueUrl())
            .with(reader);
    try {
      return engine.define(EmbeddedBatches.NAME, placeholders.fill(settings.workflow().text()));
    } catch (DefinitionException e) {
      throw new UserError(e.lines(settings.workflow().name()));
    }
  }

  /** Says how far the run is, in a file for other processes; the run does not depend on it. */
  private void write(ExecutionFiles.Entry entry) {
    warnOfDeletedBucket();
    try {
      surroundings.files().write(entry);
      List<ExecutionHistory.Event> events = execution.history();
      if (events.size() != writtenEvents) {
        workflows.write(execution.name(), workflow(events));
        writtenEvents = events.size();
      }
    } catch (IOException e) {
      // A page of the run has no drawing then.
    } catch (UncheckedIOException e) {
      if (!warned) {
        warned = true;
        surroundings
            .warnings()
            .accept(
                "Other commands can't see how far the run is, for its file can't be written ("
                    + FaultWords.of(e)
                    + "). The run goes on.");
      }
    }
  }

  /** The run notices it once a record begins or ends, which may be minutes from now. */
  private void warnOfDeletedBucket() {
    Path bucket = surroundings.folder().resolve("s3").resolve(EmbeddedBatches.NAME);
    if (!bucketGone && Files.notExists(bucket)) {
      bucketGone = true;
      surroundings
          .warnings()
          .accept(
              bucket
                  + " was deleted, and with it what the run has written. The run ends as FAILED"
                  + " once the records that are in the function are through.");
    }
  }

  private MapRun lastMapRun() {
    return engine.mapRuns().withResults(execution.arn()).orElse(null);
  }

  private ExecutionFiles.Entry entry(ExecutionOutcome outcome) {
    String error = null;
    String cause = null;
    Object output = null;
    if (outcome instanceof ExecutionOutcome.Succeeded succeeded) {
      output = succeeded.output();
    } else if (outcome instanceof ExecutionOutcome.Failed failed) {
      error = failed.error();
      cause = failed.cause();
    } else if (outcome instanceof ExecutionOutcome.Aborted aborted) {
      error = aborted.error();
      cause = aborted.cause();
    }
    HostStatistics statistics = host.statistics();
    MapRun run = lastMapRun();
    return new ExecutionFiles.Entry(
        new Batches.Run(
            execution.arn(),
            execution.name(),
            outcome == null ? "RUNNING" : outcome.status(),
            execution.startDate(),
            outcome == null ? null : execution.stopDate(),
            execution.input(),
            output,
            error,
            cause,
            null,
            execution.elapsed()),
        reader,
        run == null ? null : state(run, outcome != null),
        run == null ? null : run.results(),
        new Batches.FunctionUse(
            statistics.environmentsStarted(),
            statistics.peakConcurrency(),
            logs(),
            settings.options()),
        settings.environment().kept(),
        ProcessIdentity.ofThisProcess());
  }

  private static BatchFailures failures(
      ObjectStore store, String arn, Map<String, Object> input, Instant startDate) {
    String bucket = input.get("bucket") instanceof String other ? other : EmbeddedBatches.NAME;
    return new BatchFailures(store, bucket, EmbeddedBatches.RESULTS, arn, startDate);
  }

  private Optional<ResultFiles> complete(MapRun run) {
    return Optional.ofNullable(run.results())
        .map(at -> new ResultFiles(surroundings.store(), at.bucket(), at.key()));
  }

  private Batches.MapRunState state(MapRun run, boolean ended) {
    MapRun.Status status = run.status();
    MapRun.ItemCounts records;
    try {
      records = counts.of(run.arn(), run.itemCounts(), ended, () -> complete(run));
    } catch (IOException e) {
      if (ended) {
        throw new UncheckedIOException(e);
      }
      records = run.itemCounts();
    } catch (ResultFiles.Unreadable e) {
      records = run.itemCounts(); // What can't be read is told by the proof.
    }
    return new Batches.MapRunState(
        run.arn(),
        status.name(),
        records,
        run.maxConcurrency(),
        run.toleratedFailure().percentage() == null ? 0 : run.toleratedFailure().percentage(),
        run.startDate(),
        status == MapRun.Status.RUNNING ? null : run.stopDate(),
        run.dataset());
  }

  /**
   * Ctrl-C stops the execution; the machine goes down only once every record is accounted for and
   * the summary is printed, and no function process is left.
   */
  private void stopOnShutdown() {
    execution.stop("Tenfold.Interrupted", "The run was interrupted on this machine");
    try {
      closed.await(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      host.close();
    }
  }

  /** Ends the function's processes; to be called once all that is to be said of the run is said. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(stopper);
    } catch (IllegalStateException e) {
      // The shutdown has begun; the hook waits for this.
    }
    engine.close();
    host.close();
    recorder.shutdown();
    closed.countDown();
  }
}
