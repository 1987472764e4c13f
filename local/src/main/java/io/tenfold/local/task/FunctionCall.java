package io.tenfold.local.task;

import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.port.FunctionInvoker;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A task's call of a function, and what its answer says. */
final class FunctionCall {
  private FunctionCall() {}

  /**
   * Invokes a function and returns its answer.
   *
   * @throws StateError of the function's own
   */
  static byte[] of(FunctionInvoker functions, String function, byte[] payload, StateContext context)
      throws InterruptedException {
    FunctionInvoker.Result result = functions.invoke(function, payload);
    context.execution().noteInvocation();
    if (result instanceof FunctionInvoker.Failed failed) {
      throw new StateError(
          failed.errorType(), new String(failed.payload(), StandardCharsets.UTF_8));
    }
    return ((FunctionInvoker.Returned) result).payload();
  }

  /**
   * Reads an answer.
   *
   * @throws StateError {@code Lambda.Unknown} if it is not JSON
   */
  static Object parse(byte[] payload) {
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
