package io.tenfold.local.aws.task;

import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.aws.moto.MotoClient;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.port.ServiceException;
import io.tenfold.local.task.RefusedCall;
import io.tenfold.local.task.SdkMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * An optimized integration of a service that speaks JSON: the arguments are the request, the
 * response is the result.
 */
public final class JsonServiceTask implements TaskIntegration {
  private static final Set<String> EVENT =
      Set.of("Detail", "DetailType", "EventBusName", "Resources", "Source", "Time", "TraceHeader");

  private static final Pattern TABLE = Pattern.compile("[a-zA-Z0-9_.-]+");

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
   * @param sdkName what the AWS SDK calls it, such as {@code AmazonDynamoDBv2}
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
      String sdkName,
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
            "ReturnValues",
            "ReturnValuesOnConditionCheckFailure");
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
                "AmazonEventBridge",
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
            "AmazonDynamoDBv2",
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
  public Map<String, Set<String>> members() {
    return required().contains("Entries") ? Map.of("Entries", EVENT) : Map.of();
  }

  @Override
  public Set<String> patterns() {
    return action.patterns();
  }

  @Override
  public Object call(Map<String, Object> arguments, StateContext context) {
    check(arguments);
    return action.service().equals("events")
        ? put(arguments, context)
        : table(arguments, answer(arguments));
  }

  /** Refuses what moto would not refuse, or not in the service's words. */
  private void check(Map<String, Object> arguments) {
    for (String name : action.required()) {
      if (arguments.get(name) == null) {
        throw invalid("Value null", name, "must not be null");
      }
    }
    if (arguments.get("TableName") instanceof String table
        && !table.startsWith("arn:")
        && !TABLE.matcher(table).matches()) {
      throw invalid(
          "Value '" + table + "'",
          "TableName",
          "must satisfy regular expression pattern: " + TABLE.pattern());
    }
  }

  private ServiceException invalid(String value, String name, String problem) {
    return RefusedCall.optimized(
        action.fault(),
        "1 validation error detected: "
            + value
            + " at '"
            + Character.toLowerCase(name.charAt(0))
            + name.substring(1)
            + "' failed to satisfy constraint: Member "
            + problem,
        action.sdkName(),
        400,
        "ValidationException");
  }

  private Map<String, Object> answer(Map<String, Object> request) {
    MotoClient.JsonResponse response;
    try {
      response = moto.call(action.service(), action.target(), request);
    } catch (IOException e) {
      throw new ServiceException(
          action.errors() + ".SdkClientException", String.valueOf(e.getMessage()), e);
    }
    if (response.status() / 100 != 2) {
      throw refused(response);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    ((Map<?, ?>) response.body()).forEach((name, value) -> result.put((String) name, value));
    return result;
  }

  private static Map<String, Object> table(
      Map<String, Object> arguments, Map<String, Object> result) {
    if (arguments.getOrDefault("ReturnConsumedCapacity", "NONE").equals("NONE")) {
      result.remove("ConsumedCapacity"); // which moto gives unasked
    }
    byte[] body = Json.writeBytes(result);
    SdkMetadata.add(
        result,
        200,
        0,
        () -> {
          CRC32 sum = new CRC32();
          sum.update(body);
          Map<String, String> headers = new LinkedHashMap<>();
          headers.put("Connection", "keep-alive");
          headers.put("Content-Length", Integer.toString(body.length));
          headers.put("Content-Type", "application/x-amz-json-1.0");
          headers.put("Server", "Server");
          headers.put("x-amz-crc32", Long.toString(sum.getValue()));
          return headers;
        });
    return result;
  }

  /**
   * Puts events, those that are none beside the others, which are put nevertheless. As recorded on
   * AWS, the result has no metadata, and each event the state machine and the execution among its
   * resources.
   */
  private Map<String, Object> put(Map<String, Object> arguments, StateContext context) {
    if (!(arguments.get("Entries") instanceof List<?> entries)) {
      return answer(arguments);
    }
    List<Object> good = new ArrayList<>();
    for (Object entry : entries) {
      if (!isMalformed(entry)) {
        good.add(sent(entry, context));
      }
    }
    Iterator<?> put = good.isEmpty() ? List.of().iterator() : put(arguments, good);
    List<Object> results = new ArrayList<>();
    int failed = 0;
    for (Object entry : entries) {
      Object result = isMalformed(entry) || !put.hasNext() ? malformed() : put.next();
      failed += ((Map<?, ?>) result).containsKey("ErrorCode") ? 1 : 0;
      results.add(result);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("Entries", results);
    result.put("FailedEntryCount", failed);
    if (failed > 0) {
      throw new StateError("EventBridge.FailedEntry", Json.write(result));
    }
    return result;
  }

  private Iterator<?> put(Map<String, Object> arguments, List<Object> entries) {
    Map<String, Object> request = new LinkedHashMap<>(arguments);
    request.put("Entries", entries);
    return answer(request).get("Entries") instanceof List<?> results
        ? results.iterator()
        : List.of().iterator();
  }

  private static Map<String, Object> malformed() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ErrorCode", "MalformedDetail");
    result.put("ErrorMessage", "Detail is malformed.");
    return result;
  }

  /** Tells whether an event's Detail is a text, and no JSON object. */
  private static boolean isMalformed(Object entry) {
    if (!(entry instanceof Map<?, ?> event) || !(event.get("Detail") instanceof String detail)) {
      return false;
    }
    try {
      return !(Json.parse(detail) instanceof Map);
    } catch (MalformedJson e) {
      return true;
    }
  }

  /** An event's Detail may be any JSON, which EventBridge wants as a text. */
  private static Object sent(Object entry, StateContext context) {
    if (!(entry instanceof Map<?, ?> event)) {
      return entry;
    }
    Map<Object, Object> sent = new LinkedHashMap<>(event);
    if (event.get("Detail") != null && !(event.get("Detail") instanceof String)) {
      sent.put("Detail", Json.write(event.get("Detail")));
    }
    List<Object> resources = new ArrayList<>();
    if (event.get("Resources") instanceof List<?> own) {
      resources.addAll(own);
    }
    resources.add(context.execution().stateMachineArn().toString());
    resources.add(context.execution().arn());
    sent.put("Resources", resources);
    return sent;
  }

  private ServiceException refused(MotoClient.JsonResponse response) {
    String type = response.errorType();
    // Of these the SDK that Step Functions uses has no exception of their own.
    boolean named = !type.isEmpty() && !type.equals("ValidationException");
    return RefusedCall.optimized(
        named ? action.errors() + "." + type : action.fault(),
        response.message(),
        action.sdkName(),
        response.status(),
        type);
  }
}
