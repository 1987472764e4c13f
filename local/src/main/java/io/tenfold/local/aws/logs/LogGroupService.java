package io.tenfold.local.aws.logs;

import com.sun.net.httpserver.HttpExchange;
import io.tenfold.local.aws.http.CallScope;
import io.tenfold.local.aws.http.LocalService;
import io.tenfold.local.aws.http.Response;
import io.tenfold.local.aws.moto.MotoClient;
import io.tenfold.local.aws.moto.MotoConnection;
import io.tenfold.local.aws.moto.PassThrough;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The KMS keys of log groups, which moto takes when a group is made and has no action to change:
 * they are kept here, and shown.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html">AssociateKmsKey</a>
 */
public final class LogGroupService implements LocalService {
  static final String TARGET = "Logs_20140328.";
  private static final String JSON = "application/x-amz-json-1.1";
  private static final int MOST_BYTES = 1024 * 1024;

  private record Group(String region, String name) {}

  private final PassThrough moto;
  private final Function<String, MotoClient> clients;
  // Empty for a group that has had a key taken from it.
  private final Map<Group, Optional<String>> keys = new ConcurrentHashMap<>();

  /** Takes moto, and the clients of the Regions. */
  public LogGroupService(PassThrough moto, Function<String, MotoClient> clients) {
    this.moto = moto;
    this.clients = clients;
  }

  @Override
  public boolean answers(HttpExchange exchange, CallScope scope) {
    return switch (action(exchange)) {
      case "AssociateKmsKey", "DisassociateKmsKey", "DescribeLogGroups", "DeleteLogGroup" -> true;
      default -> false;
    };
  }

  private static String action(HttpExchange exchange) {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    return target != null && target.startsWith(TARGET) ? target.substring(TARGET.length()) : "";
  }

  @Override
  public void answer(HttpExchange exchange, CallScope scope) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES);
    switch (action(exchange)) {
      case "AssociateKmsKey" -> change(exchange, scope, body, true);
      case "DisassociateKmsKey" -> change(exchange, scope, body, false);
      case "DeleteLogGroup" -> delete(exchange, scope, body);
      default -> describe(exchange, scope, body);
    }
  }

  private static Map<?, ?> read(byte[] body) {
    try {
      return Json.parse(body) instanceof Map<?, ?> members ? members : Map.of();
    } catch (MalformedJson e) {
      return Map.of();
    }
  }

  private void change(HttpExchange exchange, CallScope scope, byte[] body, boolean associate)
      throws IOException {
    Map<?, ?> input = read(body);
    Object name = input.get("logGroupName");
    Object key = input.get("kmsKeyId");
    if (!(name instanceof String group) || associate && !(key instanceof String)) {
      error("InvalidParameterException", "A log group and, to associate it, a key must be named")
          .send(exchange);
      return;
    }
    // moto says whether there is such a group.
    if (!new LogGroups(clients.apply(scope.region())).test(group)) {
      error("ResourceNotFoundException", "The specified log group does not exist.").send(exchange);
      return;
    }
    keys.put(
        new Group(scope.region(), group), associate ? Optional.of((String) key) : Optional.empty());
    Response.of(200, JSON, new byte[] {'{', '}'}).send(exchange);
  }

  private void delete(HttpExchange exchange, CallScope scope, byte[] body) throws IOException {
    try (MotoConnection response = forward(exchange, body)) {
      if (response.status() / 100 == 2) {
        keys.remove(new Group(scope.region(), String.valueOf(read(body).get("logGroupName"))));
      }
      send(exchange, response, response.body().readAllBytes());
    }
  }

  private void describe(HttpExchange exchange, CallScope scope, byte[] body) throws IOException {
    try (MotoConnection response = forward(exchange, body)) {
      byte[] shown = response.body().readAllBytes();
      Map<Object, Object> output = new LinkedHashMap<>(read(shown));
      List<Map<Object, Object>> groups = groups(output);
      if (response.status() / 100 == 2 && !groups.isEmpty()) {
        groups.forEach(
            group -> {
              Optional<String> key =
                  keys.get(new Group(scope.region(), (String) group.get("logGroupName")));
              if (key != null) {
                group.remove("kmsKeyId");
                key.ifPresent(id -> group.put("kmsKeyId", id));
              }
            });
        output.put("logGroups", groups);
        shown = Json.writeBytes(output);
      }
      send(exchange, response, shown);
    }
  }

  private static List<Map<Object, Object>> groups(Map<?, ?> body) {
    return body.get("logGroups") instanceof List<?> list
        ? list.stream()
            .map(
                group -> (Map<Object, Object>) new LinkedHashMap<Object, Object>((Map<?, ?>) group))
            .toList()
        : List.of();
  }

  private MotoConnection forward(HttpExchange exchange, byte[] body) throws IOException {
    return moto.forward(exchange, new ByteArrayInputStream(body), body.length);
  }

  private static void send(HttpExchange exchange, MotoConnection response, byte[] body)
      throws IOException {
    Response.of(response.status(), JSON, body).send(exchange);
  }

  private static Response error(String type, String message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("__type", type);
    body.put("message", message);
    return Response.of(400, JSON, Json.writeBytes(body));
  }
}
