package io.tenfold.local.map.run;

import io.tenfold.local.arn.StateMachineArn;
import io.tenfold.local.asl.InlineMap;
import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.Cancellation;
import io.tenfold.local.asl.execution.Execution;
import io.tenfold.local.asl.execution.PayloadLimit;
import io.tenfold.local.asl.execution.Scope;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TimeLimits;
import io.tenfold.local.asl.execution.Workflow;
import io.tenfold.local.asl.jsonata.Template;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.Item;
import io.tenfold.local.map.read.ItemReaderFailed;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ManifestLocation;
import io.tenfold.local.map.result.ResultWriter;
import io.tenfold.local.map.result.ResultWriterFailed;
import io.tenfold.local.port.FunctionInvoker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The child executions of one Map Run: at most MaxConcurrency at once, until the items are used up,
 * more have failed than is tolerated, or the execution is stopped. What was not started by then is
 * written as pending, so that every item is in the results, once.
 */
final class ChildExecutions {
  /** How long an EXPRESS execution may take. */
  private static final Duration EXPRESS_LIMIT = Duration.ofMinutes(5);

  private static final StateError MAY_HAVE_RUN =
      new StateError(
          "Tenfold.MayHaveRun",
          "It may have run before the run was cut off, left no outcome, and was not run again");

  private final MapRun run;
  private final StateContext context;
  private final Workflow processor;
  private final boolean express;
  private final Template itemSelector;
  private final TimeLimits timeLimits;
  private final ResultWriter writer;
  private final RunJournal journal;
  private final ChildNames names;
  private final Outcomes before;
  // From which position on no item was started before this run was resumed.
  private final long startedBefore;
  private final StateMachineArn stateMachineArn;
  // Both are written once, not for each child.
  private final String stateMachine;
  private final String executionArnPrefix;
  private final Cancellation cancellation = new Cancellation();

  // Why no further item is started; the first reason stays.
  private volatile RuntimeException failure;
  private ManifestLocation manifest;
  private DistributedMap.Items items;
  // What was taken and then not started.
  private final Queue<Item> returned = new ConcurrentLinkedQueue<>();
  private final Queue<Thread> workers = new ConcurrentLinkedQueue<>();
  private int running;
  private boolean exhausted;
  // How many items the reader has given, those among them that have an outcome from before.
  private long read;

  ChildExecutions(
      MapRun run,
      StateContext context,
      Workflow processor,
      boolean express,
      String label,
      Template itemSelector,
      TimeLimits timeLimits,
      ResultWriter writer,
      RunJournal journal,
      ChildNames names,
      Outcomes before,
      long startedBefore) {
    this.run = run;
    this.context = context;
    this.processor = processor;
    this.express = express;
    this.itemSelector = itemSelector;
    this.timeLimits = timeLimits;
    this.writer = writer;
    this.journal = journal;
    this.names = names;
    this.before = before;
    this.startedBefore = startedBefore;
    this.stateMachineArn = context.execution().stateMachineArn().labelled(label);
    this.stateMachine = stateMachineArn.toString();
    this.executionArnPrefix =
        (express ? stateMachineArn.express("") : stateMachineArn.execution("")).toString();
  }

  /** Runs all items and returns where the results are. */
  ManifestLocation run(DistributedMap.Items source) throws InterruptedException {
    items = source;
    boolean stopped;
    if (run.exceeded()) {
      fail(tooManyFailed()); // already before this run was resumed
    }
    try (Cancellation.Membership link = context.execution().cancellation().link(cancellation)) {
      run.onUpdate(this::startWorkers);
      startWorkers();
      stopped = !await();
      synchronized (this) {
        exhausted = true; // an update that comes now starts nothing any more
      }
      stopped |= !await();
      // Stopped or not, what was not run is accounted for: in a thread that no stop interrupts.
      stopped |= !awaitFinish();
    }
    return end(stopped || cancellation.requested());
  }

