package io.tenfold.local.map.run;

import io.tenfold.local.arn.MapRunArn;
import io.tenfold.local.arn.StateMachineArn;
import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.Cancellation;
import io.tenfold.local.asl.execution.Execution;
import io.tenfold.local.asl.execution.Progress;
import io.tenfold.local.asl.execution.Scope;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TimeLimits;
import io.tenfold.local.asl.execution.ToleratedFailure;
import io.tenfold.local.asl.execution.Workflow;
import io.tenfold.local.fault.FaultWords;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.JsonText;
import io.tenfold.local.map.read.Item;
import io.tenfold.local.map.read.ItemReaderFailed;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ChildResults;
import io.tenfold.local.map.result.ManifestLocation;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.map.result.ResultWriterFailed;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.PriorityBlockingQueue;

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
  private final ChildInputs inputs;
  private final TimeLimits timeLimits;
  private final ChildResults writer;
  private final RunJournal journal;
  private final ChildNames names;
  private final Outcomes before;
  private final Outcomes after;
  // What a redrive starts again; null where there is none.
  private final RedrivableMapRun redriven;
  private final Outcomes unsuccessful;
  private final BitSet restarted = new BitSet();
  private final ChildProgress children;
  private final ObjectStore store;
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
  // What was taken and then not started, in order, for a batch is of items that follow one another.
  private final Queue<Item> returned =
      new PriorityBlockingQueue<>(11, Comparator.comparingLong(Item::index));
  private final Queue<Thread> workers = new ConcurrentLinkedQueue<>();
  private int running;
  private boolean exhausted;
  // How many items the reader has given, those among them that have an outcome from before.
  private long read;

  /**
   * What the children of a Distributed Map are.
   *
   * @param label of the Map, which their state machine's ARN ends in
   * @param store where their results are
   */
  record Kind(
      Workflow processor,
      boolean express,
      String label,
      TimeLimits timeLimits,
      ObjectStore store) {}

  /**
   * Where their run begins.
   *
   * @param before the outcomes that stay
   * @param startedBefore from which position on no item may have been started before
   * @param redrive whether the children that did not succeed are run again
   */
  record Beginning(Outcomes before, long startedBefore, boolean redrive) {}

  ChildExecutions(
      Kind kind,
      StateContext context,
      RedrivableMapRun kept,
      Beginning beginning,
      ChildResults writer,
      RunJournal journal) {
    this.run = kept.run();
    this.context = context;
    this.processor = kind.processor();
    this.express = kind.express();
    this.inputs = kept.inputs();
    this.timeLimits = kind.timeLimits();
    this.store = kind.store();
    this.writer = writer;
    this.journal = journal;
    this.names = new ChildNames(UUID.fromString(MapRunArn.parse(run.arn()).id()));
    this.before = beginning.before();
    this.after = before.copy();
    this.children = kept.children();
    this.redriven = beginning.redrive() && kept.hasResults() ? kept : null;
    this.unsuccessful = redriven == null ? null : kept.outcomes();
    this.startedBefore = beginning.startedBefore();
    this.stateMachineArn = context.execution().stateMachineArn().labelled(kind.label());
    this.stateMachine = stateMachineArn.toString();
    this.executionArnPrefix =
        (express ? stateMachineArn.express("") : stateMachineArn.execution("")).toString();
  }

  /** Returns what is known of the items once {@link #run} has ended. */
  Outcomes outcomes() {
    return after;
  }

  /** Runs all items and returns where the results are. */
  ManifestLocation run(DistributedMap.Items source) throws InterruptedException {
    items = source;
    boolean stopped;
    if (run.exceeded()) {
      fail(ToleratedFailure.tooManyFailed()); // already before this run was resumed
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
      for (ChildInput child = next(); child != null; child = next()) {
        run(child);
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
    return new StateError(ErrorNames.RUNTIME, "The local engine failed: " + FaultWords.of(e));
  }

  /** Takes the next child's items and makes its input; null when nothing more is to be started. */
  private ChildInput next() throws IOException {
    while (true) {
      try {
        if (inputs.batched()) {
          return nextBatch();
        }
        Item item = nextItem();
        return item == null ? null : inputs.of(item);
      } catch (ChildInputs.Unusable e) {
        if (inputs.batched()) {
          started(List.of(e.item()));
        }
        refuse(e);
      }
    }
  }

  /** Takes the next item; null when there is none or no further one is to be started. */
  private synchronized Item nextItem() throws IOException {
    if (isOver()) {
      return null;
    }
    Item item = nextOpen();
    if (item == null) {
      exhausted = true;
      return null;
    }
    started(List.of(item));
    return item;
  }

  // One batch after the other is put together, as their bytes decide where the next one begins.
  private synchronized ChildInput nextBatch() throws IOException, ChildInputs.Unusable {
    if (isOver()) {
      return null;
    }
    ChildInput batch = inputs.batch(this::nextOpen, this::isBoundary, returned::add);
    if (batch == null) {
      exhausted = true;
      return null;
    }
    started(batch.items());
    return batch;
  }

  private boolean isOver() {
    if (failure != null || cancellation.requested() || running > run.maxConcurrency()) {
      running--;
      return true;
    }
    return false;
  }

  /** Writes down that a child's items, which follow one another, are started, before they are. */
  private synchronized void started(List<Item> child) {
    try {
      journal.starting(child.get(child.size() - 1).index());
    } catch (ResultWriterFailed e) {
      returned.addAll(child);
      throw e;
    }
    run.childStarted(child.size());
    redriving(child, true);
  }

  /** Notes of a child's items that they no longer wait for a redrive, or do again. */
  private synchronized void redriving(List<Item> child, boolean starts) {
    long first = child.get(0).index();
    if (unsuccessful != null && unsuccessful.unsuccessful(first)) {
      restarted.set((int) first, (int) first + child.size(), starts);
      int sign = starts ? 1 : -1;
      run.childRedriven((long) sign * child.size(), sign);
    }
  }

  /** A batch of what a redrive starts again is what it was. */
  private boolean isBoundary(long position) {
    return position == startedBefore
        || unsuccessful != null
            && (unsuccessful.unsuccessfulStatus(position) != null
                || unsuccessful.unsuccessful(position - 1) != unsuccessful.unsuccessful(position));
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

  private void run(ChildInput child) {
    Instant now = run.clock().now();
    long position = child.position();
    String name = names.of(position);
    String inputJson = new String(child.utf8(), StandardCharsets.UTF_8);
    int items = child.items().size();
    int redrives = redriveCount(position);
    ChildProgress.Child before = express || redrives == 0 ? null : children.take(position);
    Instant start = before == null ? now : before.startDate();
    Progress progress = before == null ? new Progress() : before.progress();
    ChildExecution ended;
    try {
      ended = runChild(name, child.value(), inputJson, start, redrives, progress);
    } catch (FunctionInvoker.Unavailable e) {
      // Nothing has seen the records, and nothing here can: they stay to be run.
      keep(position, start, progress);
      redriving(child.items(), false);
      run.childReturned(items);
      returned.addAll(child.items());
      fail(unavailable(e));
      return;
    }
    if (ended.group() != ResultGroup.SUCCEEDED) {
      keep(position, start, progress);
    }
    write(ended, position, items);
  }

  private int redriveCount(long position) {
    return unsuccessful == null || unsuccessful.unsuccessfulStatus(position) == null
        ? 0
        : unsuccessful.redriveCount(position) + 1;
  }

  /** An EXPRESS child is started anew; a STANDARD one goes on. */
  private void keep(long position, Instant start, Progress progress) {
    if (!express) {
      children.keep(position, new ChildProgress.Child(start, progress));
    }
  }

  private static StateError unavailable(FunctionInvoker.Unavailable e) {
    return new StateError("Lambda.ServiceException", e.getMessage());
  }

  /** Ends the run: it is not the record that failed, but the Map that cannot go on with it. */
  private void refuse(ChildInputs.Unusable unusable) {
    Throwable e = unusable.getCause();
    fail(e);
    StateError error = e instanceof StateError known ? known : fault(e);
    String name = names.of(unusable.item().index());
    long position = unusable.item().index();
    write(
        child(
            name,
            "FAILED",
            unusable.inputJson(),
            null,
            error,
            run.clock().now(),
            redriveCount(position)),
        position,
        1);
  }

  private void write(ChildExecution child, long position, int items) {
    try {
      writer.write(child);
      run.resultWritten(items);
      after.ended(position, items, child.status(), child.redriveCount());
    } catch (RuntimeException | Error e) {
      fail(e);
    }
    if (run.childEnded(child.status(), items)) {
      fail(ToleratedFailure.tooManyFailed());
    }
  }

  private ChildExecution runChild(
      String name, Object input, String inputJson, Instant start, int redrives, Progress progress) {
    // Only what runs the child is interrupted by a stop; taking items and writing results is not.
    Cancellation stop = new Cancellation();
    Execution execution =
        new Execution(
            new Execution.Started(
                executionArnPrefix + name,
                name,
                stateMachineArn,
                input,
                start,
                null,
                express || redrives == 0
                    ? null
                    : new Execution.Redrive(redrives, run.redriveDate())),
            stop,
            null);
    TimeLimits.TimeLimit limit = null;
    try (Cancellation.Membership link = cancellation.link(stop);
        Cancellation.Membership member = stop.join()) {
      limit = express ? timeLimits.start(EXPRESS_LIMIT, stop) : null;
      Object output = processor.run(execution, new Scope(), input, null, progress);
      return child(name, "SUCCEEDED", inputJson, Json.write(output), null, start, redrives);
    } catch (StateError e) {
      return child(name, "FAILED", inputJson, null, e, start, redrives);
    } catch (InterruptedException e) {
      return interrupted(name, inputJson, limit, start, redrives);
    } catch (FunctionInvoker.Unavailable e) {
      if (!execution.invoked()) {
        throw e;
      }
      // An earlier attempt ran: the record is not one that was never started.
      fail(unavailable(e));
      return child(name, "FAILED", inputJson, null, unavailable(e), start, redrives);
    } catch (RuntimeException | Error e) {
      // Whatever happens to the engine or to a port: the record is accounted for.
      return child(name, "FAILED", inputJson, null, fault(e), start, redrives);
    } finally {
      if (limit != null) {
        limit.close();
      }
      Thread.interrupted(); // left by the stop, which no longer concerns this thread
    }
  }

  private ChildExecution interrupted(
      String name, String inputJson, TimeLimits.TimeLimit limit, Instant start, int redrives) {
    if (cancellation.requested()) {
      return child(name, "ABORTED", inputJson, null, null, start, redrives);
    }
    if (limit != null && limit.expired()) {
      StateError error =
          new StateError(ErrorNames.TIMEOUT, "An EXPRESS execution may take 5 minutes");
      return child(name, "TIMED_OUT", inputJson, null, error, start, redrives);
    }
    StateError error = fault(new InterruptedException("nobody asked for a stop"));
    return child(name, "FAILED", inputJson, null, error, start, redrives);
  }

  private ChildExecution child(
      String name,
      String status,
      String inputJson,
      String outputJson,
      StateError error,
      Instant start,
      int redrives) {
    return new ChildExecution(
        executionArnPrefix + name,
        name,
        stateMachine,
        status,
        JsonText.of(inputJson),
        JsonText.of(outputJson),
        error == null ? null : error.error(),
        error == null ? null : error.cause(),
        start,
        start == null ? null : run.clock().now(),
        redrives);
  }

  private void finish() {
    try {
      writePending();
      retain();
      manifest = writer.finish();
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  /** Keeps the results of children that were to be redriven and were not started again. */
  private void retain() {
    if (redriven == null) {
      return;
    }
    try {
      redriven.forEachUnsuccessful(
          store,
          child -> {
            if (!restarted.get((int) ChildNames.position(child.name()))) {
              writer.write(child);
            }
          });
    } catch (ResultFiles.Unreadable e) {
      throw new ResultWriterFailed(e.getMessage(), e);
    }
    unsuccessful.forEachUnsuccessfulChild(
        (position, items) -> {
          if (!restarted.get((int) position)) {
            String status = unsuccessful.unsuccessfulStatus(position);
            run.childRedriven(items, 1);
            run.childStarted(items);
            run.childEnded(status, items);
            run.resultWritten(items);
            after.ended(position, items, status, unsuccessful.redriveCount(position));
          }
        });
  }

  /** Reads the next item that is pending: those that wait for a redrive have their results. */
  private Item nextLeft(ChildInputs.Source source) throws IOException {
    Item item = source.next();
    while (item != null && unsuccessful != null && unsuccessful.unsuccessful(item.index())) {
      item = source.next();
    }
    return item;
  }

  private void writePending() {
    try {
      writePending(() -> nextLeft(this::nextOpen));
    } catch (IOException e) {
      fail(new ItemReaderFailed(e.getMessage(), e));
    } catch (ItemReaderFailed e) {
      fail(e);
      run.unread(
          before.openFrom(read) - (unsuccessful == null ? 0 : unsuccessful.unsuccessfulFrom(read)));
      writeReturned();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  /** Writes what was read for a batch when the reader failed in the middle of it. */
  private void writeReturned() {
    try {
      writePending(() -> nextLeft(returned::poll));
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  private void writePending(ChildInputs.Source source) throws IOException {
    for (ChildInput child = nextPending(source); child != null; child = nextPending(source)) {
      writePending(child.position(), child.items().size(), child.utf8());
    }
  }

  /** Takes what is left for the next child; of what no input can be made, what there is. */
  private ChildInput nextPending(ChildInputs.Source source) throws IOException {
    while (true) {
      try {
        if (inputs.batched()) {
          return inputs.batch(source, this::isBoundary, returned::add);
        }
        Item item = source.next();
        return item == null ? null : inputs.of(item);
      } catch (ChildInputs.Unusable e) {
        byte[] input = e.inputJson().getBytes(StandardCharsets.UTF_8);
        writePending(e.item().index(), 1, input);
      }
    }
  }

  /** What is not run now is pending, unless an earlier process may have run it. */
  private void writePending(long position, int count, byte[] input) {
    String name = names.of(position);
    String inputJson = new String(input, StandardCharsets.UTF_8);
    boolean mayHaveRun = position < startedBefore;
    writer.write(
        mayHaveRun
            ? child(name, "ABORTED", inputJson, null, MAY_HAVE_RUN, run.clock().now(), 0)
            : child(name, "PENDING", inputJson, null, null, null, 0));
    run.resultWritten(count);
    if (mayHaveRun) {
      run.childStarted(count);
      run.childEnded("ABORTED", count);
      after.ended(position, count, "ABORTED", 0);
    } else {
      run.childPending();
    }
  }

  private ManifestLocation end(boolean stopped) throws InterruptedException {
    Execution execution = context.execution();
    if (stopped) {
      run.ended(MapRun.Status.ABORTED, manifest);
      execution.record("MapRunAborted", Map.of());
      execution.record("MapStateAborted", Map.of());
      throw new InterruptedException("the map run was stopped");
    }
    if (failure != null) {
      run.ended(MapRun.Status.FAILED, manifest);
      execution.record("MapRunFailed", MapRunFailure.details(failure));
      throw failure;
    }
    run.ended(MapRun.Status.SUCCEEDED, manifest);
    execution.record("MapRunSucceeded", Map.of());
    return manifest;
  }
}
