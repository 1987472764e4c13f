package io.tenfold.local.lambda.host;

import io.tenfold.local.fault.FaultWords;
import io.tenfold.local.lambda.FunctionConfiguration;
import io.tenfold.local.lambda.FunctionName;
import io.tenfold.local.lambda.FunctionPackage;
import io.tenfold.local.lambda.FunctionPackageException;
import io.tenfold.local.lambda.process.FunctionLauncher;
import io.tenfold.local.lambda.process.LogStream;
import io.tenfold.local.lambda.process.NewSession;
import io.tenfold.local.lambda.process.OrphanReaper;
import io.tenfold.local.lambda.process.ProcessBudget;
import io.tenfold.local.lambda.process.RuntimeInterfaceClient;
import io.tenfold.local.lambda.process.Stragglers;
import io.tenfold.local.lambda.process.Warnings;
import io.tenfold.local.lambda.runtimeapi.FunctionEvent;
import io.tenfold.local.lambda.runtimeapi.PauseWatch;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs function packages in processes on this machine as Lambda would: one process per concurrent
 * invocation, kept warm between them.
 */
public final class LambdaHost implements FunctionInvoker, AutoCloseable {
  /** Lambda's limit for the payload of a synchronous invocation, in bytes. */
  private static final int MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

  private static final Duration GRACE = Duration.ofMillis(300);
  private static final Duration KILLED_WITHIN = Duration.ofSeconds(1);
  private static final long TICK_MILLIS = 50;
  private static final int TICKS_PER_MEMORY_CHECK = 4;
  private static final int TICKS_PER_TREE_CHECK = 20;
  private static final int IDLE_TICKS_BEFORE_REST = 20;

  private final Map<String, EnvironmentPool> pools = new LinkedHashMap<>();
  private final Warnings warnings;
  private final PauseWatch pauses = new PauseWatch();
  private final Stragglers stragglers;
  private final OrphanReaper reaper;
  private final ExecutorService starters;
  private final ScheduledExecutorService clock;
  private final AtomicBoolean ticking = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile ScheduledFuture<?> ticks;

