package io.tenfold.local.lambda.host;

import io.tenfold.local.fault.FaultWords;
import io.tenfold.local.lambda.FunctionConfiguration;
import io.tenfold.local.lambda.process.FunctionLauncher;
import io.tenfold.local.lambda.process.LogStream;
import io.tenfold.local.lambda.process.ProcessBudget;
import io.tenfold.local.lambda.process.ProcessMemory;
import io.tenfold.local.lambda.process.ProcessTable;
import io.tenfold.local.lambda.process.Stragglers;
import io.tenfold.local.lambda.process.Warnings;
import io.tenfold.local.lambda.runtimeapi.Failure;
import io.tenfold.local.lambda.runtimeapi.FunctionEvent;
import io.tenfold.local.lambda.runtimeapi.PauseWatch;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One function's environments: hands them to invocations first come, first served, and starts new
 * ones as {@link ScalingPolicy} says.
 */
final class EnvironmentPool {
  private static final long SECOND = 1_000_000_000L;

  /** How many new processes may end before they take an event, while none answers any. */
  private static final int MOST_UNSEEN = 20;

  /** How many processes may refuse an event that was sent to them, whatever others do. */
  private static final int MOST_ATTEMPTS = 1_000;

  /** After a start that this machine refused, the next is tried after this, then twice this… */
  private static final long FIRST_PAUSE = 50_000_000L;

  private static final long LONGEST_PAUSE = SECOND;

  /** How long nothing at all can be started before that is said to whoever waits. */
  private static final long NONE_GIVEN_UP_AFTER = 5 * SECOND;

  /** How often whoever waits looks whether something is to be started. */
  private static final long WAITER_LOOKS_EVERY = SECOND / 2;

  /** The share of the processors from which environments count as kept busy by computing. */
  private static final double COMPUTING_SHARE = 0.5;

  /**
   * What the pools of one host share.
   *
   * @param starters threads that wait for new processes
   * @param clock makes someone call {@link #tick}: run at the beginning of every invocation
   * @param token what the ids of all their logs begin with
   */
  record Shared(
      ScalingPolicy policy,
      Executor starters,
      Runnable clock,
      ProcessBudget budget,
      PauseWatch pauses,
      Stragglers stragglers,
      String token,
      Warnings warnings) {}

  private final FunctionConfiguration configuration;
  private final FunctionLauncher launcher;
  private final Shared shared;
  private final ProcessMemory memory = new ProcessMemory(Path.of("/proc"));

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
  private final Deque<Waiter> queue = new ArrayDeque<>();
  private final Set<ExecutionEnvironment> alive = new LinkedHashSet<>();
  private boolean closed;
  private int inFlight;
  private int initialising;
  private int started;
  private int coldStarts;
  private int running;
  private int peakRunning;
  private long finished;
  private long answered;

  private int refusedStarts;
  private long noStartBefore;
  private long noneSince;

  private long queuedSince;
  private long waitedNanos;
  private long startNanos;
  private long invocationNanos;
  private boolean computing;
  private long cpuNanos;
  private long cpuReadAt;

  /** Takes what to run, and what all pools of a host share. */
  EnvironmentPool(FunctionConfiguration configuration, FunctionLauncher launcher, Shared shared) {
    this.configuration = configuration;
    this.launcher = launcher;
    this.shared = shared;
  }

  /** An invocation in the queue, until it is given an environment, a failure, or the end. */
  private static final class Waiter {
    private final Thread thread = Thread.currentThread();
    private volatile Object given;

    void give(Object outcome) {
      given = outcome;
      LockSupport.unpark(thread);
    }
  }

  /** What a waiter is given when the host closes. */
  private record Closed() {}

  /** What a waiter is given when this machine can start nothing. */
  private record NoneStarts(String reason) {}

  /** Returns the function. */
  FunctionConfiguration configuration() {
    return configuration;
  }

