package io.tenfold.local.asl;

import io.tenfold.local.arn.Arn;
import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.PayloadLimit;
import io.tenfold.local.asl.execution.State;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.asl.execution.TimeLimits;
import io.tenfold.local.asl.jsonata.EvaluationStopped;
import io.tenfold.local.asl.jsonata.Template;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.ServiceException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Task: calls a service and has its response as the result.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html">Task
 *     state</a>
 */
public final class TaskState implements StateType {
  /** The most seconds Step Functions allows, a little over three years. */
  private static final long MOST_SECONDS = 99_999_999;

  private final Map<String, TaskIntegration> integrations = new HashMap<>();
  private final TimeLimits timeLimits;
  private final FaultTolerance faultTolerance;

  /** Takes the services to be had, the timer for TimeoutSeconds, and Retry and Catch. */
  public TaskState(
      Collection<TaskIntegration> integrations,
      TimeLimits timeLimits,
      FaultTolerance faultTolerance) {
    integrations.forEach(integration -> this.integrations.put(integration.resource(), integration));
    this.timeLimits = timeLimits;
    this.faultTolerance = faultTolerance;
  }

  @Override
  public String name() {
    return "Task";
  }

  @Override
  public State parse(Fields fields, WorkflowParser workflows) {
    TaskIntegration integration = integration(fields);
    checkArguments(fields, integration);
    Template arguments = fields.template("Arguments");
    Template timeout = fields.wholeNumberTemplate("TimeoutSeconds", 1, MOST_SECONDS);
    Exit exit = Exit.of(fields);
    return faultTolerance.of(
        fields,
        context -> {
          Map<String, Object> evaluated = arguments(context, integration, arguments);
          return exit.leave(context, call(integration, evaluated, timeout, context));
        });
  }

  private TaskIntegration integration(Fields fields) {
    String resource = fields.requiredText("Resource");
    TaskIntegration integration = Arn.integration(resource).map(integrations::get).orElse(null);
    if (integration == null) {
      throw fields.wrong(
          "Resource",
          "is '"
              + resource
              + "', which the local engine does not have; it has, after arn:aws:states:::, "
              + String.join(", ", new TreeSet<>(integrations.keySet())));
    }
    return integration;
  }

