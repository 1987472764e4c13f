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
import java.util.function.Supplier;

/** A task's call of a function, and what its answer says. */
final class FunctionCall {
  private FunctionCall() {}

  /**
   * Invokes a function and returns how it ended, with success.
   *
   * @throws StateError of the function's own
   * @throws ServiceException if Lambda refuses the call
   */
  static FunctionInvoker.Invocation of(
      FunctionInvoker functions,
      String function,
      byte[] payload,
      FunctionInvoker.Options options,
      StateContext context)
      throws InterruptedException {
    FunctionInvoker.Invocation invocation;
    try {
      invocation = functions.invoke(function, payload, options);
    } catch (ServiceException e) {
      throw RefusedCall.ofLambda(e);
    }
    context.execution().noteInvocation();
    if (invocation.result() instanceof FunctionInvoker.Failed failed) {
      throw new StateError(
          failed.errorType(), new String(failed.payload(), StandardCharsets.UTF_8));
    }
    return invocation;
  }

  /** Returns what a function that did not fail answered, as bytes. */
  static byte[] answer(FunctionInvoker.Invocation invocation) {
    return ((FunctionInvoker.Returned) invocation.result()).payload();
  }

  /** Invokes a function once, without Lambda's retries, and waits for nothing. */
  static void start(
      FunctionInvoker functions, String function, byte[] payload, FunctionInvoker.Options options) {
    Thread thread =
        new Thread(
            () -> {
              try {
                functions.invoke(function, payload, options);
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
    Object answer = parse(() -> Json.parse(payload));
    return answer instanceof Map<?, ?> object ? written(object) : answer;
  }

  /** As the other method, with each number in the form that it has. */
  static Object parseAsWritten(byte[] payload) {
    return parse(() -> Json.parseAsWritten(new String(payload, StandardCharsets.UTF_8)));
  }

  private static Object parse(Supplier<Object> reader) {
    try {
      return reader.get();
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
