package io.tenfold.local.asl;

import io.tenfold.local.arn.Arn;
import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.PayloadLimit;
import io.tenfold.local.asl.execution.State;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.asl.execution.TaskTokens;
import io.tenfold.local.asl.execution.TimeLimits;
import io.tenfold.local.asl.jsonata.EvaluationStopped;
import io.tenfold.local.asl.jsonata.Template;
import io.tenfold.local.fault.FaultWords;
import io.tenfold.local.json.Json;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.ServiceException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Task: calls a service and has its response as the result.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html">Task
 *     state</a>
 */
public final class TaskState implements StateType {
  /** The most seconds Step Functions allows, a little over three years. */
  private static final long MOST_SECONDS = 99_999_999;

  private static final String WAIT_FOR_TOKEN = ".waitForTaskToken";

  private final Map<String, TaskIntegration> integrations = new HashMap<>();
  private final Function<Arn, TaskIntegration> functions;
  private final TaskTokens tokens;
  private final TimeLimits timeLimits;
  private final FaultTolerance faultTolerance;
  private final Function<String, TaskIntegration> mock;

  /**
   * Makes a type whose states wait for nothing.
   *
   * @param mock makes what a state calls, of its Resource
   */
  public static TaskState mocked(
      Function<String, TaskIntegration> mock,
      TimeLimits timeLimits,
      FaultTolerance faultTolerance) {
    return new TaskState(List.of(), null, null, timeLimits, faultTolerance, mock);
  }

  /**
   * Takes the services to be had, the timer for TimeoutSeconds, and Retry and Catch.
   *
   * @param functions makes the task that calls the function of an ARN
   * @param tokens of the tasks that wait for one
   */
  public TaskState(
      Collection<TaskIntegration> integrations,
      Function<Arn, TaskIntegration> functions,
      TaskTokens tokens,
      TimeLimits timeLimits,
      FaultTolerance faultTolerance) {
    this(integrations, functions, tokens, timeLimits, faultTolerance, null);
  }

  private TaskState(
      Collection<TaskIntegration> integrations,
      Function<Arn, TaskIntegration> functions,
      TaskTokens tokens,
      TimeLimits timeLimits,
      FaultTolerance faultTolerance,
      Function<String, TaskIntegration> mock) {
    this.mock = mock;
    integrations.forEach(integration -> this.integrations.put(integration.resource(), integration));
    this.functions = functions;
    this.tokens = tokens;
    this.timeLimits = timeLimits;
    this.faultTolerance = faultTolerance;
  }

  @Override
  public String name() {
    return "Task";
  }

  @Override
  public State parse(Fields fields, WorkflowParser workflows) {
    String resource = fields.requiredText("Resource");
    String pattern = mock == null && resource != null ? pattern(resource) : "";
    TaskIntegration integration =
        resource == null ? null : fields.part(() -> integration(fields, resource, pattern));
    Template arguments = fields.template("Arguments");
    if (integration != null && fields.language() != QueryLanguage.UNDECIDED) {
      checkArguments(fields, resource, integration);
    }
    Template credentials = credentials(fields);
    Template timeout = fields.wholeNumberTemplate("TimeoutSeconds", 1, MOST_SECONDS);
    Template heartbeat = fields.wholeNumberTemplate("HeartbeatSeconds", 1, MOST_SECONDS);
    if (timeout instanceof Template.Literal most
        && heartbeat instanceof Template.Literal least
        && ((Number) least.value()).longValue() >= ((Number) most.value()).longValue()) {
      fields.report(fields.wrong("HeartbeatSeconds", "must be smaller than 'TimeoutSeconds'"));
    }
    Exit exit = Exit.of(fields);
    Called called = new Called(integration, pattern, arguments, credentials, timeout, heartbeat);
    return faultTolerance.of(
        fields,
        context -> {
          if (!pattern.equals(WAIT_FOR_TOKEN)) {
            return exit.leave(context, run(called, null, context));
          }
          try (TaskTokens.Waiting token = tokens.open()) {
            return exit.leave(context, run(called, token, context.withTaskToken(token.token())));
          }
        });
  }

  /**
   * What a state calls.
   *
   * @param pattern what it waits for, as the Resource ends; empty for the response
   * @param arguments null where there are none
   * @param credentials {@code {"RoleArn"}}, null where there are none
   * @param timeout null where there is none
   * @param heartbeat the longest time between two signs of life; null where there is none
   */
  private record Called(
      TaskIntegration integration,
      String pattern,
      Template arguments,
      Template credentials,
      Template timeout,
      Template heartbeat) {}

  /**
   * Takes the role that the Task is to have in another account; null where there is none.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html">Accessing
   *     resources in other accounts</a>
   */
  private static Template credentials(Fields fields) {
    Fields named = fields.object("Credentials");
    if (named == null) {
      return null;
    }
    named.require("RoleArn");
    if (!(named.take("RoleArn") instanceof String) && named.has("RoleArn")) {
      named.report(named.wrong("RoleArn", "must be a role's ARN or a JSONata expression, {% … %}"));
    }
    named.finish();
    return fields.template("Credentials");
  }