  /**
   * Runs one invocation to its end.
   *
   * @throws ServiceException {@code Lambda.TooManyRequestsException} over the reserved concurrency;
   *     {@code Lambda.ServiceException} when process after process ended before it took the event
   * @throws FunctionInvoker.Unavailable if no process can be started at all
   * @throws InterruptedException if interrupted, or if the host is closed
   */
  FunctionInvoker.Invocation invoke(byte[] payload, FunctionInvoker.Options options)
      throws InterruptedException {
    String requestId = FunctionEvent.newRequestId();
    enter(requestId);
    try {
      int unseen = 0;
      long progress = 0;
      for (int attempt = 1; true; attempt++) {
        Object given = acquire(attempt > 1);
        if (given instanceof Failure failure) {
          return FunctionInvoker.Invocation.unlogged(
              failure.of(requestId), FunctionInvoker.LATEST, options);
        }
        if (given instanceof NoneStarts none) {
          throw new FunctionInvoker.Unavailable(
              "This machine cannot start a process of the function "
                  + configuration.functionName()
                  + ": "
                  + none.reason());
        }
        ExecutionEnvironment environment = (ExecutionEnvironment) given;
        boolean isNew = environment.invocations() == 0;
        long began = System.nanoTime();
        Optional<FunctionInvoker.Invocation> result = Optional.empty();
        long answeredSoFar;
        try {
          result = environment.invoke(requestId, payload, options);
        } finally {
          answeredSoFar = release(environment, System.nanoTime() - began, result.isPresent());
        }
        if (result.isPresent()) {
          return result.get();
        }
        // One that ended after an answer says nothing about this event, however many do.
        unseen = !isNew || answeredSoFar > progress ? 0 : unseen + 1;
        progress = answeredSoFar;
        if (unseen == MOST_UNSEEN || attempt == MOST_ATTEMPTS) {
          throw new ServiceException(
              "Lambda.ServiceException",
              "The event was given to no process: "
                  + attempt
                  + " ended before they took it, the last: "
                  + ((Failure.Observed) environment.exitFailure()).message());
        }
      }
    } finally {
      leave();
    }
  }

  private void enter(String requestId) throws InterruptedException {
    lock.lock();
    try {
      if (closed) {
        throw new InterruptedException("The Lambda host is closed");
      }
      if (inFlight >= configuration.reservedConcurrency().orElse(Integer.MAX_VALUE)) {
        throw new ServiceException(
            "Lambda.TooManyRequestsException",
            "Rate Exceeded. (Service: Lambda, Status Code: 429, Request ID: " + requestId + ")");
      }
      inFlight++;
    } finally {
      lock.unlock();
    }
    shared.clock().run();
  }

  private void leave() {
    lock.lock();
    try {
      inFlight--;
      finished++;
    } finally {
      lock.unlock();
    }
  }

  // An environment, a Failure of one that was started for this, that none starts, or an
  // InterruptedException.
  private Object acquire(boolean first) throws InterruptedException {
    Waiter waiter;
    lock.lock();
    try {
      if (closed) {
        throw new InterruptedException("The Lambda host is closed");
      }
      ExecutionEnvironment free = idle.poll();
      if (free != null) {
        runs(free);
        return free;
      }
      waiter = new Waiter();
      if (queue.isEmpty()) {
        queuedSince = System.nanoTime();
      }
      if (first) {
        queue.addFirst(waiter);
      } else {
        queue.addLast(waiter);
      }
      startWhatPays();
    } finally {
      lock.unlock();
    }
    while (waiter.given == null) {
      // Not for ever: a thread that was to start something may have found no memory to do it with.
      LockSupport.parkNanos(this, WAITER_LOOKS_EVERY);
      if (Thread.interrupted()) {
        giveUp(waiter);
        throw new InterruptedException("The invocation was given up");
      }
      if (waiter.given == null) {
        look();
      }
    }
    if (waiter.given instanceof Closed) {
      throw new InterruptedException("The Lambda host was closed");
    }
    return waiter.given;
  }

  private void look() {
    lock.lock();
    try {
      startWhatPays();
    } finally {
      lock.unlock();
    }
  }

  private void giveUp(Waiter waiter) {
    lock.lock();
    try {
      if (waiter.given instanceof ExecutionEnvironment environment) {
        running--;
        hand(environment);
      } else if (queue.remove(waiter)) {
        queueShrank();
      }
    } finally {
      lock.unlock();
    }
  }

  // Returns how many invocations have been answered so far.
  private long release(ExecutionEnvironment environment, long nanos, boolean isAnswered) {
    boolean dead;
    long answeredSoFar;
    lock.lock();
    try {
      running--;
      answered += isAnswered ? 1 : 0;
      answeredSoFar = answered;
      // The first invocation is slow for reasons of its own, such as class loading.
      if (environment.invocations() > 1 || nanos > SECOND) {
        invocationNanos = invocationNanos == 0 ? nanos : (invocationNanos * 7 + nanos) / 8;
      }
      dead = environment.state() != ExecutionEnvironment.State.READY;
      if (dead) {
        alive.remove(environment);
        startWhatPays();
      } else if (closed) {
        dead = true;
      } else {
        hand(environment);
      }
    } finally {
      lock.unlock();
    }
    if (dead) {
      environment.close();
    }
    return answeredSoFar;
  }

  private void hand(ExecutionEnvironment environment) {
    Waiter waiter = queue.poll();
    if (waiter == null) {
      // The one used last is used next: its caches are warm, and the others may stay asleep.
      idle.push(environment);
    } else {
      queueShrank();
      runs(environment);
      waiter.give(environment);
    }
  }

