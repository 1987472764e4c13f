package io.tenfold.local.lambda;

import io.tenfold.local.port.FunctionInvoker.Result;
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

  /** How many processes may end before they take an invocation that it is tried with. */
  private static final int MAX_ATTEMPTS = 5;

  /** The share of the processors from which environments count as kept busy by computing. */
  private static final double COMPUTING_SHARE = 0.5;

  private final FunctionConfiguration configuration;
  private final FunctionLauncher launcher;
  private final ScalingPolicy policy;
  private final Executor starters;
  private final Runnable clock;
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

  private long queuedSince;
  private long waitedNanos;
  private long startNanos;
  private long invocationNanos;
  private boolean computing;
  private long cpuNanos;
  private long cpuReadAt;

  /**
   * Takes what to run, threads that wait for new processes, and what makes someone call {@link
   * #tick}: run at the beginning of every invocation.
   */
  EnvironmentPool(
      FunctionConfiguration configuration,
      FunctionLauncher launcher,
      ScalingPolicy policy,
      Executor starters,
      Runnable clock) {
    this.configuration = configuration;
    this.launcher = launcher;
    this.policy = policy;
    this.starters = starters;
    this.clock = clock;
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

  /** Returns the function. */
  FunctionConfiguration configuration() {
    return configuration;
  }

  /**
   * Runs one invocation to its end.
   *
   * @throws ServiceException {@code Lambda.TooManyRequestsException} over the reserved concurrency
   * @throws InterruptedException if interrupted, or if the host is closed
   */
  Result invoke(byte[] payload) throws InterruptedException {
    String requestId = Invocation.newRequestId();
    enter(requestId);
    try {
      for (int attempt = 1; true; attempt++) {
        Object given = acquire(attempt > 1);
        if (given instanceof Failure failure) {
          return failure.of(requestId);
        }
        ExecutionEnvironment environment = (ExecutionEnvironment) given;
        long began = System.nanoTime();
        Optional<Result> result;
        try {
          result = environment.invoke(requestId, payload);
        } finally {
          release(environment, System.nanoTime() - began);
        }
        if (result.isPresent()) {
          return result.get();
        }
        if (attempt == MAX_ATTEMPTS) {
          return environment.exitFailure().of(requestId);
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
    clock.run();
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

  // An environment, a Failure of one that was started for this, or an InterruptedException.
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
      LockSupport.park(this);
      if (Thread.interrupted()) {
        giveUp(waiter);
        throw new InterruptedException("The invocation was given up");
      }
    }
    if (waiter.given instanceof Closed) {
      throw new InterruptedException("The Lambda host was closed");
    }
    return waiter.given;
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

  private void release(ExecutionEnvironment environment, long nanos) {
    boolean dead;
    lock.lock();
    try {
      running--;
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
        && policy.wantsAnother(load())) {
      try {
        ExecutionEnvironment environment =
            ExecutionEnvironment.create(configuration, launcher, started + 1);
        started++;
        initialising++;
        alive.add(environment);
        starters.execute(() -> initialise(environment));
      } catch (IOException e) {
        if (!alive.isEmpty()) {
          return; // those there are will serve the queue
        }
        fail(new Failure.Observed("Runtime.Unknown", "No environment can be started: " + e));
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

  private void initialise(ExecutionEnvironment environment) {
    Failure failure;
    try {
      failure = environment.initialise(() -> exited(environment)).orElse(null);
    } catch (IOException | RuntimeException e) {
      failure = new Failure.Observed("Runtime.Unknown", "The process cannot be started: " + e);
    } catch (InterruptedException e) {
      failure = new Failure.Observed("Runtime.Unknown", e.getMessage());
    }
    if (failure == null) {
      environment.memoryUsed(memory.ofProcess(environment.pid()));
    }
    boolean dead = true;
    lock.lock();
    try {
      initialising--;
      waitedNanos = 0;
      queuedSince = System.nanoTime();
      if (failure == null) {
        startNanos = environment.initNanos();
        dead = environment.state() != ExecutionEnvironment.State.READY || closed;
        if (dead) {
          alive.remove(environment);
        } else {
          hand(environment);
        }
      } else {
        alive.remove(environment);
        fail(failure);
      }
      startWhatPays();
    } finally {
      lock.unlock();
    }
    if (dead) {
      environment.close();
    }
  }

  private void fail(Failure failure) {
    Waiter waiter = queue.poll();
    if (waiter != null) {
      queueShrank();
      waiter.give(failure);
    }
  }

  private void exited(ExecutionEnvironment environment) {
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
   * @param withTrees whether to look at their descendants' memory too, which costs more
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
      Map<Long, Long> groups = withTrees ? memory.byGroup() : Map.of();
      for (ExecutionEnvironment environment : environments) {
        long pid = environment.pid();
        if (pid > 0) {
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
