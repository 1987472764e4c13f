package io.tenfold.local.task;

import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.port.FunctionInvoker;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code lambda:invoke}: {@code {"FunctionName", "Payload", "Qualifier"}} to {@code
 * {"ExecutedVersion", "Payload", "StatusCode"}}.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html">Invoke an
 *     AWS Lambda function with Step Functions</a>
 */
public final class LambdaInvoke implements TaskIntegration {
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
    return Set.of("Payload", "Qualifier");
  }

  @Override
  public Set<String> texts() {
    return Set.of("FunctionName", "Qualifier");
  }

  @Override
  public Object call(Map<String, Object> arguments, StateContext context)
      throws InterruptedException {
    Object payload = arguments.containsKey("Payload") ? arguments.get("Payload") : Map.of();
    FunctionInvoker.Result result =
        functions.invoke(functionOf(arguments), Json.writeBytes(payload));
    context.execution().noteInvocation();
    if (result instanceof FunctionInvoker.Failed failed) {
      throw new StateError(
          failed.errorType(), new String(failed.payload(), StandardCharsets.UTF_8));
    }
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("ExecutedVersion", "$LATEST");
    response.put("Payload", parse(((FunctionInvoker.Returned) result).payload()));
    response.put("StatusCode", 200);
    return response;
  }

  private static String functionOf(Map<String, Object> arguments) {
    Object qualifier = arguments.get("Qualifier");
    String name = (String) arguments.get("FunctionName");
    return qualifier == null ? name : name + ":" + qualifier;
  }

  private static Object parse(byte[] payload) {
    try {
      Object answer = Json.parse(payload);
      return answer instanceof Map<?, ?> object ? written(object) : answer;
    } catch (MalformedJson e) {
      throw new StateError(
          "Lambda.Unknown", "The function's response is not JSON: " + e.getMessage());
    }
  }

  /** The outcomes of a batch are taken apart and passed on, each as it is. */
  private static Object written(Map<?, ?> answer) {
    Map<Object, Object> written = new LinkedHashMap<>();
    answer.forEach(
        (name, member) ->
            written.put(name, member instanceof List<?> array ? Json.written(array) : member));
    return written;
  }
}
