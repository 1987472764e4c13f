package io.tenfold.local.map;

import io.tenfold.local.asl.Cancellation;
import io.tenfold.local.asl.ErrorNames;
import io.tenfold.local.asl.Execution;
import io.tenfold.local.asl.InlineMap;
import io.tenfold.local.asl.PayloadLimit;
import io.tenfold.local.asl.Scope;
import io.tenfold.local.asl.StateContext;
import io.tenfold.local.asl.StateError;
import io.tenfold.local.asl.Template;
import io.tenfold.local.asl.TimeLimits;
import io.tenfold.local.asl.Workflow;
import io.tenfold.local.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The child executions of one Map Run: at most MaxConcurrency at once, until the items are used up,
 * more have failed than is tolerated, or the execution is stopped. What was not started by then is
 * written as pending, so that every item is in the results, once.
 */
final class ChildExecutions {
  /** How long an EXPRESS execution may take. */
  private static final Duration EXPRESS_LIMIT = Duration.ofMinutes(5);

  private final MapRun run;
  private final StateContext context;
  private final Workflow processor;
  private final boolean express;
  private final Template itemSelector;
  private final TimeLimits timeLimits;
  private final ResultWriter writer;
  private final String stateMachineArn;
  private final String executionArnPrefix;
  private final Cancellation cancellation = new Cancellation();

  // Why no further item is started; the first reason stays.
  private volatile RuntimeException failure;
  private DistributedMap.Items items;
  private final Queue<Thread> workers = new ConcurrentLinkedQueue<>();
  private int running;
  private boolean exhausted;

  ChildExecutions(
      MapRun run,
      StateContext context,
      Workflow processor,
      boolean express,
      String label,
      Template itemSelector,
      TimeLimits timeLimits,
      ResultWriter writer) {
    this.run = run;
    this.context = context;
    this.processor = processor;
    this.express = express;
    this.itemSelector = itemSelector;
    this.timeLimits = timeLimits;
    this.writer = writer;
    this.stateMachineArn = context.execution().stateMachineArn() + "/" + label;
    this.executionArnPrefix =
        stateMachineArn.replace(":stateMachine:", express ? ":express:" : ":execution:") + ":";
  }

  /** Runs all items and returns where the results are. */
  ManifestLocation run(DistributedMap.Items source) throws InterruptedException {
    items = source;
    boolean stopped;
    try (Cancellation.Membership link = context.execution().cancellation().link(cancellation)) {
      run.onUpdate(this::startWorkers);
      startWorkers();
      stopped = !await();
      synchronized (this) {
        exhausted = true; // an update that comes now starts nothing any more
      }
      stopped |= !await();
    }
    stopped |= cancellation.requested();
    // Stopped or not, what was not run is accounted for: nothing from here on may be interrupted.
    Thread.interrupted();
    writePending();
    return end(stopped);
  }

  /** Starts workers up to MaxConcurrency; an update of the run may raise it. */
  private synchronized void startWorkers() {
    long most = Math.min(run.maxConcurrency(), run.itemCounts().total());
    while (running < most && !exhausted) {
      Thread worker = new Thread(this::work, "tenfold-map-" + running++);
      worker.setDaemon(true);
      worker.start();
      workers.add(worker);
    }
  }

  /** Waits for the workers, also after an interrupt, and tells whether there was none. */
  private boolean await() {
    boolean uninterrupted = true;
    for (Thread worker = workers.poll(); worker != null; worker = workers.poll()) {
      while (true) {
        try {
          worker.join();
          break;
        } catch (InterruptedException e) {
          uninterrupted = false;
          cancellation.request();
        }
      }
    }
    return uninterrupted;
  }

  private void work() {
    try (Cancellation.Membership member = cancellation.join()) {
      for (Item item = next(); item != null; item = next()) {
        runItem(item);
      }
    } catch (RuntimeException e) {
      fail(e);
    } catch (IOException e) {
      fail(new ItemReaderFailed(e.getMessage(), e));
    }
  }

  private synchronized void fail(RuntimeException e) {
    if (failure == null) {
      failure = e;
    }
  }

  /** Takes the next item; null when there is none or no further one is to be started. */
  private synchronized Item next() throws IOException {
    if (failure != null || cancellation.requested() || running > run.maxConcurrency()) {
      running--;
      return null;
    }
    Item item = items.next();
    if (item == null) {
      exhausted = true;
      return null;
    }
    run.itemStarted();
    return item;
  }

