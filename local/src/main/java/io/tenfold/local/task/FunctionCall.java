package io.tenfold.local.task;

import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.ServiceException;
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

  /** Invokes a function once, without Lambda's retries, and waits for nothing. */
  static void start(FunctionInvoker functions, String function, byte[] payload) {
    Thread thread =
        new Thread(
            () -> {
              try {
                functions.invoke(function, payload);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (ServiceException | FunctionInvoker.Unavailable e) {
                // Nobody waits for an event's result; the function's log tells what it did.
              }
            },
            "tenfold-lambda-event");
    thread.setDaemon(true);
    thread.start();
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
