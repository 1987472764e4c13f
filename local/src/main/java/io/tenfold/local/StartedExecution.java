package io.tenfold.local;

import io.tenfold.local.arn.ExecutionArn;
import io.tenfold.local.asl.StateMachine;
import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.Cancellation;
import io.tenfold.local.asl.execution.Execution;
import io.tenfold.local.asl.execution.ExecutionHistory;
import io.tenfold.local.asl.execution.PayloadLimit;
import io.tenfold.local.asl.execution.Progress;
import io.tenfold.local.asl.execution.Scope;
import io.tenfold.local.asl.execution.TimeLimits;
import io.tenfold.local.fault.FaultWords;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** An execution that was started: it runs in a thread of its own until its end. */
public final class StartedExecution {
  private static final Duration EXPRESS_LIMIT = Duration.ofMinutes(5);

  private final StateMachine machine;
  private final Object input;
  private final Execution execution;
  private final ExecutionHistory history;
  private final int redriveCount;
  private final String roleArn;
  private final boolean express;
  private final Instant startDate;
  private final Instant runDate = Instant.now();
  private final long startNanos;
  // The date that what has elapsed is added to: the start, or as much before a later run's.
  private final Instant zero;
  private final Cancellation cancellation = new Cancellation();
  private final TimeLimits timeLimits;
  private final CompletableFuture<ExecutionOutcome> outcome = new CompletableFuture<>();
  private ExecutionOutcome.Aborted abort;
  private volatile Instant stopDate;
  private volatile Duration took;
  private final Progress progress;

  StartedExecution(
      StateMachine machine,
      ExecutionArn arn,
      Object input,
      Instant startDate,
      Duration taken,
      TimeLimits timeLimits,
      String roleArn) {
    this.roleArn = roleArn;
    this.express = arn.express();
    this.machine = machine;
    this.input = input;
    this.timeLimits = timeLimits;
    this.history = express ? ExecutionHistory.withoutLimit() : new ExecutionHistory();
    this.redriveCount = 0;
    this.startDate = startDate;
    this.startNanos = System.nanoTime() - taken.toNanos();
    this.zero = taken.isZero() ? startDate : runDate.minus(taken);
    this.progress = new Progress();
    this.execution = execution(arn.toString(), arn.executionName());
  }

  private Execution execution(String arn, String name) {
    return new Execution(
        new Execution.Started(
            arn,
            name,
            machine.arn(),
            input,
            startDate,
            roleArn,
            redriveCount == 0 ? null : new Execution.Redrive(redriveCount, runDate)),
        cancellation,
        history);
  }

  /** Makes the next run of an execution that has ended, from where it had come to. */
  private StartedExecution(StartedExecution ended) {
    this.machine = ended.machine;
    this.input = ended.input;
    this.timeLimits = ended.timeLimits;
    this.history = ended.history;
    this.redriveCount = ended.redriveCount + 1;
    this.startDate = ended.startDate;
    this.startNanos = ended.startNanos;
    this.zero = runDate.minusNanos(System.nanoTime() - startNanos);
    this.progress = ended.progress;
    this.roleArn = ended.roleArn;
    this.express = ended.express;
    this.execution = execution(ended.arn(), ended.name());
  }

  /**
   * Goes on with an execution that has ended, from the state it came to last, with the same ARN and
   * history: of a Parallel or a Map with what had not succeeded, of a Distributed Map in its Map
   * Run. Returns what stands for the execution from now on.
   *
   * @throws IllegalStateException if it is RUNNING or SUCCEEDED
   */
  public StartedExecution redrive() {
    if (status().equals("RUNNING") || status().equals("SUCCEEDED")) {
      throw new IllegalStateException("Execution is " + status() + " and cannot be redriven");
    }
    StartedExecution again = new StartedExecution(this);
    again.start();
    return again;
  }

