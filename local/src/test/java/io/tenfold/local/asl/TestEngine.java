package io.tenfold.local.asl;

import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.LocalEngine;
import io.tenfold.local.StartedExecution;
import io.tenfold.local.arn.Account;
import io.tenfold.local.asl.execution.Sleeper;
import io.tenfold.local.folder.FolderMessageQueue;
import io.tenfold.local.folder.FolderObjectStore;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.map.run.MapRun;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** An engine over a folder that runs a test's definitions and notes its waits without waiting. */
public final class TestEngine implements AutoCloseable {
  public static final String BUCKET = "batch";

  private final FolderObjectStore folder;
  private final ObjectStore store;
  private final FolderMessageQueue queues;
  private final List<Duration> waits = new CopyOnWriteArrayList<>();
  private final LocalEngine engine;
  private StartedExecution execution;

  /** Where the engine's store is to be another than the folder, as it is or wrapped. */
  public interface StoreWrapper {
    ObjectStore wrap(ObjectStore folder);
  }

  public TestEngine(Path root, FunctionInvoker function) throws IOException {
    this(root, function, store -> store, null);
  }

  public TestEngine(Path root, FunctionInvoker function, StoreWrapper wrapper, Sleeper sleeper)
      throws IOException {
    folder = new FolderObjectStore(root.resolve("s3"));
    folder.createBucket(BUCKET);
    store = wrapper.wrap(folder);
    queues = new FolderMessageQueue(root.resolve("sqs"));
    engine =
        new LocalEngine(
            store,
            queues,
            function,
            new Account("eu-central-1", "123456789012"),
            sleeper == null ? waits::add : sleeper);
  }

  /** Answers every invocation with its payload. */
  public static FunctionInvoker echo() {
    return (function, payload) -> new FunctionInvoker.Returned(payload);
  }

  public static FunctionInvoker.Result returned(Object value) {
    return new FunctionInvoker.Returned(Json.writeBytes(value));
  }

  public static FunctionInvoker.Result failed(String type) {
    return new FunctionInvoker.Failed(type, Json.writeBytes(Map.of("errorType", type)));
  }

  /** Returns the text of a resource beside the test class. */
  public static String resource(Class<?> test, String name) {
    try (InputStream in = test.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException | NullPointerException e) {
      throw new IllegalArgumentException("no resource " + name, e);
    }
  }

  public StateMachine define(String definition) {
    return engine.define("machine", definition);
  }

  public StartedExecution start(String definition, Object input) {
    execution = engine.start(define(definition), "run", input);
    return execution;
  }

  public ExecutionOutcome run(String definition, String input) throws Exception {
    return start(definition, Json.parseAsWritten(input)).outcome().get(30, TimeUnit.SECONDS);
  }

  /** Runs to the end and returns the output as JSON text. */
  public String output(String definition, String input) throws Exception {
    ExecutionOutcome outcome = run(definition, input);
    if (outcome instanceof ExecutionOutcome.Succeeded succeeded) {
      return Json.write(succeeded.output());
    }
    throw new AssertionError("not SUCCEEDED but " + outcome);
  }

  /** Runs to the end, which must be a failure. */
  public ExecutionOutcome.Failed failure(String definition, String input) throws Exception {
    ExecutionOutcome outcome = run(definition, input);
    if (outcome instanceof ExecutionOutcome.Failed failed) {
      return failed;
    }
    throw new AssertionError("not FAILED but " + outcome);
  }

  public StartedExecution execution() {
    return execution;
  }

  public List<Duration> waits() {
    return waits;
  }

  public FolderMessageQueue queues() {
    return queues;
  }

  public ObjectStore store() {
    return store;
  }

  public void put(String key, String content) throws IOException {
    put(key, content.getBytes(StandardCharsets.UTF_8));
  }

  public void put(String key, byte[] content) throws IOException {
    try (ObjectStore.Upload upload = folder.create(BUCKET, key)) {
      upload.write(content);
    }
  }

  public List<MapRun> mapRuns() {
    return engine.mapRuns().startedBy(execution.arn());
  }

  public MapRun mapRun() {
    return mapRuns().get(0);
  }

  /** Returns the children of the first Map Run that are in a group of result files. */
  public List<ChildExecution> children(ResultGroup group) {
    return children(mapRun(), group);
  }

  public List<ChildExecution> children(MapRun run, ResultGroup group) {
    List<ChildExecution> children = new ArrayList<>();
    new ResultFiles(folder, run.results().bucket(), run.results().key())
        .forEach(group, children::add);
    return children;
  }

  @Override
  public void close() {
    engine.close();
  }
}
