package io.tenfold.local.trial;

import io.tenfold.local.arn.Account;
import io.tenfold.local.arn.Arn;
import io.tenfold.local.arn.ExecutionArn;
import io.tenfold.local.arn.StateMachineArn;
import io.tenfold.local.asl.FaultTolerance;
import io.tenfold.local.asl.Fields;
import io.tenfold.local.asl.QueryLanguage;
import io.tenfold.local.asl.StateType;
import io.tenfold.local.asl.WorkflowParser;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.Execution;
import io.tenfold.local.asl.execution.Scope;
import io.tenfold.local.asl.execution.State;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.asl.execution.Transition;
import io.tenfold.local.asl.execution.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One state, tried by itself.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html">Using
 *     TestState API to test a state</a>
 */
public final class StateTrial implements FaultTolerance.Trial {
  private static final Set<String> MOCKED = Set.of("Task", "Map", "Parallel");

  private static final Pattern WAITING = Pattern.compile("\\.(sync|sync:2|waitForTaskToken)$");

  private final TrialRequest request;
  private final Account account;
  private final List<StateType> types;
  private final Function<Fields, BiFunction<StateContext, String, Map<String, Object>>> itemsOf;
  private final Map<String, Object> inspection = new LinkedHashMap<>();
  private StateError caught;
  private boolean waits;
  private boolean withinContainer;
  private QueryLanguage language;

  /**
   * Takes what is to be tried, and the state types: of a trial and, where there is a mock, with
   * what Tasks call.
   *
   * @param itemsOf of a Map's fields, tells what the Map makes of its items, or of those given in
   *     place of what its ItemReader reads
   */
  public StateTrial(
      TrialRequest request,
      Account account,
      BiFunction<StateTrial, Function<String, TaskIntegration>, List<StateType>> types,
      Function<Fields, BiFunction<StateContext, String, Map<String, Object>>> itemsOf) {
    this.request = request;
    this.itemsOf = itemsOf;
    this.account = account;
    TrialRequest.Mock mock = request.mock();
    this.types = new ArrayList<>(types.apply(this, mock == null ? null : this::mockOf));
    if (mock != null) {
      this.types.replaceAll(
          type ->
              Set.of("Map", "Parallel").contains(type.name())
                  ? new MockedContainer(type, this)
                  : type);
    }
    this.types.replaceAll(type -> new TriedState(type, this));
  }

  /** A retry that would come. */
  private static final class Retried extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient StateError error;

