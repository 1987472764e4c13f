package io.tenfold.local.aws.moto;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Passes requests to moto and its responses back, as they are and as they come. */
public final class PassThrough {
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
}
