package io.tenfold.local.aws.lambda;

import com.sun.net.httpserver.HttpExchange;
import io.tenfold.local.aws.http.Response;
import io.tenfold.local.json.Json;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Invokes functions: RequestResponse, Event (once, without Lambda's retries) and DryRun.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
final class Invoke implements AutoCloseable {
  /** Lambda's limit for a payload, and a byte more to tell one that is over it. */
  private static final int MOST_BYTES = 6 * 1024 * 1024;

  private static final String JSON = "application/json";

  private final UploadedFunctions functions;
  private final ExecutorService events =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "tenfold-lambda-event");
            thread.setDaemon(true);
            return thread;
          });

  Invoke(UploadedFunctions functions) {
    this.functions = functions;
  }

  void answer(HttpExchange exchange, FunctionRequest request, String region) throws IOException {
    byte[] payload = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    String type = exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
    Response response;
    try {
      if (payload.length > 0 && !isJson(payload)) {
        response =
            error(400, "InvalidRequestContentException", "Could not parse request body into json");
      } else {
        byte[] event = payload.length == 0 ? new byte[] {'{', '}'} : payload;
        FunctionInvoker.Options options =
            new FunctionInvoker.Options(
                request.queryValue("Qualifier").orElse(null),
                exchange.getRequestHeaders().getFirst("X-Amz-Client-Context"),
                "Tail".equals(exchange.getRequestHeaders().getFirst("X-Amz-Log-Type")));
        response = invoke(request, region, type == null ? "RequestResponse" : type, event, options);
      }
    } catch (ServiceException e) {
      response = refused(e);
    } catch (FunctionInvoker.Unavailable e) {
      response = error(500, "ServiceException", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      response = error(500, "ServiceException", "The endpoint is being closed");
    }
    response.send(exchange);
  }

  private static boolean isJson(byte[] payload) {
    try {
      Json.parse(payload);
      return true;
    } catch (RuntimeException e) {
      return payload.length > MOST_BYTES; // cut off here, and refused for its size
    }
  }

  private Response invoke(
      FunctionRequest request,
      String region,
      String type,
      byte[] event,
      FunctionInvoker.Options options)
      throws InterruptedException {
    switch (type) {
      case "DryRun":
        return Response.of(204, JSON, new byte[0]);
      case "Event":
        events.execute(
            () -> {
              try {
                functions.invoke(region, request.function(), event, options);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (ServiceException | FunctionInvoker.Unavailable e) {
                // Nobody waits for an event's result; the function's log tells what it did.
              }
            });
        return Response.of(202, JSON, new byte[0]);
      case "RequestResponse":
        return result(functions.invoke(region, request.function(), event, options));
      default:
        return error(
            400,
            "InvalidParameterValueException",
            "InvocationType must be RequestResponse, Event or DryRun but is " + type);
    }
  }

  private static Response result(FunctionInvoker.Invocation invoked) {
    boolean failed = invoked.result() instanceof FunctionInvoker.Failed;
    byte[] payload =
        invoked.result() instanceof FunctionInvoker.Failed failure
            ? failure.payload()
            : ((FunctionInvoker.Returned) invoked.result()).payload();
    Response response =
        Response.of(200, JSON, payload).with("X-Amz-Executed-Version", invoked.executedVersion());
    if (invoked.log() != null) {
      response =
          response.with("X-Amz-Log-Result", Base64.getEncoder().encodeToString(invoked.log()));
    }
    return failed ? response.with("X-Amz-Function-Error", "Unhandled") : response;
  }

  private static Response refused(ServiceException e) {
    String type = e.errorName().substring(e.errorName().lastIndexOf('.') + 1);
    int status =
        switch (type) {
          case "ResourceNotFoundException" -> 404;
          case "TooManyRequestsException" -> 429;
          case "RequestTooLargeException" -> 413;
          case "InvalidParameterValueException", "InvalidRequestContentException" -> 400;
          default -> 500;
        };
    return error(status, type, e.getMessage());
  }

  /** Returns an error as Lambda writes it. */
  static Response error(int status, String type, String message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("Type", status < 500 ? "User" : "Service");
    body.put("Message", message);
    return Response.of(status, JSON, Json.writeBytes(body)).with("x-amzn-ErrorType", type);
  }

  @Override
  public void close() {
    events.shutdownNow();
  }
}
