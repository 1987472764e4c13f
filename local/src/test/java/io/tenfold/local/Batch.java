package io.tenfold.local;

import io.tenfold.local.arn.Account;
import io.tenfold.local.asl.StateMachine;
import io.tenfold.local.asl.execution.Sleeper;
import io.tenfold.local.folder.FolderMessageQueue;
import io.tenfold.local.folder.FolderObjectStore;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.Reconciliation;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.map.run.MapRun;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.MessageQueue;
import io.tenfold.local.port.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Tenfold's workflow file in an engine over a folder, with a function of the test's. */
public final class Batch implements AutoCloseable {
  public static final String BUCKET = "batch";

  private final FolderObjectStore store;
  private final FolderMessageQueue queues;
  private final String queueUrl;
  private final LocalEngine engine;
  private final StateMachine machine;
  private StartedExecution execution;

  public Batch(Path folder, FunctionInvoker function) throws IOException {
    this(folder, function, time -> {});
  }

  public Batch(Path folder, FunctionInvoker function, ReaderConfig reader) throws IOException {
    this(folder, function, time -> {}, reader);
  }

  public Batch(Path folder, FunctionInvoker function, Sleeper sleeper) throws IOException {
    this(folder, function, sleeper, ReaderConfig.of(InputType.JSON));
  }

  private Batch(Path folder, FunctionInvoker function, Sleeper sleeper, ReaderConfig reader)
      throws IOException {
    this(folder, function, sleeper, reader, UnaryOperator.identity());
  }

  /** A batch of the workflow file with something changed. */
  public static Batch changed(Path folder, FunctionInvoker function, UnaryOperator<String> workflow)
      throws IOException {
    return new Batch(folder, function, time -> {}, ReaderConfig.of(InputType.JSON), workflow);
  }

  private Batch(
      Path folder,
      FunctionInvoker function,
      Sleeper sleeper,
      ReaderConfig reader,
      UnaryOperator<String> change)
      throws IOException {
    store = new FolderObjectStore(folder.resolve("s3"));
    store.createBucket(BUCKET);
    queues = new FolderMessageQueue(folder.resolve("sqs"));
    queueUrl = queues.createQueue("failed-runs");
    Account account = new Account("us-east-1", "123456789012");
    engine = new LocalEngine(store, queues, function, account, sleeper);
    String text = change.apply(Files.readString(Path.of("..", "statemachine.asl.json")));
    machine =
        engine.define(
            "batch",
            new WorkflowPlaceholders(BUCKET, account.function("records") + ":live", queueUrl)
                .with(reader)
                .fill(text));
  }

  public void put(String key, String content) throws IOException {
    try (ObjectStore.Upload upload = store.create(BUCKET, key)) {
      upload.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }

  public StartedExecution start(String input) {
    execution = engine.start(machine, "run", Json.parse(input));
    return execution;
  }

  public ExecutionOutcome run(String input) throws Exception {
    return start(input).outcome().get(60, TimeUnit.SECONDS);
  }

  public FolderObjectStore store() {
    return store;
  }

  public StartedExecution execution() {
    return execution;
  }

  public MapRun mapRun() {
    return engine.mapRuns().withResults(execution.arn()).orElseThrow();
  }

  public List<MapRun> mapRuns() {
    return engine.mapRuns().startedBy(execution.arn());
  }

  public ResultFiles results() {
    return new ResultFiles(store, mapRun().results().bucket(), mapRun().results().key());
  }

  public Reconciliation reconciliation() {
    return Reconciliation.of(results(), mapRun().itemCounts().total());
  }

  public List<ChildExecution> children(ResultGroup group) {
    List<ChildExecution> children = new ArrayList<>();
    results().forEach(group, children::add);
    return children;
  }

  /** The children as they are, where {@link #children} has the records of batches. */
  public List<ChildExecution> executions(ResultGroup group) {
    List<ChildExecution> children = new ArrayList<>();
    results().forEachChild(group, children::add);
    return children;
  }

  /** The messages on the queue, parsed. */
  public List<Map<String, Object>> messages() throws IOException {
    List<Map<String, Object>> parsed = new ArrayList<>();
    for (MessageQueue.Message message : queues.messages(queueUrl)) {
      parsed.add(object(Json.parse(message.body())));
    }
    return parsed;
  }

  @SuppressWarnings("unchecked")
  public static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  @Override
  public void close() {
    engine.close();
  }
}