  private void runs(ExecutionEnvironment environment) {
    running++;
    peakRunning = Math.max(peakRunning, running);
    if (environment.invocations() == 0) {
      coldStarts++;
    }
  }

  private void queueShrank() {
    if (queue.isEmpty()) {
      waitedNanos += System.nanoTime() - queuedSince;
    }
  }

  private void startWhatPays() {
    while (!closed
        && alive.size() < inFlight
        && alive.size() < configuration.reservedConcurrency().orElse(Integer.MAX_VALUE)
        && shared.policy().wantsAnother(load())
        && (refusedStarts == 0 || System.nanoTime() - noStartBefore >= 0)) {
      Optional<String> shortage =
          shared.budget().shortage(launcher.tasks(), initialising, ProcessBudget.Reserve.WHOLE);
      // The first is tried with what little there is: without it, nothing runs at all.
      if (shortage.isEmpty() || alive.isEmpty() && isEnoughForOne()) {
        start(shortage.orElse(null));
      } else {
        refused(shortage.get());
      }
    }
  }

  private boolean isEnoughForOne() {
    return shared
        .budget()
        .shortage(launcher.tasks(), initialising, ProcessBudget.Reserve.LEAST)
        .isEmpty();
  }

  // The shortage in spite of which it is started, or null.
  private void start(String shortage) {
    LogStream log = LogStream.create(configuration, started + 1, shared.token(), shared.warnings());
    ExecutionEnvironment environment = null;
    try {
      environment = ExecutionEnvironment.create(configuration, launcher, log, shared.pauses());
      ExecutionEnvironment created = environment;
      started++;
      initialising++;
      alive.add(environment);
      shared.starters().execute(() -> initialise(created, shortage));
    } catch (IOException | RuntimeException | Error e) {
      // Among them that there is no thread to be had (OutOfMemoryError), and the host's end.
      if (environment != null) {
        initialising--;
        alive.remove(environment);
        environment.close();
      }
      refused(reason(e));
    }
  }

  private static String reason(Throwable e) {
    return FaultWords.of(e);
  }