  private void runItem(Item item) {
    Instant start = Instant.now();
    String name = UUID.randomUUID().toString();
    Object input;
    String inputJson;
    try {
      input = select(item);
      byte[] utf8 = Json.writeBytes(input);
      inputJson = new String(utf8, StandardCharsets.UTF_8);
      if (utf8.length > PayloadLimit.BYTES) {
        throw PayloadLimit.exceeded(
            "The state/task '"
                + context.stateName()
                + "' made, of item "
                + item.index()
                + ", an input",
            utf8.length);
      }
    } catch (StateError e) {
      // Not the record's own failure: the Map itself cannot go on, so the run ends here.
      write(child(name, "FAILED", Json.write(fallbackInput(item)), null, e, start));
      fail(e);
      return;
    }
    ChildExecution child = runChild(name, input, inputJson, start);
    write(child);
  }

  private void write(ChildExecution child) {
    writer.write(child);
    run.resultWritten();
    if (run.itemEnded(child.status())) {
      fail(
          new StateError(
              ErrorNames.EXCEED_TOLERATED_FAILURE_THRESHOLD,
              "The specified tolerated failure threshold was exceeded"));
    }
  }

  private Object select(Item item) {
    return itemSelector == null
        ? item.value()
        : context.evaluateWithItem(itemSelector, InlineMap.item(item.index(), item.value()));
  }

  /** What a record's Input is when its real one is too large or could not be made. */
  private Object fallbackInput(Item item) {
    try {
      return select(item);
    } catch (StateError e) {
      return InlineMap.item(item.index(), item.value());
    }
  }

  private ChildExecution runChild(String name, Object input, String inputJson, Instant start) {
    Execution execution =
        new Execution(executionArnPrefix + name, name, stateMachineArn, input, cancellation, null);
    TimeLimits.TimeLimit limit = express ? timeLimits.start(EXPRESS_LIMIT) : null;
    try {
      Object output = processor.run(execution, new Scope(), input);
      return child(name, "SUCCEEDED", inputJson, Json.write(output), null, start);
    } catch (StateError e) {
      return child(name, "FAILED", inputJson, null, e, start);
    } catch (InterruptedException e) {
      StateError error =
          limit != null && limit.expired() && !cancellation.requested()
              ? new StateError(ErrorNames.TIMEOUT, "An EXPRESS execution may take 5 minutes")
              : null;
      return child(name, error == null ? "ABORTED" : "TIMED_OUT", inputJson, null, error, start);
    } finally {
      if (limit != null) {
        limit.close();
      }
      Thread.interrupted(); // writing the result must not be interrupted; next() sees the request
    }
  }

  private ChildExecution child(
      String name,
      String status,
      String inputJson,
      String outputJson,
      StateError error,
      Instant start) {
    return new ChildExecution(
        executionArnPrefix + name,
        name,
        stateMachineArn,
        status,
        inputJson,
        outputJson,
        error == null ? null : error.error(),
        error == null ? null : error.cause(),
        start,
        start == null ? null : Instant.now());
  }

  private void writePending() {
    try {
      for (Item item = items.next(); item != null; item = items.next()) {
        writer.write(
            child(
                UUID.randomUUID().toString(),
                "PENDING",
                Json.write(fallbackInput(item)),
                null,
                null,
                null));
        run.resultWritten();
      }
    } catch (IOException e) {
      fail(new ItemReaderFailed(e.getMessage(), e));
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private ManifestLocation end(boolean stopped) throws InterruptedException {
    ManifestLocation manifest;
    try {
      manifest = writer.finish();
    } catch (RuntimeException e) {
      fail(e);
      manifest = null;
    }
    Execution execution = context.execution();
    if (stopped) {
      run.ended(MapRun.Status.ABORTED, manifest);
      execution.record("MapRunAborted", Map.of());
      throw new InterruptedException("the map run was stopped");
    }
    if (failure != null) {
      run.ended(MapRun.Status.FAILED, manifest);
      Map<String, Object> details = new LinkedHashMap<>();
      if (failure instanceof StateError error) {
        details.put("error", error.error());
      }
      details.put("cause", String.valueOf(failure.getMessage()));
      execution.record("MapRunFailed", details);
      throw failure;
    }
    run.ended(MapRun.Status.SUCCEEDED, manifest);
    execution.record("MapRunSucceeded", Map.of());
    return manifest;
  }
}