  /** Starts workers up to MaxConcurrency; an update of the run may raise it. */
  private synchronized void startWorkers() {
    long most = Math.min(run.maxConcurrency(), run.itemCounts().total());
    while (running < most && !exhausted) {
      try {
        workers.add(start("tenfold-map-" + running, this::work));
        running++;
      } catch (OutOfMemoryError e) {
        // The machine has no more threads: fewer at once than MaxConcurrency is within the rules.
        if (running == 0) {
          fail(e);
        }
        return;
      }
    }
  }

  private static Thread start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
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

  /** Finishes in a thread that no stop interrupts, and tells whether there was none. */
  private boolean awaitFinish() {
    try {
      workers.add(start("tenfold-map-end", this::finish));
    } catch (OutOfMemoryError e) {
      // The machine has no more threads: this one will do, with what interrupts it put off.
      boolean interrupted = Thread.interrupted();
      finish();
      return !interrupted && !Thread.interrupted();
    }
    return await();
  }

  private void work() {
    try {
      for (Item item = next(); item != null; item = next()) {
        runItem(item);
      }
    } catch (IOException e) {
      fail(new ItemReaderFailed(e.getMessage(), e));
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private synchronized void fail(Throwable e) {
    if (failure == null) {
      failure = e instanceof RuntimeException known ? known : fault(e);
    }
  }

  private static StateError fault(Throwable e) {
    return new StateError(ErrorNames.RUNTIME, "The local engine failed: " + e);
  }

  /** Takes the next item; null when there is none or no further one is to be started. */
  private synchronized Item next() throws IOException {
    if (failure != null || cancellation.requested() || running > run.maxConcurrency()) {
      running--;
      return null;
    }
    Item item = nextOpen();
    if (item == null) {
      exhausted = true;
      return null;
    }
    try {
      journal.starting(item.index());
    } catch (ResultWriterFailed e) {
      returned.add(item);
      throw e;
    }
    run.itemStarted();
    return item;
  }

  /** Reads the next item that has no outcome yet; null after the last. */
  private Item nextOpen() throws IOException {
    Item back = returned.poll();
    if (back != null) {
      return back;
    }
    Item item = items.next();
    while (item != null && before.has(item.index())) {
      read++;
      item = items.next();
    }
    if (item != null) {
      read++;
    }
    return item;
  }

  private void runItem(Item item) {
    Instant start = run.clock().now();
    String name = names.of(item.index());
    Object input;
    byte[] utf8;
    try {
      input = select(item);
      utf8 = Json.writeBytes(input);
    } catch (RuntimeException | Error e) {
      refuse(name, Json.write(asItem(item)), e, start);
      return;
    }
    String inputJson = new String(utf8, StandardCharsets.UTF_8);
    if (utf8.length > PayloadLimit.BYTES) {
      String what =
          "The state/task '"
              + context.stateName()
              + "' made, of item "
              + item.index()
              + ", an input";
      refuse(name, inputJson, PayloadLimit.exceeded(what, utf8.length), start);
      return;
    }
    try {
      write(runChild(name, input, inputJson, start));
    } catch (FunctionInvoker.Unavailable e) {
      // Nothing has seen the record, and nothing here can: it stays to be run.
      returned.add(item);
      run.itemReturned();
      fail(unavailable(e));
    }
  }

  private static StateError unavailable(FunctionInvoker.Unavailable e) {
    return new StateError("Lambda.ServiceException", e.getMessage());
  }

  /** Ends the run: it is not the record that failed, but the Map that cannot go on with it. */
  private void refuse(String name, String inputJson, Throwable e, Instant start) {
    fail(e);
    StateError error = e instanceof StateError known ? known : fault(e);
    write(child(name, "FAILED", inputJson, null, error, start));
  }

  private void write(ChildExecution child) {
    try {
      writer.write(child);
      run.resultWritten();
    } catch (RuntimeException | Error e) {
      fail(e);
    }
    if (run.itemEnded(child.status())) {
      fail(tooManyFailed());
    }
  }

  private static StateError tooManyFailed() {
    return new StateError(
        ErrorNames.EXCEED_TOLERATED_FAILURE_THRESHOLD,
        "The specified tolerated failure threshold was exceeded");
  }

  private Object select(Item item) {
    return itemSelector == null
        ? item.value()
        : context.evaluateWithItem(itemSelector, asItem(item));
  }

  /** What the selector sees of an item; also its Input when the real one could not be made. */
  private static Map<String, Object> asItem(Item item) {
    return InlineMap.item(item.index(), item.value());
  }

  private ChildExecution runChild(String name, Object input, String inputJson, Instant start) {
    // Only what runs the child is interrupted by a stop; taking items and writing results is not.
    Cancellation stop = new Cancellation();
    Execution execution =
        new Execution(executionArnPrefix + name, name, stateMachineArn, input, start, stop, null);
    TimeLimits.TimeLimit limit = null;
    try (Cancellation.Membership link = cancellation.link(stop);
        Cancellation.Membership member = stop.join()) {
      limit = express ? timeLimits.start(EXPRESS_LIMIT, stop) : null;
      Object output = processor.run(execution, new Scope(), input);
      return child(name, "SUCCEEDED", inputJson, Json.write(output), null, start);
    } catch (StateError e) {
      return child(name, "FAILED", inputJson, null, e, start);
    } catch (InterruptedException e) {
      return interrupted(name, inputJson, limit, start);
    } catch (FunctionInvoker.Unavailable e) {
      if (!execution.invoked()) {
        throw e;
      }
      // An earlier attempt ran: the record is not one that was never started.
      fail(unavailable(e));
      return child(name, "FAILED", inputJson, null, unavailable(e), start);
    } catch (RuntimeException | Error e) {
      // Whatever happens to the engine or to a port: the record is accounted for.
      return child(name, "FAILED", inputJson, null, fault(e), start);
    } finally {
      if (limit != null) {
        limit.close();
      }
      Thread.interrupted(); // left by the stop, which no longer concerns this thread
    }
  }

  private ChildExecution interrupted(
      String name, String inputJson, TimeLimits.TimeLimit limit, Instant start) {
    if (cancellation.requested()) {
      return child(name, "ABORTED", inputJson, null, null, start);
    }
    if (limit != null && limit.expired()) {
      StateError error =
          new StateError(ErrorNames.TIMEOUT, "An EXPRESS execution may take 5 minutes");
      return child(name, "TIMED_OUT", inputJson, null, error, start);
    }
    StateError error = fault(new InterruptedException("nobody asked for a stop"));
    return child(name, "FAILED", inputJson, null, error, start);
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
        stateMachine,
        status,
        inputJson,
        outputJson,
        error == null ? null : error.error(),
        error == null ? null : error.cause(),
        start,
        start == null ? null : run.clock().now());
  }

  private void finish() {
    try {
      writePending();
      manifest = writer.finish();
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private void writePending() {
    try {
      for (Item item = nextOpen(); item != null; item = nextOpen()) {
        writer.write(notRun(item));
        run.resultWritten();
        if (item.index() < startedBefore) {
          run.itemStarted();
          run.itemEnded("ABORTED");
        }
      }
    } catch (IOException e) {
      fail(new ItemReaderFailed(e.getMessage(), e));
    } catch (RuntimeException e) {
      fail(e);
      if (e instanceof ItemReaderFailed) {
        run.unread(items.count() - read);
      }
    }
  }

  /** What is not run now is pending, unless an earlier process may have run it. */
  private ChildExecution notRun(Item item) {
    String name = names.of(item.index());
    return item.index() < startedBefore
        ? child(name, "ABORTED", pendingInput(item), null, MAY_HAVE_RUN, run.clock().now())
        : child(name, "PENDING", pendingInput(item), null, null, null);
  }

  private String pendingInput(Item item) {
    try {
      return Json.write(select(item));
    } catch (RuntimeException e) {
      return Json.write(asItem(item));
    }
  }

  private ManifestLocation end(boolean stopped) throws InterruptedException {
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
