package io.tenfold.local.aws.sfn;

import com.sun.net.httpserver.HttpExchange;
import io.tenfold.local.LocalEngine;
import io.tenfold.local.arn.Account;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.aws.http.CallScope;
import io.tenfold.local.aws.http.LocalService;
import io.tenfold.local.aws.http.Response;
import io.tenfold.local.aws.sfn.request.ApiException;
import io.tenfold.local.aws.sfn.request.Parameters;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.MessageQueue;
import io.tenfold.local.port.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * AWS Step Functions, answered by the engine, each Region with its own.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html">Step
 *     Functions' actions</a>
 */
public final class StepFunctionsService implements LocalService, AutoCloseable {
  private static final String TARGET = "AWSStepFunctions.";
  private static final String JSON = "application/x-amz-json-1.0";

  /** The largest request that Step Functions takes, in bytes. */
  private static final int MOST_BYTES = 2 * 1024 * 1024;

  /**
   * What the workflows of a Region use.
   *
   * @param logGroups tells whether there is the log group of a name
   */
  public record Resources(
      ObjectStore store,
      MessageQueue queue,
      FunctionInvoker functions,
      List<TaskIntegration> services,
      Predicate<String> logGroups) {}

  private final String accountId;
  private final Function<String, Resources> resourcesOf;
  private final Map<String, Action> actions = new HashMap<>();
  private final Map<String, RegionalMachines> regions = new ConcurrentHashMap<>();

  /** Takes the account (twelve digits), and what there is in a Region. */
  public StepFunctionsService(String accountId, Function<String, Resources> resourcesOf) {
    this.accountId = accountId;
    this.resourcesOf = resourcesOf;
    // A new action, or group of them, is registered here.
    StateMachineActions.register(actions);
    ValidateDefinition.register(actions);
    VersionActions.register(actions);
    AliasActions.register(actions);
    TagActions.register(actions);
    StartActions.register(actions);
    ExecutionActions.register(actions);
    HistoryActions.register(actions);
    MapRunActions.register(actions);
    TaskTokenActions.register(actions);
    TestStateAction.register(actions);
  }

  @Override
  public boolean answers(HttpExchange exchange, CallScope scope) {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    return scope.service().equals("states") || target != null && target.startsWith(TARGET);
  }

  @Override
  public void answer(HttpExchange exchange, CallScope scope) throws IOException {
    response(exchange, scope.region()).send(exchange);
  }

  private Response response(HttpExchange exchange, String region) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String name =
        target != null && target.startsWith(TARGET) ? target.substring(TARGET.length()) : "";
    Action action = actions.get(name);
    if (action == null) {
      return error(
          400, "UnknownOperationException", "The local endpoint has no action '" + name + "'");
    }
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    try {
      if (body.length > MOST_BYTES) {
        throw ApiException.validation("The request has more than " + MOST_BYTES + " bytes");
      }
      return Response.of(
          200, JSON, Json.writeBytes(action.answer(parameters(body), machines(region))));
    } catch (ApiException e) {
      return error(400, e.type(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return error(500, "InternalFailure", "The endpoint is being closed");
    }
  }

  private static Parameters parameters(byte[] body) {
    Object input;
    try {
      input = body.length == 0 ? Map.of() : Json.parse(body);
    } catch (MalformedJson e) {
      throw new ApiException("SerializationException", e.getMessage());
    }
    if (input instanceof Map<?, ?> members) {
      return new Parameters(members);
    }
    throw new ApiException("SerializationException", "The request is no JSON object");
  }

  private RegionalMachines machines(String region) {
    return regions.computeIfAbsent(
        region,
        absent -> {
          Resources resources = resourcesOf.apply(region);
          Account account = new Account(region, accountId);
          List<TaskIntegration> services = new ArrayList<>(resources.services());
          services.add(new StartExecutionTask(() -> regions.get(region)));
          LocalEngine engine =
              new LocalEngine(
                  resources.store(), resources.queue(), resources.functions(), account, services);
          return new RegionalMachines(engine, account, resources.store(), resources.logGroups());
        });
  }

  private static Response error(int status, String type, String message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("__type", type);
    body.put("message", message);
    return Response.of(status, JSON, Json.writeBytes(body));
  }

  /** Stops what runs; its results are written before this returns. */
  @Override
  public void close() {
    regions.values().forEach(RegionalMachines::close);
  }
}
