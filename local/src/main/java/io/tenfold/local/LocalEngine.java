package io.tenfold.local;

import io.tenfold.local.arn.Account;
import io.tenfold.local.arn.ExecutionArn;
import io.tenfold.local.asl.ChoiceState;
import io.tenfold.local.asl.FailState;
import io.tenfold.local.asl.FaultTolerance;
import io.tenfold.local.asl.ParallelState;
import io.tenfold.local.asl.PassState;
import io.tenfold.local.asl.StateMachine;
import io.tenfold.local.asl.StateType;
import io.tenfold.local.asl.SucceedState;
import io.tenfold.local.asl.TaskState;
import io.tenfold.local.asl.WaitState;
import io.tenfold.local.asl.WorkflowParser;
import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.execution.Sleeper;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.asl.execution.TaskTokens;
import io.tenfold.local.asl.execution.TimeLimits;
import io.tenfold.local.map.run.MapRun;
import io.tenfold.local.map.run.MapRuns;
import io.tenfold.local.map.run.MapState;
import io.tenfold.local.map.run.TriedItems;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.GrowingObjects;
import io.tenfold.local.port.MessageQueue;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.task.LambdaFunction;
import io.tenfold.local.task.LambdaInvoke;
import io.tenfold.local.task.S3GetObject;
import io.tenfold.local.task.S3ListObjectsV2;
import io.tenfold.local.task.S3PutObject;
import io.tenfold.local.task.SfnDescribeMapRun;
import io.tenfold.local.task.SfnListMapRuns;
import io.tenfold.local.task.SqsSendMessage;
import io.tenfold.local.trial.StateTrial;
import io.tenfold.local.trial.TrialOutcome;
import io.tenfold.local.trial.TrialRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/** Runs state machines on this machine, over the object store, queues and functions it is given. */
public final class LocalEngine implements AutoCloseable {
  private final Account account;
  private final TimeLimits timeLimits = new TimeLimits();
  private final MapRuns mapRuns = new MapRuns();
  private final TaskTokens taskTokens = new TaskTokens();
  private final ObjectStore store;
  private final FunctionInvoker functions;
  private final Sleeper sleeper;
  private final List<TaskIntegration> integrations;
  private final WorkflowParser workflows;

  /** Takes what the workflows use and the account that their ARNs name. */
  public LocalEngine(
      ObjectStore store, MessageQueue queue, FunctionInvoker functions, Account account) {
    this(store, queue, functions, account, List.of());
  }