  private static void checkArguments(Fields fields, TaskIntegration integration) {
    Object given = fields.take("Arguments");
    if (given instanceof String text && Template.isExpression(text)) {
      return; // names are known only when it is evaluated
    }
    if (given != null && !(given instanceof Map)) {
      throw fields.wrong("Arguments", "must be an object or a JSONata expression, {% … %}");
    }
    Map<?, ?> names = given == null ? Map.of() : (Map<?, ?>) given;
    for (Object name : names.keySet()) {
      if (!integration.required().contains(name) && !integration.optional().contains(name)) {
        throw new DefinitionException(
            fields.locationOf("Arguments/" + name),
            fields.subject()
                + ": the local engine's "
                + integration.resource()
                + " does not support the argument '"
                + name
                + "'");
      }
    }
    for (String name : integration.required()) {
      if (!names.containsKey(name)) {
        throw new DefinitionException(
            fields.locationOf("Arguments"),
            fields.subject()
                + ": "
                + integration.resource()
                + " needs the argument '"
                + name
                + "'");
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> arguments(
      StateContext context, TaskIntegration integration, Template arguments) {
    Object evaluated = arguments == null ? Map.of() : context.evaluate(arguments);
    PayloadLimit.check(
        evaluated, "The state/task '" + context.stateName() + "' provided arguments");
    if (!(evaluated instanceof Map)) {
      throw new StateError(
          ErrorNames.QUERY_EVALUATION_ERROR,
          "The Arguments of the Task state '" + context.stateName() + "' must be an object");
    }
    Map<String, Object> given = (Map<String, Object>) evaluated;
    for (String name : given.keySet()) {
      if (!integration.required().contains(name) && !integration.optional().contains(name)) {
        throw refused(context, "does not support the field '" + name + "'");
      }
    }
    for (String name : integration.required()) {
      if (given.get(name) == null) {
        throw refused(context, "needs the field '" + name + "', which was missing or null");
      }
    }
    for (String name : integration.texts()) {
      if (given.get(name) != null && !(given.get(name) instanceof String)) {
        throw refused(context, "needs a string in the field '" + name + "'");
      }
    }
    return given;
  }

  /** Step Functions reports arguments that a service cannot take as States.Runtime. */
  private static StateError refused(StateContext context, String problem) {
    return new StateError(
        ErrorNames.RUNTIME,
        "An error occurred while executing the state '"
            + context.stateName()
            + "'. Its Arguments could not be used to start the Task: the service "
            + problem);
  }

  private Object call(
      TaskIntegration integration,
      Map<String, Object> arguments,
      Template timeout,
      StateContext context)
      throws InterruptedException {
    record(
        context,
        "TaskScheduled",
        Map.of("resource", integration.resource(), "parameters", arguments));
    try {
      Object result =
          timeout == null
              ? integration.call(arguments, context)
              : callWithin(seconds(context, timeout), integration, arguments, context);
      PayloadLimit.check(result, "The state/task '" + context.stateName() + "' returned a result");
      Map<String, Object> succeeded = new LinkedHashMap<>();
      succeeded.put("resource", integration.resource());
      succeeded.put("output", result);
      record(context, "TaskSucceeded", succeeded);
      return result;
    } catch (ServiceException e) {
      throw failed(context, integration, new StateError(e.errorName(), e.getMessage()));
    } catch (StateError e) {
      throw failed(context, integration, e);
    } catch (FunctionInvoker.Unavailable | EvaluationStopped e) {
      // Not the task's failure: nothing can be run here, whatever Retry and Catch say; or the
      // execution is to stop, and its TimeoutSeconds was just being evaluated.
      throw e;
    } catch (RuntimeException e) {
      // A fault of the engine's own, or of a port's: it ends the execution, or the child, visibly.
      throw failed(
          context,
          integration,
          new StateError(
              ErrorNames.RUNTIME,
              "The local engine's " + integration.resource() + " failed: " + e));
    }
  }

  private static Duration seconds(StateContext context, Template timeout) {
    if (context.evaluate(timeout) instanceof Number number
        && number.doubleValue() >= 1
        && number.doubleValue() <= MOST_SECONDS
        && number.doubleValue() == Math.rint(number.doubleValue())) {
      return Duration.ofSeconds(number.longValue());
    }
    throw new StateError(
        ErrorNames.QUERY_EVALUATION_ERROR,
        "The field 'TimeoutSeconds' of the Task state '"
            + context.stateName()
            + "' must be a whole number from 1 to "
            + MOST_SECONDS);
  }

  private Object callWithin(
      Duration limit,
      TaskIntegration integration,
      Map<String, Object> arguments,
      StateContext context)
      throws InterruptedException {
    TimeLimits.TimeLimit started = timeLimits.start(limit);
    try {
      return integration.call(arguments, context);
    } catch (InterruptedException e) {
      if (started.expired() && !context.execution().cancellation().requested()) {
        throw timedOut(limit);
      }
      throw e;
    } catch (StateError | ServiceException e) {
      // A service may report that its thread was interrupted as a failure of its own.
      throw started.expired() ? timedOut(limit) : e;
    } finally {
      started.close();
    }
  }

  private static StateError timedOut(Duration limit) {
    return new StateError(
        ErrorNames.TIMEOUT, "The task took longer than its TimeoutSeconds of " + limit.toSeconds());
  }

  private static StateError failed(
      StateContext context, TaskIntegration integration, StateError error) {
    if (context.execution().keepsHistory()) {
      Map<String, Object> details = new LinkedHashMap<>();
      details.put("resource", integration.resource());
      details.put("error", error.error());
      details.put("cause", error.cause());
      record(
          context,
          error.error().equals(ErrorNames.TIMEOUT) ? "TaskTimedOut" : "TaskFailed",
          details);
    }
    return error;
  }

  private static void record(StateContext context, String type, Map<String, Object> details) {
    context.execution().record(type, details);
  }
}
