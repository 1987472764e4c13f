package io.tenfold.local.lambda.host;

import io.tenfold.local.fault.FaultWords;
import io.tenfold.local.lambda.FunctionConfiguration;
import io.tenfold.local.lambda.process.FunctionLauncher;
import io.tenfold.local.lambda.process.FunctionProcess;
import io.tenfold.local.lambda.process.LogStream;
import io.tenfold.local.lambda.runtimeapi.Deadline;
import io.tenfold.local.lambda.runtimeapi.Failure;
import io.tenfold.local.lambda.runtimeapi.FunctionEvent;
import io.tenfold.local.lambda.runtimeapi.PauseWatch;
import io.tenfold.local.lambda.runtimeapi.RuntimeApiServer;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.FunctionInvoker.Invocation;
import io.tenfold.local.port.FunctionInvoker.Options;
import io.tenfold.local.port.FunctionInvoker.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * One process that serves one invocation at a time and stays warm between them.
 *
 * <p>It is initialised by one thread, then used by one invoking thread after another; the pool that
 * hands it over orders them.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">
 *     Execution environment lifecycle</a>
 */
final class ExecutionEnvironment {
  /** What Lambda allows the start of a runtime, before it starts it again within the timeout. */
  private static final Duration LAMBDA_INIT_LIMIT = Duration.ofSeconds(10);

  /** How much of its log Lambda returns, in bytes. */
  private static final int LOG_TAIL = 4 * 1024;

  /** How far an environment is in its life. */
  enum State {
    /** Its process starts. */
    INITIALISING,
    /** It waits for an invocation. */
    READY,
    /** It works on one. */
    BUSY,
    /** Its process has ended or is being killed. */
    DEAD
  }

  private final FunctionConfiguration configuration;
  private final FunctionLauncher launcher;
  private final RuntimeApiServer api;
  private final LogStream log;
  private final PauseWatch pauses;
  private final String functionArn;

  private volatile State state = State.INITIALISING;
  private volatile FunctionProcess process;
  private volatile boolean closing;
  private volatile boolean memoryExceeded;
  private volatile long maxMemoryBytes;
  private volatile long busySince;
  private boolean exitedInInit;
  private long initNanos;
  private long reportInitNanos;
  private volatile int invocations;

  private ExecutionEnvironment(
      FunctionConfiguration configuration,
      FunctionLauncher launcher,
      RuntimeApiServer api,
      LogStream log,
      PauseWatch pauses) {
    this.configuration = configuration;
    this.launcher = launcher;
    this.api = api;
    this.log = log;
    this.pauses = pauses;
    this.functionArn = configuration.functionArn();
  }

  /** Opens the environment's port; {@link #initialise} starts its process, which has this log. */
  static ExecutionEnvironment create(
      FunctionConfiguration configuration,
      FunctionLauncher launcher,
      LogStream log,
      PauseWatch pauses)
      throws IOException {
    try {
      return new ExecutionEnvironment(
          configuration, launcher, RuntimeApiServer.open(), log, pauses);
    } catch (IOException e) {
      log.close();
      throw e;
    }
  }

  /**
   * Starts the process and waits until it asks for its first event, at most Lambda's ten seconds
   * and then the function's timeout.
   *
   * @return empty once it is ready; otherwise why the function is dead
   * @throws IOException if this machine cannot run it, which is not the function's fault
   * @throws InterruptedException if the host was closed
   */
  Optional<Failure> initialise(Runnable onExit) throws IOException, InterruptedException {
    long started = System.nanoTime();
    Duration limit = LAMBDA_INIT_LIMIT.plus(configuration.timeout());
    Deadline deadline = pauses.in(limit);
    if (!launch(onExit)) {
      throw new InterruptedException("The Lambda host was closed");
    }
    RuntimeApiServer.Signal signal = api.awaitNext(deadline);
    if (closing) {
      throw new InterruptedException("The Lambda host was closed");
    }
    if (signal == RuntimeApiServer.Signal.DONE && api.initFailure() == null) {
      initNanos = System.nanoTime() - started;
      reportInitNanos = initNanos;
      state = State.READY;
      return Optional.empty();
    }
    exitedInInit = signal == RuntimeApiServer.Signal.EXITED;
    Failure failure =
        switch (signal) {
          case DONE -> api.initFailure();
          case EXITED -> exitFailure();
          case TIMED_OUT -> Failure.timedOutInInit(configuration.timeout(), limit);
        };
    log.line("INIT_REPORT Status: error\tError: " + failure.of("none").errorType());
    kill();
    return Optional.of(failure);
  }