  /** As the other constructor, with more services that Tasks may call. */
  public LocalEngine(
      ObjectStore store,
      MessageQueue queue,
      FunctionInvoker functions,
      Account account,
      List<TaskIntegration> services) {
    this(
        store,
        queue,
        functions,
        account,
        time -> Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000),
        services);
  }

  /** As the other constructor, with the way that Wait states and retries wait. */
  public LocalEngine(
      ObjectStore store,
      MessageQueue queue,
      FunctionInvoker functions,
      Account account,
      Sleeper sleeper) {
    this(store, queue, functions, account, sleeper, List.of());
  }

  private LocalEngine(
      ObjectStore store,
      MessageQueue queue,
      FunctionInvoker functions,
      Account account,
      Sleeper sleeper,
      List<TaskIntegration> services) {
    this.account = account;
    this.store = store;
    // A new service integration is registered here …
    this.integrations = new ArrayList<>(services);
    integrations.addAll(
        List.of(
            new LambdaInvoke(functions),
            new SqsSendMessage(queue),
            new S3GetObject(store),
            new S3ListObjectsV2(store),
            new S3PutObject(store),
            new SfnDescribeMapRun(mapRuns),
            new SfnListMapRuns(mapRuns)));
    this.functions = functions;
    this.sleeper = sleeper;
    FaultTolerance faultTolerance =
        new FaultTolerance(sleeper, () -> ThreadLocalRandom.current().nextDouble());
    this.workflows =
        new WorkflowParser(types(task(UnaryOperator.identity(), faultTolerance), faultTolerance));
  }

  private TaskState task(UnaryOperator<TaskIntegration> seen, FaultTolerance faultTolerance) {
    return new TaskState(
        integrations.stream().map(seen).toList(),
        arn -> seen.apply(new LambdaFunction(functions, arn)),
        taskTokens,
        timeLimits,
        faultTolerance);
  }

  /** Returns the state types that there are; a new one is registered here. */
  private List<StateType> types(TaskState task, FaultTolerance faultTolerance) {
    return List.of(
        new PassState(),
        task,
        new ChoiceState(),
        new WaitState(sleeper),
        new SucceedState(),
        new FailState(),
        new ParallelState(faultTolerance),
        new MapState(store, mapRuns, timeLimits, faultTolerance));
  }

  /**
   * Tries one state by itself.
   *
   * @throws DefinitionException if it is wrong, or uses what the engine does not have
   * @throws io.tenfold.local.trial.TrialRefused if it can't be tried so
   * @see <a
   *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html">TestState</a>
   */
  public TrialOutcome tryState(TrialRequest request) throws InterruptedException {
    return new StateTrial(
            request,
            account,
            (trial, mock) -> {
              FaultTolerance told = FaultTolerance.of(trial);
              TaskState task =
                  mock == null
                      ? task(trial::noting, told)
                      : TaskState.mocked(mock, timeLimits, told);
              return types(task, told);
            },
            map -> TriedItems.of(map)::inspect)
        .run();
  }

  /**
   * Reads a STANDARD state machine's definition, without placeholders.
   *
   * @throws DefinitionException with all that is wrong with it, or that the engine does not have
   */
  public StateMachine define(String name, String definition) {
    return define(name, definition, false);
  }

  /** As the other method, of an EXPRESS state machine where {@code express}. */
  public StateMachine define(String name, String definition, boolean express) {
    return StateMachine.parse(account.stateMachine(name), name, definition, express, workflows);
  }

  /** Starts an execution of that name (unique per machine) with an input, a JSON value. */
  public StartedExecution start(StateMachine machine, String name, Object input) {
    return start(machine, machine.arn().execution(name), input, null);
  }

  /**
   * Starts an execution under an ARN, one of an EXPRESS machine's included.
   *
   * @param roleArn of the state machine, for the context object; null where it has none
   */
  public StartedExecution start(
      StateMachine machine, ExecutionArn arn, Object input, String roleArn) {
    return start(machine, arn, input, Instant.now(), Duration.ZERO, roleArn);
  }

  /**
   * Starts an execution again that another process had started and not ended well: from its first
   * state, with the name, input and start that it had, and how long it has taken. Its Distributed
   * Maps go on with the runs that {@link MapRuns#resume} took over, so that no record with an
   * outcome is run again.
   */
  public StartedExecution resume(
      StateMachine machine, String name, Object input, Instant startDate, Duration taken) {
    return start(machine, machine.arn().execution(name), input, startDate, taken, null);
  }

  private StartedExecution start(
      StateMachine machine,
      ExecutionArn arn,
      Object input,
      Instant startDate,
      Duration taken,
      String roleArn) {
    StartedExecution started =
        new StartedExecution(machine, arn, input, startDate, taken, timeLimits, roleArn);
    started.start();
    return started;
  }

  /**
   * Removes what tells that an execution's Map Runs may be unfinished, if it SUCCEEDED. To be
   * called once it is written down that it did: a process that is killed before finds them, with
   * what became of every record.
   */
  public void forget(StartedExecution execution) {
    if (execution.outcome().getNow(null) instanceof ExecutionOutcome.Succeeded
        && store instanceof GrowingObjects objects) {
      for (MapRun run : mapRuns.startedBy(execution.arn())) {
        run.forget(objects);
      }
    }
  }

  /** Returns the tasks that wait for their tokens. */
  public TaskTokens taskTokens() {
    return taskTokens;
  }

  /** Returns the Map Runs of all executions. */
  public MapRuns mapRuns() {
    return mapRuns;
  }

  /** Ends the engine's timers; executions are to be stopped before. */
  @Override
  public void close() {
    timeLimits.close();
  }
}
