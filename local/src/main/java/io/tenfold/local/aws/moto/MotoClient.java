package io.tenfold.local.aws.moto;

import com.sun.net.httpserver.Headers;
import io.tenfold.local.aws.http.CallScope;
import io.tenfold.local.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;

/** The endpoint's own requests to moto, in one Region. */
public final class MotoClient {
  private static final byte[] NONE = {};

  private final int port;
  private final String region;

  /** Takes the port of 127.0.0.1 where moto is, and the Region of the requests. */
  public MotoClient(int port, String region) {
    this.port = port;
    this.region = region;
  }

  /**
   * Sends a request and returns the response, which the caller closes. An interrupt of the thread
   * ends neither: it is meant for the execution, which looks for it between its steps, and results
   * half written would lose records.
   */
  public MotoConnection send(
      String service, String method, String target, byte[] body, Map<String, String> more)
      throws IOException {
    Headers headers = new Headers();
    headers.set("Host", "127.0.0.1:" + port);
    headers.set("Authorization", new CallScope(service, region).authorization());
    more.forEach(headers::set);
    return MotoConnection.request(
        port, method, target, headers, new ByteArrayInputStream(body), body.length);
  }

  /** As the other method, without a body. */
  public MotoConnection send(String service, String method, String target) throws IOException {
    return send(service, method, target, NONE, Map.of());
  }

  /** A response with a JSON body: the status and the body, null where it is empty. */
  public record JsonResponse(int status, Object body) {
    /** Returns the error's type without its namespace, or "" where there is none. */
    public String errorType() {
      Object type = body instanceof Map<?, ?> object ? object.get("__type") : null;
      String name = type == null ? "" : type.toString();
      return name.substring(name.lastIndexOf('#') + 1);
    }

    /** Returns the error's message. */
    public String message() {
      Object message = body instanceof Map<?, ?> object ? object.get("message") : null;
      return message == null ? "status " + status : message.toString();
    }
  }

  /** Sends a GET and returns the JSON response. */
  public JsonResponse get(String service, String target) throws IOException {
    return json(send(service, "GET", target));
  }

  /** Calls an action of a service with the protocol JSON 1.0. */
  public JsonResponse call(String service, String action, Map<String, Object> input)
      throws IOException {
    return json(
        send(
            service,
            "POST",
            "/",
            Json.writeBytes(input),
            Map.of("X-Amz-Target", action, "Content-Type", "application/x-amz-json-1.0")));
  }

  private static JsonResponse json(MotoConnection response) throws IOException {
    try (response) {
      byte[] body = response.body().readAllBytes();
      return new JsonResponse(response.status(), body.length == 0 ? null : Json.parse(body));
    }
  }
}