  /** This machine did not start one more: it goes on with those there are, and tries again. */
  private void refused(String reason) {
    long now = System.nanoTime();
    if (refusedStarts == 0 || !alive.isEmpty()) {
      noneSince = now;
    }
    noStartBefore = now + Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(refusedStarts, 10));
    refusedStarts++;
    if (!alive.isEmpty()) {
      shared
          .warnings()
          .once(
              "fewer " + configuration.functionName(),
              "Warning: this machine cannot run the "
                  + inFlight
                  + " processes of the function "
                  + configuration.functionName()
                  + " at once that are wanted: "
                  + reason
                  + ". The run goes on with fewer ("
                  + alive.size()
                  + " now).");
    } else if (now - noneSince >= NONE_GIVEN_UP_AFTER) {
      while (!queue.isEmpty()) {
        give(new NoneStarts(reason));
      }
    }
  }

  private ScalingPolicy.Load load() {
    long waited = waitedNanos + (queue.isEmpty() ? 0 : System.nanoTime() - queuedSince);
    return new ScalingPolicy.Load(
        queue.size(),
        initialising,
        alive.size() - initialising,
        Duration.ofNanos(waited),
        Duration.ofNanos(startNanos),
        Duration.ofNanos(invocationNanos),
        computing);
  }

  private void initialise(ExecutionEnvironment environment, String shortage) {
    Failure failure = null;
    String refusal = null;
    boolean ready = false;
    try {
      failure = environment.initialise(() -> exited(environment)).orElse(null);
      ready = failure == null;
      if (ready) {
        environment.memoryUsed(memory.ofProcess(environment.pid()));
      } else if (shortage != null && environment.hasExited()) {
        // Its program found too little of the machine, too, and is not to blame for it.
        refusal = shortage + "; it ended: " + ((Failure.Observed) failure).message();
        failure = null;
      }
    } catch (InterruptedException e) {
      // The host was closed; whoever waits was told so.
    } catch (IOException | RuntimeException | Error e) {
      ready = false;
      refusal = reason(e);
    }
    boolean dead = true;
    lock.lock();
    try {
      initialising--;
      waitedNanos = 0;
      queuedSince = System.nanoTime();
      if (ready) {
        refusedStarts = 0;
        startNanos = environment.initNanos();
        dead = environment.state() != ExecutionEnvironment.State.READY || closed;
        if (dead) {
          alive.remove(environment);
        }
        if (!closed && (!dead || !queue.isEmpty())) {
          // One that has died since is given to an invocation, too: that is who counts them.
          hand(environment);
        }
      } else {
        alive.remove(environment);
        if (failure != null) {
          refusedStarts = 0;
          give(failure);
        } else if (refusal != null) {
          refused(refusal);
        }
      }
      startWhatPays();
    } finally {
      lock.unlock();
    }
    if (dead) {
      environment.close();
    }
  }

  private void give(Object outcome) {
    Waiter waiter = queue.poll();
    if (waiter != null) {
      queueShrank();
      waiter.give(outcome);
    }
  }

  private void exited(ExecutionEnvironment environment) {
    shared.stragglers().ended(environment.streamId());
    boolean wasIdle;
    lock.lock();
    try {
      wasIdle = idle.remove(environment);
      if (wasIdle) {
        alive.remove(environment);
      }
    } finally {
      lock.unlock();
    }
    if (wasIdle) {
      environment.endedIdle();
      environment.close();
    }
  }

  /**
   * Looks after what only time shows; to be called every 50 ms or so while anything runs.
   *
   * @param withMemory whether to look at each process's memory now
   * @param withTrees whether to look at their descendants too, which costs more
   * @return whether anything is running or waiting
   */
  boolean tick(boolean withMemory, boolean withTrees) {
    List<ExecutionEnvironment> environments;
    boolean active = isActive();
    lock.lock();
    try {
      environments = new ArrayList<>(alive);
    } finally {
      lock.unlock();
    }
    if (withMemory) {
      ProcessTable table = withTrees ? ProcessTable.read(Path.of("/proc")) : ProcessTable.EMPTY;
      Map<Long, Long> groups = memory.byGroup(table);
      for (ExecutionEnvironment environment : environments) {
        long pid = environment.pid();
        if (pid > 0) {
          if (withTrees) {
            shared.stragglers().note(environment.streamId(), pid, table);
          }
          environment.memoryUsed(Math.max(memory.ofProcess(pid), groups.getOrDefault(pid, 0L)));
        }
      }
    }
    Optional<Boolean> busyProcessors =
        withMemory ? Optional.of(keepsProcessorsBusy(environments)) : Optional.empty();
    long slowest = slowestRunning(environments);
    lock.lock();
    try {
      busyProcessors.ifPresent(busy -> computing = busy);
      invocationNanos = Math.max(invocationNanos, slowest);
      startWhatPays();
    } finally {
      lock.unlock();
    }
    return active;
  }

  /** Returns whether anything is running, waiting or starting. */
  boolean isActive() {
    lock.lock();
    try {
      return inFlight > 0 || initialising > 0;
    } finally {
      lock.unlock();
    }
  }

  private static long slowestRunning(List<ExecutionEnvironment> environments) {
    long now = System.nanoTime();
    long slowest = 0;
    for (ExecutionEnvironment environment : environments) {
      long since = environment.busySince();
      if (since != 0) {
        long running = now - since;
        if (environment.invocations() > 0 || running > SECOND) {
          slowest = Math.max(slowest, running);
        }
      }
    }
    return slowest;
  }

  private boolean keepsProcessorsBusy(List<ExecutionEnvironment> environments) {
    long cpu = 0;
    int ready = 0;
    for (ExecutionEnvironment environment : environments) {
      if (environment.initNanos() > 0) {
        cpu += environment.cpuTime().toNanos();
        ready++;
      }
    }
    long now = System.nanoTime();
    int processors = Runtime.getRuntime().availableProcessors();
    boolean busy =
        ready >= processors && cpu - cpuNanos > (now - cpuReadAt) * processors * COMPUTING_SHARE;
    cpuNanos = cpu;
    cpuReadAt = now;
    return busy;
  }

  /** Returns what has been done so far. */
  HostStatistics statistics() {
    lock.lock();
    try {
      return new HostStatistics(started, coldStarts, peakRunning, finished, alive.size());
    } finally {
      lock.unlock();
    }
  }

  /** Refuses what comes, lets go whoever waits, and returns the environments, asked to end. */
  List<ExecutionEnvironment> shut() {
    List<ExecutionEnvironment> environments;
    lock.lock();
    try {
      closed = true;
      environments = new ArrayList<>(alive);
      alive.clear();
      for (Waiter waiter : queue) {
        waiter.give(new Closed());
      }
      queue.clear();
    } finally {
      lock.unlock();
    }
    environments.forEach(ExecutionEnvironment::terminate);
    return environments;
  }

  /** Closes the environments that were idle when the pool was shut; others close as they end. */
  void closeIdle() {
    List<ExecutionEnvironment> environments;
    lock.lock();
    try {
      environments = new ArrayList<>(idle);
      idle.clear();
    } finally {
      lock.unlock();
    }
    environments.forEach(ExecutionEnvironment::close);
  }
}