  /**
   * Unpacks the functions' packages and gets ready to run them; no function process is started yet.
   *
   * @param client starts JVM packages; see {@link RuntimeInterfaceClient#onClassPath()}
   * @param warnings gets a line for people about what the host goes on in spite of: a log that
   *     cannot be written, fewer processes than are wanted
   * @throws FunctionPackageException if a package cannot be run on this machine
   * @throws IllegalArgumentException if two functions have the same name
   * @throws IOException if a package cannot be read, or this machine lacks what any process needs
   */
  public LambdaHost(
      List<FunctionConfiguration> functions,
      RuntimeInterfaceClient client,
      Consumer<String> warnings)
      throws IOException {
    if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows")) {
      throw new FunctionPackageException(
          "Lambda's functions are Linux programs: run Tenfold in WSL or in a Linux container");
    }
    AtomicInteger threads = new AtomicInteger();
    NewSession session = NewSession.ofThisMachine();
    String token = LogStream.newToken();
    this.warnings = new Warnings(warnings);
    this.stragglers = new Stragglers(Path.of("/proc"), token);
    this.reaper = OrphanReaper.start(session, token);
    this.starters =
        Executors.newCachedThreadPool(
            task -> daemon(task, "lambda-start-" + threads.incrementAndGet()));
    ScheduledThreadPoolExecutor watch =
        new ScheduledThreadPoolExecutor(1, task -> daemon(task, "lambda-watch"));
    this.clock = watch;
    try {
      prestart(watch);
      for (FunctionConfiguration function : functions) {
        FunctionPackage code =
            FunctionPackage.open(function.packagePath(), function.workFolder().resolve("packages"));
        FunctionLauncher launcher =
            new FunctionLauncher(function, code, client, session, reaper, stragglers);
        EnvironmentPool pool =
            new EnvironmentPool(
                function,
                launcher,
                new EnvironmentPool.Shared(
                    ScalingPolicy.ofThisMachine(),
                    starters,
                    this::startTicks,
                    ProcessBudget.ofThisMachine(),
                    pauses,
                    stragglers,
                    token,
                    this.warnings));
        if (pools.put(function.functionName(), pool) != null) {
          throw new IllegalArgumentException("Two functions are named " + function.functionName());
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** As the other constructor; warnings go to the standard error stream. */
  public LambdaHost(List<FunctionConfiguration> functions, RuntimeInterfaceClient client)
      throws IOException {
    this(functions, client, System.err::println);
  }

  /** As the other constructors, for one function, with the client on the host's own class path. */
  public LambdaHost(FunctionConfiguration function) throws IOException {
    this(List.of(function), RuntimeInterfaceClient.onClassPath());
  }

  /** Now rather than with the first invocation, which could do nothing about its failing. */
  private static void prestart(ScheduledThreadPoolExecutor watch) throws IOException {
    try {
      watch.prestartCoreThread();
    } catch (OutOfMemoryError e) {
      throw new IOException("This machine cannot run the function: " + e.getMessage(), e);
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Invokes a function and waits for its end.
   *
   * @throws ServiceException {@code Lambda.ResourceNotFoundException}, {@code
   *     Lambda.TooManyRequestsException} over the reserved concurrency, {@code
   *     Lambda.RequestTooLargeException} over 6 MiB, or {@code Lambda.ServiceException} when
   *     process after process ended before it took the event
   * @throws Unavailable if this machine cannot start any process of the function
   * @throws InterruptedException if the thread was interrupted, or the host was closed before the
   *     invocation's end; its process is killed
   */
  @Override
  public Result invoke(String function, byte[] payload) throws InterruptedException {
    return invoke(function, payload, Options.NONE).result();
  }

  @Override
  public Invocation invoke(String function, byte[] payload, Options options)
      throws InterruptedException {
    EnvironmentPool pool = pool(function);
    check(function, options);
    if (payload.length > MAX_PAYLOAD_BYTES) {
      throw new ServiceException(
          "Lambda.RequestTooLargeException",
          payload.length
              + " byte payload is too large for the RequestResponse invocation type (limit "
              + MAX_PAYLOAD_BYTES
              + " bytes)");
    }
    return pool.invoke(payload, options);
  }

  /** Refuses what Lambda does; any qualifier is of the one version that there is. */
  private static void check(String function, Options options) {
    if (options == Options.NONE) {
      return;
    }
    FunctionName.parse(function).ifPresent(name -> qualifier(name, options));
    FunctionEvent.header(options.clientContext());
  }

  /**
   * Returns what is asked for by a name and the options beside it; null where neither has one.
   *
   * @throws ServiceException {@code Lambda.InvalidParameterValueException} if the two have
   *     different ones
   */
  public static String qualifier(FunctionName name, Options options) {
    try {
      return name.qualifier(options.qualifier());
    } catch (IllegalArgumentException e) {
      throw new ServiceException("Lambda.InvalidParameterValueException", e.getMessage(), e);
    }
  }

  private EnvironmentPool pool(String function) {
    EnvironmentPool named = pools.get(function);
    if (named != null) {
      return named;
    }
    return FunctionName.parse(function)
        .flatMap(
            name ->
                java.util.Optional.ofNullable(pools.get(name.name()))
                    .filter(pool -> name.names(pool.configuration())))
        .orElseThrow(
            () ->
                new ServiceException(
                    "Lambda.ResourceNotFoundException",
                    "Function not found: "
                        + function
                        + " (this host runs "
                        + String.join(
                            ", ",
                            pools.values().stream()
                                .map(pool -> pool.configuration().functionArn())
                                .toList())
                        + ")"));
  }

  private void startTicks() {
    if (ticking.get() || !ticking.compareAndSet(false, true)) {
      return;
    }
    pauses.resume();
    synchronized (clock) {
      if (!clock.isShutdown()) {
        ticks =
            clock.scheduleWithFixedDelay(
                new Watch(), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** The clock's work; it stops itself a second after the last invocation. */
  private final class Watch implements Runnable {
    private long count;
    private int idleTicks;

    @Override
    public void run() {
      try {
        tick();
      } catch (RuntimeException | Error e) {
        // An executor drops a task that throws, and every limit with it.
        warnings.once(
            "tick", "Warning: the watch over the function's processes failed: " + FaultWords.of(e));
      }
    }

    private void tick() {
      pauses.observe();
      boolean active = false;
      count++;
      boolean withTrees = count % TICKS_PER_TREE_CHECK == 0;
      for (EnvironmentPool pool : pools.values()) {
        active |= pool.tick(count % TICKS_PER_MEMORY_CHECK == 0, withTrees);
      }
      if (withTrees) {
        stragglers.killEnded();
        reviveReaper();
      }
      pauses.observe();
      idleTicks = active ? 0 : idleTicks + 1;
      if (idleTicks >= IDLE_TICKS_BEFORE_REST) {
        synchronized (clock) {
          ticks.cancel(false);
          ticking.set(false);
        }
        // An invocation may have come in just before, and have found the clock still running.
        if (pools.values().stream().anyMatch(EnvironmentPool::isActive)) {
          startTicks();
        }
      }
    }
  }

  private void reviveReaper() {
    try {
      reaper.revive();
    } catch (IOException e) {
      warnings.once(
          "reaper",
          "Warning: the helper that ends the function's processes when this one is killed has died"
              + " and cannot be started again: "
              + e.getMessage());
    }
  }

  /** Returns what the host has done so far, over all its functions. */
  public HostStatistics statistics() {
    int started = 0;
    int cold = 0;
    int peak = 0;
    long invocations = 0;
    int alive = 0;
    for (EnvironmentPool pool : pools.values()) {
      HostStatistics of = pool.statistics();
      started += of.environmentsStarted();
      cold += of.coldStarts();
      peak += of.peakConcurrency();
      invocations += of.invocations();
      alive += of.environmentsAlive();
    }
    return new HostStatistics(started, cold, peak, invocations, alive);
  }

  /** Ends every process and its descendants: SIGTERM, and after 0.3 s SIGKILL. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    synchronized (clock) {
      clock.shutdownNow();
    }
    List<ExecutionEnvironment> environments = new ArrayList<>();
    pools.values().forEach(pool -> environments.addAll(pool.shut()));
    boolean interrupted = !awaitAll(environments, System.nanoTime() + GRACE.toNanos());
    environments.forEach(ExecutionEnvironment::kill);
    interrupted |= !awaitAll(environments, System.nanoTime() + KILLED_WITHIN.toNanos());
    pools.values().forEach(EnvironmentPool::closeIdle);
    starters.shutdown();
    stragglers.killAll();
    reaper.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  // False if interrupted.
  private static boolean awaitAll(List<ExecutionEnvironment> environments, long end) {
    for (ExecutionEnvironment environment : environments) {
      try {
        environment.awaitExit(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      } catch (InterruptedException e) {
        return false;
      }
    }
    return true;
  }
}
