package io.tenfold.local.aws.moto;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.tenfold.local.aws.http.CallScope;
import io.tenfold.local.aws.http.Response;
import io.tenfold.local.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Passes requests to moto and its responses back, as they are and as they come. */
public final class PassThrough {
  /** What the pages of moto's web server begin with, and objects that are pages seldom do. */
  private static final String PAGE = "<!doctype html>\n<html lang=en>\n<title>";

  private static final String NOT_IMPLEMENTED = "NotImplemented";

  private static final int MOST_PAGE_BYTES = 2_000;

  private final int port;

  /** Takes the port of 127.0.0.1 where moto is. */
  public PassThrough(int port) {
    this.port = port;
  }

  /** Passes a request on, and its response back. */
  public void answer(HttpExchange exchange) throws IOException {
    try (MotoConnection moto = forward(exchange)) {
      send(exchange, moto);
    }
  }

  /** Passes a request on and returns moto's response; the caller closes it. */
  public MotoConnection forward(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getRequestHeaders();
    String length = headers.getFirst("Content-Length");
    boolean chunked = headers.containsKey("Transfer-Encoding");
    return forward(
        exchange,
        exchange.getRequestBody(),
        chunked ? -1 : length == null ? 0 : Long.parseLong(length.trim()));
  }

  /** As the other method, with the body, and its length in bytes, read before. */
  public MotoConnection forward(HttpExchange exchange, InputStream body, long length)
      throws IOException {
    return MotoConnection.request(
        port,
        exchange.getRequestMethod(),
        exchange.getRequestURI().toString(),
        exchange.getRequestHeaders(),
        body,
        length);
  }

  private static void send(HttpExchange exchange, MotoConnection moto) throws IOException {
    if (mayBePage(moto)) {
      byte[] body = moto.body().readAllBytes();
      if (new String(body, StandardCharsets.UTF_8).contains(PAGE)) {
        // A client repeats what was answered with 500 or a page, Terraform for minutes.
        notImplemented(exchange).send(exchange);
      } else {
        Response.of(moto.status(), "text/html", body).send(exchange);
      }
      return;
    }
    exchange.getResponseHeaders().putAll(moto.responseHeaders());
    if (!moto.hasBody()) {
      if (exchange.getRequestMethod().equals("HEAD") && moto.contentLength() >= 0) {
        exchange.getResponseHeaders().set("Content-Length", Long.toString(moto.contentLength()));
      }
      exchange.sendResponseHeaders(moto.status(), -1);
    } else {
      exchange.sendResponseHeaders(moto.status(), Math.max(0, moto.contentLength()));
      try (OutputStream out = exchange.getResponseBody()) {
        moto.body().transferTo(out);
      }
    }
    exchange.close();
  }

  /** moto answers with a web page where it has no such action or path, or has failed. */
  private static boolean mayBePage(MotoConnection moto) {
    String type = moto.responseHeaders().getFirst("Content-Type");
    return (moto.status() == 500 || moto.status() == 404)
        && type != null
        && type.startsWith("text/html")
        && moto.hasBody()
        && moto.contentLength() > 0
        && moto.contentLength() < MOST_PAGE_BYTES;
  }

  private static Response notImplemented(HttpExchange exchange) {
    CallScope scope = CallScope.of(exchange.getRequestHeaders());
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String called =
        target == null
            ? exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()
            : target.substring(target.lastIndexOf('.') + 1);
    String message =
        "The local endpoint can't answer "
            + (scope.service().isEmpty() ? "" : scope.service() + ": ")
            + called
            + ": moto, to which it is passed on, does not implement it or has failed (see moto.log"
            + " in the endpoint's folder)";
    if (target == null && !scope.service().equals("lambda")) {
      return Response.xmlError(501, NOT_IMPLEMENTED, message);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("__type", NOT_IMPLEMENTED);
    body.put("message", message);
    return Response.of(501, "application/x-amz-json-1.1", Json.writeBytes(body))
        .with("x-amzn-ErrorType", NOT_IMPLEMENTED);
  }
}