  /** Returns what a resource ends in that says what the task waits for; empty for its response. */
  private static String pattern(String resource) {
    for (String pattern : List.of(".sync:2", ".sync", WAIT_FOR_TOKEN)) {
      if (resource.endsWith(pattern)) {
        return pattern;
      }
    }
    return "";
  }

  private TaskIntegration integration(Fields fields, String resource, String pattern) {
    if (mock != null) {
      return mock.apply(resource);
    }
    if (!resource.startsWith("arn:")) {
      throw fields.refused("Resource", "Value is not a valid resource ARN");
    }
    String bare = resource.substring(0, resource.length() - pattern.length());
    Optional<Arn> function =
        Arn.find(resource)
            .filter(arn -> arn.is("lambda") && arn.resource().startsWith("function:"));
    if (function.isPresent()) {
      return functions.apply(function.get());
    }
    TaskIntegration integration = Arn.integration(bare).map(integrations::get).orElse(null);
    if (integration == null || !pattern.isEmpty() && !integration.patterns().contains(pattern)) {
      throw fields.wrong(
          "Resource",
          "is '"
              + resource
              + "', which the local engine does not have; it has the ARNs of functions and, after"
              + " arn:aws:states:::, "
              + String.join(", ", names()));
    }
    return integration;
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>(integrations.keySet());
    integrations
        .values()
        .forEach(each -> each.patterns().forEach(end -> names.add(each.resource() + end)));
    return names;
  }