  private synchronized boolean launch(Runnable onExit) throws IOException {
    if (closing) {
      return false;
    }
    FunctionProcess started = launcher.start(api.port(), log);
    process = started;
    started.onExit(
        () -> {
          try {
            kill();
            started.killRest();
          } finally {
            api.processExited();
            onExit.run();
          }
        });
    return true;
  }

  /**
   * Gives the function one event and waits for its end.
   *
   * @return the result, or empty when the process ended or hung before it took the event, or the
   *     event could not be brought to it: another environment can have it
   * @throws InterruptedException if the thread was interrupted or the host closed; the environment
   *     is dead then
   */
  Optional<Invocation> invoke(String requestId, byte[] payload, Options options)
      throws InterruptedException {
    long logged = options.logTail() ? log.size() : 0;
    return answer(requestId, payload, options.clientContext())
        .map(
            result ->
                new Invocation(
                    result,
                    FunctionInvoker.LATEST,
                    options.logTail() ? log.tail(logged, LOG_TAIL) : null));
  }

  private Optional<Result> answer(String requestId, byte[] payload, String clientContext)
      throws InterruptedException {
    long started = System.nanoTime();
    Deadline deadline = pauses.in(configuration.timeout());
    boolean delivered = false;
    busySince = started;
    try {
      if (!become(State.READY, State.BUSY)) {
        return Optional.empty();
      }
      switch (api.awaitNext(deadline)) {
        case EXITED -> {
          return orClosed(Optional.empty());
        }
        case TIMED_OUT -> {
          // Busy for that long after its last response: its time is up, but not this event's.
          log.line("Error: the runtime did not ask for an event within the function's timeout");
          kill();
          return orClosed(Optional.empty());
        }
        case DONE -> {}
      }
      log.start(requestId);
      api.deliver(
          FunctionEvent.of(
              requestId, functionArn, configuration.timeout().toMillis(), clientContext, payload));
      delivered = true;
      RuntimeApiServer.Signal signal = api.awaitAnswer(deadline);
      if (signal == RuntimeApiServer.Signal.EXITED && !api.tookEvent()) {
        log.line("RequestId: " + requestId + " Error: the runtime exited before it took the event");
        return orClosed(Optional.empty());
      }
      Result result =
          switch (signal) {
            case DONE -> api.answer();
            case TIMED_OUT -> timedOut(requestId, started);
            case EXITED -> exited(requestId);
          };
      orClosed(Optional.of(result));
      log.end(requestId, System.nanoTime() - started, maxMemoryBytes, reportInitNanos);
      reportInitNanos = 0;
      invocations++;
      if (signal == RuntimeApiServer.Signal.DONE) {
        become(State.BUSY, State.READY);
      }
      return Optional.of(result);
    } catch (InterruptedException e) {
      log.line("RequestId: " + requestId + " Error: the invocation was given up");
      kill();
      throw e;
    } catch (IOException e) {
      log.line("RequestId: " + requestId + " Error: " + FaultWords.of(e));
      kill();
      return orClosed(delivered ? Optional.of(unknown(requestId, e)) : Optional.empty());
    } finally {
      busySince = 0;
    }
  }

  /**
   * The event was delivered and this machine kept its answer from the host. It may have been worked
   * on, so it is not given to another environment, and its error is none that a workflow retries:
   * what to do about it is the operator's to decide.
   */
  private static Result unknown(String requestId, IOException e) {
    return new Failure.Observed(
            "Runtime.ExitError",
            "Runtime was ended after it got the event, which it may have worked on: "
                + FaultWords.of(e))
        .of(requestId);
  }

