package io.tenfold.local.task;

import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * {@code lambda:invoke}: {@code {"FunctionName", "ClientContext", "InvocationType", "LogType",
 * "Payload", "Qualifier"}} to {@code {"ExecutedVersion", "LogResult", "Payload", "SdkHttpMetadata",
 * "SdkResponseMetadata", "StatusCode"}}; {@code LogResult} where {@code LogType} is {@code Tail}.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html">Invoke an
 *     AWS Lambda function with Step Functions</a>
 */
public final class LambdaInvoke implements TaskIntegration {
  private static final byte[] NOTHING = {'{', '}'};

  private static final List<String> LOG_TYPES = List.of("None", "Tail");
  private static final List<String> INVOCATION_TYPES =
      List.of("Event", "RequestResponse", "DryRun");

  private final FunctionInvoker functions;

  /** Takes the functions to be invoked. */
  public LambdaInvoke(FunctionInvoker functions) {
    this.functions = functions;
  }

  @Override
  public String resource() {
    return "lambda:invoke";
  }

  @Override
  public Set<String> required() {
    return Set.of("FunctionName");
  }

  @Override
  public Set<String> optional() {
    return Set.of("ClientContext", "InvocationType", "LogType", "Payload", "Qualifier");
  }

  @Override
  public Set<String> texts() {
    return Set.of("ClientContext", "FunctionName", "InvocationType", "LogType", "Qualifier");
  }

  @Override
  public Set<String> patterns() {
    return Set.of(".waitForTaskToken");
  }

  @Override
  public Object call(Map<String, Object> arguments, StateContext context)
      throws InterruptedException {
    Object payload = arguments.get("Payload");
    byte[] event = payload instanceof String text ? raw(text) : written(payload);
    String function = (String) arguments.get("FunctionName");
    String type = oneOf(arguments, "InvocationType", INVOCATION_TYPES);
    FunctionInvoker.Options options = options(arguments);
    if (type == null || type.equals("RequestResponse")) {
      return answered(FunctionCall.of(functions, function, event, options, context));
    }
    if (type.equals("Event")) {
      FunctionCall.start(functions, function, event, options);
      return accepted(202);
    }
    return accepted(204);
  }

  private static FunctionInvoker.Options options(Map<String, Object> arguments) {
    String qualifier = (String) arguments.get("Qualifier");
    String clientContext = (String) arguments.get("ClientContext");
    boolean tail = "Tail".equals(oneOf(arguments, "LogType", LOG_TYPES));
    return qualifier == null && clientContext == null && !tail
        ? FunctionInvoker.Options.NONE
        : new FunctionInvoker.Options(qualifier, clientContext, tail);
  }

  private static String oneOf(Map<String, Object> arguments, String name, List<String> values) {
    String value = (String) arguments.get(name);
    if (value == null || values.contains(value)) {
      return value;
    }
    throw RefusedCall.optimized(
        "Lambda.AWSLambdaException",
        "1 validation error detected: Value '"
            + value
            + "' at '"
            + Character.toLowerCase(name.charAt(0))
            + name.substring(1)
            + "' failed to satisfy constraint: Member must satisfy enum value set: "
            + values,
        "AWSLambda",
        400,
        "ValidationException");
  }

  /** Lambda's answer before, or without, any of the function: it has no payload. */
  private static Map<String, Object> accepted(int status) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("Payload", Map.of());
    SdkMetadata.add(response, status, 0, () -> headers(0));
    response.put("StatusCode", status);
    return response;
  }

  private static Map<String, Object> answered(FunctionInvoker.Invocation invocation) {
    byte[] answer = FunctionCall.answer(invocation);
    String version = invocation.executedVersion();
    String log =
        invocation.log() == null ? null : Base64.getEncoder().encodeToString(invocation.log());
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("ExecutedVersion", version);
    if (log != null) {
      response.put("LogResult", log);
    }
    response.put("Payload", FunctionCall.parse(answer));
    SdkMetadata.add(
        response,
        200,
        log == null ? 0 : 2 * log.length() + 100,
        () -> {
          Map<String, String> headers = headers(answer.length);
          headers.put("X-Amz-Executed-Version", version);
          if (log != null) {
            headers.put("X-Amz-Log-Result", log);
          }
          return headers;
        });
    response.put("StatusCode", 200);
    return response;
  }

  private static Map<String, String> headers(int length) {
    String digits = UUID.randomUUID().toString().replace("-", "");
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Connection", "keep-alive");
    headers.put("Content-Length", Integer.toString(length));
    headers.put("Content-Type", "application/json");
    headers.put("x-amzn-Remapped-Content-Length", "0");
    headers.put(
        "X-Amzn-Trace-Id",
        "Root=1-"
            + Long.toHexString(System.currentTimeMillis() / 1_000)
            + "-"
            + digits.substring(8)
            + ";Sampled=0");
    return headers;
  }

  private static byte[] written(Object payload) {
    return payload == null ? NOTHING : Json.writeBytes(payload);
  }

  /** As recorded on AWS, a text is taken for JSON, and Lambda refuses one that is none. */
  private static byte[] raw(String text) {
    try {
      Json.parse(text);
    } catch (MalformedJson e) {
      throw RefusedCall.ofLambda(
          new ServiceException(
              "Lambda.InvalidRequestContentException",
              "Could not parse request body into json: " + e.getMessage(),
              e));
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