  private static void checkArguments(Fields fields, String resource, TaskIntegration integration) {
    Object given = fields.take("Arguments");
    boolean jsonata = fields.language() == QueryLanguage.JSONATA;
    if (given instanceof String text && Template.isExpression(text)
        || given != null && !jsonata
        || !integration.isChecked()) {
      return; // names are known only when it is evaluated, or it is refused as it is
    }
    if (given == null) {
      fields.report(
          !jsonata && fields.has("Parameters")
              ? fields.left("Parameters")
              : fields.refused(
                  (jsonata ? "Arguments" : "Parameters")
                      + " field is required for resource ARN: "
                      + resource));
      return;
    }
    if (!(given instanceof Map<?, ?> names)) {
      fields.report(
          fields.wrong("Arguments", "must be an object or a JSONata expression, {% … %}"));
      return;
    }
    for (Object name : names.keySet()) {
      if (!integration.required().contains(name) && !integration.optional().contains(name)) {
        fields.report(
            new DefinitionException(
                fields.locationOf("Arguments/" + name),
                fields.subject()
                    + ": the local engine's "
                    + integration.resource()
                    + " does not support the argument '"
                    + name
                    + "'"));
      }
    }
    for (String name : integration.required()) {
      if (!names.containsKey(name)) {
        fields.report(
            fields.refused("Arguments", "The field '" + name + "' is required but was missing"));
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> arguments(
      StateContext context, TaskIntegration integration, Template arguments) {
    Object without = integration.isChecked() ? Map.of() : context.input();
    Object evaluated = arguments == null ? without : context.evaluate(arguments);
    PayloadLimit.check(
        evaluated, "The state/task '" + context.stateName() + "' provided arguments");
    if (!integration.isChecked()) {
      return Collections.singletonMap("Payload", evaluated);
    }
    if (!(evaluated instanceof Map)) {
      throw new StateError(
          ErrorNames.QUERY_EVALUATION_ERROR,
          "The field 'Arguments' of the Task state '"
              + context.stateName()
              + "' must be an object");
    }
    Map<String, Object> given = (Map<String, Object>) evaluated;
    for (String name : given.keySet()) {
      if (!integration.required().contains(name) && !integration.optional().contains(name)) {
        throw refused(context, "does not support the field '" + name + "'");
      }
    }
    for (String name : integration.required()) {
      if (!given.containsKey(name)
          || given.get(name) == null && integration.texts().contains(name)) {
        throw refused(context, "needs the field '" + name + "', which was missing or null");
      }
    }
    for (String name : integration.texts()) {
      if (given.get(name) != null && !(given.get(name) instanceof String)) {
        throw refused(context, "needs a string in the field '" + name + "'");
      }
    }
    integration
        .members()
        .forEach((name, members) -> checkMembers(context, name, given.get(name), members));
    return given;
  }

  /** What a service does not know within an argument, it would drop. */
  private static void checkMembers(
      StateContext context, String name, Object argument, Set<String> members) {
    if (argument == null) {
      return;
    }
    Collection<?> objects =
        argument instanceof Map<?, ?> object
            ? object.values()
            : argument instanceof List<?> array ? array : Collections.singleton(argument);
    for (Object each : objects) {
      if (!(each instanceof Map<?, ?> object)) {
        throw refused(context, "needs objects in the field '" + name + "'");
      }
      for (Object member : object.keySet()) {
        if (!members.contains(member)) {
          throw refused(context, "does not support the field '" + member + "' in '" + name + "'");
        }
      }
    }
  }

  /** Step Functions reports arguments that a service cannot take as States.Runtime. */
  private static StateError refused(StateContext context, String problem) {
    return new StateError(
        ErrorNames.RUNTIME,
        StateError.within(context.stateName(), context.enteredEvent())
            + "Its Arguments could not be used to start the Task: the service "
            + problem);
  }

  /** Returns the ARN of the role that Credentials name; null where there are none. */
  private static String role(StateContext context, Template credentials) {
    if (credentials == null) {
      return null;
    }
    if (context.evaluate(credentials) instanceof Map<?, ?> named
        && named.get("RoleArn") instanceof String role) {
      return role;
    }
    throw new StateError(
        ErrorNames.QUERY_EVALUATION_ERROR,
        "The field 'Credentials/RoleArn' of the Task state '"
            + context.stateName()
            + "' must be a string");
  }

  /** Calls what a state calls; the token is null unless it waits for one. */
  private Object run(Called called, TaskTokens.Waiting token, StateContext context)
      throws InterruptedException {
    TaskIntegration integration = called.integration();
    Map<String, Object> evaluated = arguments(context, integration, called.arguments());
    Duration limit = seconds(context, called.timeout(), "TimeoutSeconds");
    Duration heartbeat =
        token == null ? null : seconds(context, called.heartbeat(), "HeartbeatSeconds");
    // No role is assumed here: whatever the Task calls is the endpoint's, in its one account.
    String role = role(context, called.credentials());
    TaskEvents events = new TaskEvents(context.execution(), integration, called.pattern());
    events.scheduled(evaluated, role, limit, heartbeat);
    Work work =
        () -> {
          Object response = integration.call(evaluated, context);
          if (called.pattern().isEmpty()) {
            return response;
          }
          events.submitted(response);
          return token == null
              ? integration.await(called.pattern(), response, context)
              : token.await(heartbeat);
        };
    try {
      Object result = limit == null ? work.run() : within(limit, context, work);
      if (PayloadLimit.exceeds(result)) {
        throw StateError.ofLargeResult(integration.serviceName());
      }
      events.succeeded(result);
      return result;
    } catch (ServiceException e) {
      throw events.failed(new StateError(e.errorName(), e.getMessage()));
    } catch (StateError e) {
      throw events.failed(e);
    } catch (FunctionInvoker.Unavailable | EvaluationStopped e) {
      // Not the task's failure: nothing can be run here, whatever Retry and Catch say; or the
      // execution is to stop, and its TimeoutSeconds was just being evaluated.
      throw e;
    } catch (RuntimeException e) {
      // A fault of the engine's own, or of a port's: it ends the execution, or the child, visibly.
      throw events.failed(
          new StateError(
              ErrorNames.RUNTIME,
              "The local engine's " + integration.resource() + " failed: " + FaultWords.of(e)));
    }
  }

  /** Returns a field's time, null where it is not given. */
  private static Duration seconds(StateContext context, Template seconds, String field) {
    if (seconds == null) {
      return null;
    }
    Object value = context.evaluate(seconds);
    String wrong;
    if (!(value instanceof Number number)) {
      wrong = ((Template.Expression) seconds).unexpected("number", value); // a literal is parsed
    } else if (number.doubleValue() != Math.rint(number.doubleValue())) {
      wrong = "The " + field + " field cannot be parsed as an integer: " + Json.write(value);
    } else if (number.doubleValue() < 1 || number.doubleValue() > MOST_SECONDS) {
      wrong =
          number.doubleValue() == 0
              ? field + " must be greater than 0"
              : field + " must be between 0 and " + MOST_SECONDS + " but was: " + Json.write(value);
    } else {
      return Duration.ofSeconds(number.longValue());
    }
    throw new StateError(
        ErrorNames.QUERY_EVALUATION_ERROR,
        StateError.within(context.stateName(), context.enteredEvent()) + wrong);
  }

  /** The call of a service, to the end that the state waits for. */
  @FunctionalInterface
  private interface Work {
    Object run() throws InterruptedException;
  }

  private Object within(Duration limit, StateContext context, Work work)
      throws InterruptedException {
    TimeLimits.TimeLimit started = timeLimits.start(limit);
    try {
      return work.run();
    } catch (InterruptedException e) {
      if (started.expired() && !context.execution().cancellation().requested()) {
        throw timedOut();
      }
      throw e;
    } catch (StateError | ServiceException e) {
      // A service may report that its thread was interrupted as a failure of its own.
      throw started.expired() ? timedOut() : e;
    } finally {
      started.close();
    }
  }

  /** As recorded on AWS, without a cause. */
  private static StateError timedOut() {
    return new StateError(ErrorNames.TIMEOUT, "");
  }
}
