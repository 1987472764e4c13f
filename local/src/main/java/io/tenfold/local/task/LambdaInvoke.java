package io.tenfold.local.task;

import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code lambda:invoke}: {@code {"FunctionName", "InvocationType", "Payload", "Qualifier"}} to
 * {@code {"ExecutedVersion", "Payload", "SdkHttpMetadata", "SdkResponseMetadata", "StatusCode"}}.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html">Invoke an
 *     AWS Lambda function with Step Functions</a>
 */
public final class LambdaInvoke implements TaskIntegration {
  private static final byte[] NOTHING = {'{', '}'};

  private static final Map<String, String> HEADERS =
      Map.of("Connection", "keep-alive", "Content-Type", "application/json");

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
    return Set.of("InvocationType", "Payload", "Qualifier");
  }

  @Override
  public Set<String> texts() {
    return Set.of("FunctionName", "InvocationType", "Qualifier");
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
    Object type = arguments.get("InvocationType");
    if (type == null || type.equals("RequestResponse")) {
      return answered(FunctionCall.of(functions, functionOf(arguments), event, context));
    }
    if (type.equals("Event")) {
      FunctionCall.start(functions, functionOf(arguments), event);
      return accepted(202);
    }
    if (type.equals("DryRun")) {
      return accepted(204);
    }
    throw new ServiceException(
        "Lambda.AWSLambdaException",
        "1 validation error detected: Value '"
            + type
            + "' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value"
            + " set: [Event, RequestResponse, DryRun]");
  }

  /** Lambda's answer before, or without, any of the function: it has no payload. */
  private static Map<String, Object> accepted(int status) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("Payload", Map.of());
    SdkMetadata.add(response, HEADERS, status);
    response.put("StatusCode", status);
    return response;
  }

  private static Map<String, Object> answered(byte[] answer) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("ExecutedVersion", "$LATEST");
    response.put("Payload", FunctionCall.parse(answer));
    SdkMetadata.add(response, HEADERS);
    response.put("StatusCode", 200);
    return response;
  }

  private static byte[] written(Object payload) {
    return payload == null ? NOTHING : Json.writeBytes(payload);
  }

  /** As recorded on AWS, a text is taken for JSON, and Lambda refuses one that is none. */
  private static byte[] raw(String text) {
    try {
      Json.parse(text);
    } catch (MalformedJson e) {
      throw new ServiceException(
          "Lambda.InvalidRequestContentException",
          "Could not parse request body into json: " + e.getMessage(),
          e);
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String functionOf(Map<String, Object> arguments) {
    Object qualifier = arguments.get("Qualifier");
    String name = (String) arguments.get("FunctionName");
    return qualifier == null ? name : name + ":" + qualifier;
  }
}
