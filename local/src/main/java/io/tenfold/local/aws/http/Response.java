package io.tenfold.local.aws.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** An HTTP response of the endpoint's own: a status, headers and a whole body. */
public record Response(int status, Map<String, String> headers, byte[] body) {

  /** Returns the same response with one more header. */
  public Response with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Response(status, more, body);
  }

  /** Makes a response of this content type. */
  public static Response of(int status, String contentType, byte[] body) {
    return new Response(status, Map.of("Content-Type", contentType), body);
  }

  /** Makes an error as services have it that speak XML. */
  public static Response xmlError(int status, String code, String message) {
    String xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
            + code
            + "</Code><Message>"
            + message.replace("&", "&amp;").replace("<", "&lt;")
            + "</Message></Error>";
    return of(status, "application/xml", xml.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends the response, under a new request id. */
  public void send(HttpExchange exchange) throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    if (!exchange.getResponseHeaders().containsKey("x-amzn-RequestId")) {
      exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
    }
    // What the client still sends would else be taken for its next request.
    exchange.getRequestBody().transferTo(java.io.OutputStream.nullOutputStream());
    boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, empty ? -1 : body.length);
    if (!empty) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }
}
