package io.tenfold.local.aws.task;

import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.aws.moto.MotoClient;
import io.tenfold.local.json.Json;
import io.tenfold.local.port.ServiceException;
import io.tenfold.local.task.SdkMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * An optimized integration of a service that speaks JSON: the arguments are the request, the
 * response is the result.
 */
public final class JsonServiceTask implements TaskIntegration {
  private final MotoClient moto;
  private final Action action;

  /**
   * An action of a service.
   *
   * @param resource such as {@code dynamodb:putItem}
   * @param service its signing name
   * @param target of the request, such as {@code DynamoDB_20120810.PutItem}
   * @param required arguments
   * @param optional arguments
   * @param errors what the names of its errors begin with, such as {@code DynamoDB}
   * @param fault the name of the errors that the service has no name of its own for
   * @param patterns besides waiting for the response
   */
  public record Action(
      String resource,
      String service,
      String target,
      Set<String> required,
      Set<String> optional,
      String errors,
      String fault,
      Set<String> patterns) {}

  /** Takes the client of the Region, and what is called. */
  public JsonServiceTask(MotoClient moto, Action action) {
    this.moto = moto;
    this.action = action;
  }

  /**
   * Returns the actions of DynamoDB and EventBridge that Step Functions has optimized integrations
   * of.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html">DynamoDB</a>
   * @see <a
   *     href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html">EventBridge</a>
   */
  public static List<TaskIntegration> all(MotoClient moto) {
    Set<String> conditional =
        Set.of(
            "ConditionExpression",
            "ConditionalOperator",
            "Expected",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnConsumedCapacity",
            "ReturnItemCollectionMetrics",
            "ReturnValues");
    List<TaskIntegration> tasks = new ArrayList<>();
    tasks.add(
        table(
            moto,
            "GetItem",
            Set.of("TableName", "Key"),
            Set.of(
                "AttributesToGet",
                "ConsistentRead",
                "ExpressionAttributeNames",
                "ProjectionExpression",
                "ReturnConsumedCapacity")));
    tasks.add(table(moto, "PutItem", Set.of("TableName", "Item"), conditional));
    tasks.add(table(moto, "DeleteItem", Set.of("TableName", "Key"), conditional));
    Set<String> updating = new HashSet<>(conditional);
    updating.addAll(Set.of("AttributeUpdates", "UpdateExpression"));
    tasks.add(table(moto, "UpdateItem", Set.of("TableName", "Key"), updating));
    tasks.add(
        new JsonServiceTask(
            moto,
            new Action(
                "events:putEvents",
                "events",
                "AWSEvents.PutEvents",
                Set.of("Entries"),
                Set.of("EndpointId"),
                "EventBridge",
                "EventBridge.AmazonEventBridgeException",
                Set.of(".waitForTaskToken"))));
    return tasks;
  }

  private static TaskIntegration table(
      MotoClient moto, String name, Set<String> required, Set<String> optional) {
    return new JsonServiceTask(
        moto,
        new Action(
            "dynamodb:" + Character.toLowerCase(name.charAt(0)) + name.substring(1),
            "dynamodb",
            "DynamoDB_20120810." + name,
            required,
            optional,
            "DynamoDB",
            "DynamoDB.AmazonDynamoDBException",
            Set.of()));
  }

  @Override
  public String resource() {
    return action.resource();
  }

  @Override
  public Set<String> required() {
    return action.required();
  }

  @Override
  public Set<String> optional() {
    return action.optional();
  }

  @Override
  public Set<String> texts() {
    return Set.of("TableName", "EndpointId");
  }

  @Override
  public Set<String> patterns() {
    return action.patterns();
  }

  @Override
  public Object call(Map<String, Object> arguments, StateContext context) {
    MotoClient.JsonResponse response;
    try {
      response = moto.call(action.service(), action.target(), request(arguments));
    } catch (IOException e) {
      throw new ServiceException(
          action.errors() + ".SdkClientException", String.valueOf(e.getMessage()), e);
    }
    if (response.status() / 100 != 2) {
      throw refused(response);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    ((Map<?, ?>) response.body()).forEach((name, value) -> result.put((String) name, value));
    if (result.get("FailedEntryCount") instanceof Number failed && failed.intValue() > 0) {
      throw new StateError("EventBridge.FailedEntry", Json.write(result));
    }
    SdkMetadata.add(result, "application/x-amz-json-1.0");
    return result;
  }

  /** An event's Detail may be any JSON, which EventBridge wants as a text. */
  private static Map<String, Object> request(Map<String, Object> arguments) {
    if (!(arguments.get("Entries") instanceof List<?> entries)) {
      return arguments;
    }
    List<Object> written = new ArrayList<>();
    for (Object entry : entries) {
      if (entry instanceof Map<?, ?> event
          && event.get("Detail") != null
          && !(event.get("Detail") instanceof String)) {
        Map<Object, Object> changed = new LinkedHashMap<>(event);
        changed.put("Detail", Json.write(event.get("Detail")));
        written.add(changed);
      } else {
        written.add(entry);
      }
    }
    Map<String, Object> request = new LinkedHashMap<>(arguments);
    request.put("Entries", written);
    return request;
  }

  private ServiceException refused(MotoClient.JsonResponse response) {
    String type = response.errorType();
    // Of these the SDK that Step Functions uses has no exception of their own.
    boolean named = !type.isEmpty() && !type.equals("ValidationException");
    return new ServiceException(
        named ? action.errors() + "." + type : action.fault(),
        response.message()
            + " (Service: "
            + action.errors()
            + "; Status Code: "
            + response.status()
            + "; Error Code: "
            + type
            + "; Request ID: "
            + UUID.randomUUID()
            + "; Proxy: null)");
  }
}