    Retried(StateError error) {
      super(null, null, false, false);
      this.error = error;
    }
  }

  private TaskIntegration mockOf(String resource) {
    Matcher waiting = WAITING.matcher(resource);
    String pattern = waiting.find() ? waiting.group() : "";
    if (!withinContainer) {
      Arn.integration(waiting.replaceFirst(""))
          .ifPresent(action -> MockSchema.check(action, pattern, request.mock()));
    }
    return new MockedTask(this, !pattern.isEmpty());
  }

  /** Reads the states within a Map or Parallel, whose Tasks the mock is no result of. */
  State readWithin(Supplier<State> container) {
    boolean within = withinContainer;
    withinContainer = true;
    State state = container.get();
    withinContainer = within;
    return state;
  }

  /** Notes what a state is written in: the first one read is that which is tried. */
  void noteLanguage(QueryLanguage of) {
    if (language == null) {
      language = of;
    }
  }

  /** Tells what a Map makes of its items. */
  BiFunction<StateContext, String, Map<String, Object>> itemsOf(Fields map) {
    return itemsOf.apply(map);
  }

  TrialRequest request() {
    return request;
  }

  /** Notes what a field made of the data. */
  void inspect(String name, Object value) {
    inspection.put(name, value);
  }

  /** Returns what the mock says. */
  Object mocked() {
    TrialRequest.Mock mock = request.mock();
    if (mock.error() != null) {
      throw new StateError(mock.error(), mock.cause() == null ? "" : mock.cause());
    }
    return mock.result();
  }

  /** Returns a service whose calls are noted. */
  public TaskIntegration noting(TaskIntegration service) {
    return new NotedTask(service, this);
  }

  @Override
  public long retries() {
    return request.retries();
  }

  @Override
  public void retrying(int retrier, Duration delay, StateError error) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("retryIndex", retrier);
    if (delay != null) {
      details.put("retryBackoffIntervalSeconds", delay.toSeconds());
    }
    inspect("errorDetails", details);
    if (delay != null) {
      throw new Retried(error);
    }
  }

  @Override
  public void caught(int catcher, StateError error) {
    caught = error;
    Map<String, Object> details = new LinkedHashMap<>();
    if (inspection.get("errorDetails") instanceof Map<?, ?> retried) {
      retried.forEach((name, value) -> details.put((String) name, value));
    }
    details.put("catchIndex", catcher);
    inspect("errorDetails", details);
  }

  /**
   * Runs the state.
   *
   * @throws TrialRefused if it can't be tried so
   */
  public TrialOutcome run() throws InterruptedException {
    Workflow.Named state =
        new WorkflowParser(types)
            .stateAlone(request.definition(), request.stateName())
            // Whatever it is called in its state machine: as recorded on AWS.
            .map(found -> new Workflow.Named("StateName", found.type(), found.state()))
            .orElseThrow(() -> new TrialRefused("State not found in definition"));
    check(state.type());
    waits = state.type().equals("Task"); // until it is called
    inspect("input", request.input());
    Scope scope = Scope.of(request.variables());
    Map<String, Object> seen = new LinkedHashMap<>(request.variables());
    TrialOutcome outcome = run(state, scope, seen);
    if (!waits) {
      requireNoToken();
    }
    if (language == QueryLanguage.JSON_PATH) {
      JsonPathFields.add(inspection, state.type(), outcome);
    }
    if (!seen.isEmpty()) {
      inspect("variables", seen);
    }
    return outcome;
  }

  private TrialOutcome run(Workflow.Named state, Scope scope, Map<String, Object> seen)
      throws InterruptedException {
    try {
      Transition left = state.run(execution(), scope, request.input());
      seen.putAll(left.assigned());
      return new TrialOutcome(
          caught == null ? "SUCCEEDED" : "CAUGHT_ERROR",
          left.output(),
          caught == null ? null : caught.error(),
          caught == null ? null : caught.cause(),
          left instanceof Transition.Next next ? next.state() : null,
          inspection);
    } catch (Retried e) {
      return failed("RETRIABLE", e.error);
    } catch (StateError e) {
      return failed("FAILED", e);
    }
  }

  private TrialOutcome failed(String status, StateError error) {
    return new TrialOutcome(
        status,
        null,
        error.error().isEmpty() ? null : error.error(),
        error.cause().isEmpty() ? null : error.cause(),
        null,
        inspection);
  }

  private void check(String type) {
    if (request.mock() == null) {
      if (type.equals("Map") || type.equals("Parallel")) {
        throw new TrialRefused(
            "InvalidDefinition",
            "TestState API does not support Map or Parallel states. Supported state types include:"
                + " [Task, Wait, Pass, Succeed, Fail, Choice]");
      }
      if (type.equals("Task") && request.roleArn() == null) {
        throw new TrialRefused("RoleArn must be specified when testing a Task state");
      }
    } else if (!MOCKED.contains(type)) {
      throw new TrialRefused("State type '" + type + "' is not supported when a mock is specified");
    }
    if (request.failedIterations() > 0 && !type.equals("Map")) {
      throw new TrialRefused(
          "MapIterationFailureCount is only supported when testing a Map state.");
    }
  }

  /** Notes that the Task called has ended with its response. */
  void noteThatItDoesNotWait() {
    waits = false;
  }

  /** Only a Task that waits for something else than its response has a token. */
  private void requireNoToken() {
    Map<String, Object> context = request.context();
    if (context != null && context.containsKey("Task")) {
      throw new TrialRefused(
          "Invalid Context object provided: Context object contains 'Task' when state is not a"
              + " Task state with a '.sync' or '.waitForTaskToken' service integration pattern");
    }
  }

  private Execution execution() {
    StateMachineArn machine = account.stateMachine(UUID.randomUUID().toString());
    ExecutionArn arn = machine.express(UUID.randomUUID().toString());
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Map<String, Object> context = request.context();
    if (context == null) {
      Map<String, Object> about = new LinkedHashMap<>();
      about.put("Id", arn.toString());
      about.put("Input", request.input());
      about.put("Name", arn.name());
      about.put("RoleArn", request.roleArn());
      about.put("StartTime", now.toString());
      context = new LinkedHashMap<>();
      context.put("Execution", about);
      Map<String, Object> of = new LinkedHashMap<>();
      of.put("Id", machine.toString());
      of.put("Name", machine.name());
      context.put("StateMachine", of);
    }
    return Execution.trial(
        new Execution.Started(
            arn.toString(), arn.name(), machine, request.input(), now, request.roleArn()),
        context,
        request.context() != null);
  }
}
