package io.tenfold.local.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.tenfold.local.aws.http.CallScope;
import io.tenfold.local.aws.http.LocalService;
import io.tenfold.local.aws.http.Response;
import io.tenfold.local.aws.moto.MotoUnavailable;
import io.tenfold.local.aws.moto.PassThrough;
import io.tenfold.local.fault.FaultWords;
import io.tenfold.local.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** Hands every request to the service that answers it here, and the rest to moto. */
final class Gateway implements HttpHandler {
  private static final String UNAVAILABLE = "ServiceUnavailable";

  private static final Pattern THIS_MACHINE =
      Pattern.compile("(127\\.0\\.0\\.1|\\[::1]|([a-z0-9.-]+\\.)?localhost)(:\\d+)?");

  private final List<LocalService> services;
  private final PassThrough rest;
  private final AtomicReference<String> outage;

  /** Takes the services, and what says that moto has ended, null while it has not. */
  Gateway(List<LocalService> services, PassThrough rest, AtomicReference<String> outage) {
    this.services = services;
    this.rest = rest;
    this.outage = outage;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    CallScope scope = CallScope.of(exchange.getRequestHeaders());
    try {
      if (fromBrowser(exchange)) {
        error(403, "AccessDenied", "Requests of web pages are refused").send(exchange);
        return;
      }
      for (LocalService service : services) {
        if (service.answers(exchange, scope)) {
          service.answer(exchange, scope);
          return;
        }
      }
      rest.answer(exchange);
    } catch (IOException | RuntimeException e) {
      fail(exchange, scope, e);
    }
  }

  /**
   * Whoever may upload a function may run programs on this machine; no web page that its user looks
   * at is to have that, be it by a cross-site request or by a name that resolves to 127.0.0.1.
   */
  private static boolean fromBrowser(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    return exchange.getRequestHeaders().containsKey("Origin")
        || exchange.getRequestHeaders().containsKey("Sec-Fetch-Site")
        || host != null && !THIS_MACHINE.matcher(host).matches();
  }

  private void fail(HttpExchange exchange, CallScope scope, Exception e) throws IOException {
    if (exchange.getResponseCode() >= 0) {
      // The head is out: only cutting the connection tells the client now.
      exchange.close();
      return;
    }
    Throwable reason = e instanceof UncheckedIOException ? e.getCause() : e;
    if (reason instanceof MotoUnavailable || outage.get() != null) {
      unavailable(scope, outage.get() == null ? reason.getMessage() : outage.get()).send(exchange);
      return;
    }
    error(500, "InternalFailure", "The local endpoint failed: " + FaultWords.of(e)).send(exchange);
  }

  /** S3's clients read errors as XML, and would say nothing of one in JSON. */
  private static Response unavailable(CallScope scope, String message) {
    if (!scope.service().equals("s3")) {
      return error(503, UNAVAILABLE, message).with("x-amzn-ErrorType", UNAVAILABLE);
    }
    return Response.xmlError(503, UNAVAILABLE, message);
  }

  private static Response error(int status, String type, String message) {
    return Response.of(
        status,
        "application/x-amz-json-1.0",
        Json.writeBytes(Map.of("__type", type, "message", message)));
  }
}