  private Optional<Result> orClosed(Optional<Result> result) throws InterruptedException {
    if (closing) {
      throw new InterruptedException("The Lambda host was closed");
    }
    return result;
  }

  private synchronized boolean become(State from, State to) {
    if (state != from) {
      return false;
    }
    state = to;
    return true;
  }

  private Result timedOut(String requestId, long started) {
    kill();
    Failure.Observed failure = Failure.timedOut(configuration.timeout());
    log.line(requestId + " " + failure.message());
    return failure.of(requestId);
  }

  private Result exited(String requestId) throws InterruptedException {
    Failure failure = exitFailure();
    Result result = failure.of(requestId);
    log.line("RequestId: " + requestId + " Error: " + ((Failure.Observed) failure).message());
    log.line("Runtime.ExitError");
    return result;
  }

  /** Returns what Lambda reports of the process's end, for which it waits a moment. */
  Failure exitFailure() throws InterruptedException {
    FunctionProcess ended = process;
    // The connection may tell of the end before the operating system does.
    ended.awaitExit(Duration.ofSeconds(5));
    return new Failure.Observed(
        "Runtime.ExitError",
        memoryExceeded ? "Runtime exited with error: signal: killed" : ended.exitMessage());
  }

  /** Says in the log that the process ended without being asked to, between invocations. */
  void endedIdle() {
    if (!closing) {
      log.line("Error: " + process.exitMessage() + ", between invocations");
    }
  }

  /** Returns the id of its log's stream, which all its processes have in their environment. */
  String streamId() {
    return log.id();
  }

  /** Returns whether its process ended by itself before it was ready. */
  boolean hasExited() {
    return exitedInInit;
  }

  /** Returns how far it is in its life. */
  State state() {
    return state;
  }

  /** Returns how long its start took, once it is ready. */
  long initNanos() {
    return initNanos;
  }

  /** Returns how many invocations it has finished. */
  int invocations() {
    return invocations;
  }

  /** Returns since when it works on an invocation ({@link System#nanoTime()}), 0 when idle. */
  long busySince() {
    return busySince;
  }

  /** Returns the process's id, 0 before it has one. */
  long pid() {
    FunctionProcess started = process;
    return started == null ? 0 : started.pid();
  }

  /** Returns the CPU time its process has used. */
  Duration cpuTime() {
    FunctionProcess started = process;
    return started == null || state == State.DEAD ? Duration.ZERO : started.cpuTime();
  }

  /** Takes note of the memory its processes hold, and kills them when it is over the limit. */
  void memoryUsed(long bytes) {
    maxMemoryBytes = Math.max(maxMemoryBytes, bytes);
    if (bytes > configuration.memoryBytes() && state != State.DEAD && !memoryExceeded) {
      memoryExceeded = true;
      log.line(
          "Memory Size: "
              + configuration.memoryMegabytes()
              + " MB Max Memory Used: "
              + (bytes >> 20)
              + " MB: killed, as more than the configured memory was used");
      kill();
    }
  }

  /** Kills the process and its descendants at once. */
  synchronized void kill() {
    state = State.DEAD;
    if (process != null) {
      process.kill();
    }
  }

  /** Asks the process to end, for {@link #close} to follow; it starts none any more. */
  synchronized void terminate() {
    closing = true;
    if (process != null) {
      process.terminate();
    }
  }

  /** Waits for the process's end, and returns whether it came within the time. */
  boolean awaitExit(Duration limit) throws InterruptedException {
    FunctionProcess started = process;
    return started == null || started.awaitExit(limit);
  }

  /** Kills what is left, and closes port and log. */
  void close() {
    kill();
    try {
      api.close();
    } catch (IOException e) {
      // The port is given back with the engine's process at the latest.
    }
    log.close();
  }
}