  void start() {
    Thread thread = new Thread(this::run, "tenfold-execution-" + execution.name());
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns the execution's ARN. */
  public String arn() {
    return execution.arn();
  }

  /** Returns the execution's name. */
  public String name() {
    return execution.name();
  }

  /** Returns the input, a JSON value. */
  public Object input() {
    return input;
  }

  /** Returns when the execution started. */
  public Instant startDate() {
    return startDate;
  }

  /**
   * Returns how long the execution has taken, or took, measured by a clock that nobody sets: the
   * date of its end is that much after the one of its start, whatever this machine's clock did
   * meanwhile; but of one that was resumed, the time in between does not count.
   */
  public Duration elapsed() {
    Duration end = took;
    return end != null ? end : Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** Returns how often the execution was redriven. */
  public int redriveCount() {
    return redriveCount;
  }

  /** Returns when this run of the execution began: its start, or its last redrive. */
  public Instant runDate() {
    return runDate;
  }

  /** Returns when the execution ended, or null while it runs. */
  public Instant stopDate() {
    return stopDate;
  }

  /** Returns {@code RUNNING}, or the status it ended with. */
  public String status() {
    return outcome.isDone() ? outcome.join().status() : "RUNNING";
  }

  /** Returns the events so far. */
  public List<ExecutionHistory.Event> history() {
    return history.events();
  }

  /** Returns how many events AWS would count. */
  public long eventCount() {
    return history.count();
  }

  /** Returns what completes when the execution ends. */
  public CompletableFuture<ExecutionOutcome> outcome() {
    return outcome.copy();
  }

  /**
   * Stops the execution: running tasks are given up, and it ends ABORTED once the results of its
   * Map Runs are written. Does nothing if it has ended.
   */
  public void stop(String error, String cause) {
    synchronized (this) {
      if (abort == null) {
        abort = new ExecutionOutcome.Aborted(error, cause);
      }
    }
    cancellation.request();
  }

  private void run() {
    Map<String, Object> started = new LinkedHashMap<>();
    if (redriveCount == 0) {
      started.put("input", input);
      execution.recordApart("ExecutionStarted", started);
    } else {
      started.put("redriveCount", redriveCount);
      execution.recordRedriven(started);
    }
    ExecutionOutcome end = runToEnd();
    took = elapsed();
    stopDate = zero.plus(took);
    record(end);
    outcome.complete(end);
  }

  private ExecutionOutcome runToEnd() {
    TimeLimits.TimeLimit limit = null;
    try (Cancellation.Membership member = cancellation.join()) {
      Duration most = machine.timeout();
      if (express && (most == null || most.compareTo(EXPRESS_LIMIT) > 0)) {
        most = EXPRESS_LIMIT;
      }
      if (most != null) {
        limit = timeLimits.start(most, cancellation);
      }
      PayloadLimit.check(input, "The execution '" + execution.name() + "' was given an input");
      return new ExecutionOutcome.Succeeded(
          machine.workflow().run(execution, new Scope(), input, null, progress));
    } catch (StateError e) {
      return new ExecutionOutcome.Failed(e.error(), e.cause());
    } catch (InterruptedException e) {
      return interrupted(limit);
    } catch (RuntimeException | Error e) {
      // A fault of the engine's own must end the execution, visibly, rather than hang it.
      return new ExecutionOutcome.Failed(
          ErrorNames.RUNTIME, "The local engine failed: " + FaultWords.of(e));
    } finally {
      if (limit != null) {
        limit.close();
      }
    }
  }

  private ExecutionOutcome interrupted(TimeLimits.TimeLimit limit) {
    synchronized (this) {
      if (abort != null) {
        return abort;
      }
    }
    if (limit != null && limit.expired()) {
      return new ExecutionOutcome.TimedOut();
    }
    // Nobody has asked for a stop, so something gave up as if there had been one.
    return new ExecutionOutcome.Failed(
        ErrorNames.RUNTIME, "The local engine failed: the execution's thread was interrupted");
  }

  private void record(ExecutionOutcome end) {
    Map<String, Object> details = new LinkedHashMap<>();
    if (end instanceof ExecutionOutcome.Succeeded succeeded) {
      details.put("output", succeeded.output());
      execution.record("ExecutionSucceeded", details);
    } else if (end instanceof ExecutionOutcome.Failed failed) {
      details.put("error", failed.error());
      details.put("cause", failed.cause());
      execution.record("ExecutionFailed", details);
    } else if (end instanceof ExecutionOutcome.Aborted aborted) {
      details.put("error", aborted.error());
      details.put("cause", aborted.cause());
      execution.recordApart("ExecutionAborted", details);
    } else {
      execution.recordApart("ExecutionTimedOut", details);
    }
  }
}
