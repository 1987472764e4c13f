package io.tenfold.bench.coldstart;

import io.tenfold.local.http.HttpRequest;
import io.tenfold.local.lambda.AwsVariables;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The services that processors call, as quick as can be, since they are not what is measured:
 * DynamoDB, which has written every item, and one that knows every rate.
 */
final class StubService implements AutoCloseable {
  private static final byte[] WRITTEN = json("application/x-amz-json-1.0", "{}");
  private static final byte[] RATE = json("application/json", "{\"rate\":1.25}");

  private final LoopbackServer server;

  private StubService(LoopbackServer server) {
    this.server = server;
  }

  /** Starts it at a free port of 127.0.0.1. */
  static StubService start() throws IOException {
    return new StubService(LoopbackServer.start("stub-service", StubService::answer));
  }

  private static void answer(HttpRequest request, long at, OutputStream out) throws IOException {
    out.write(request.target().startsWith("/rates/") ? RATE : WRITTEN);
  }

  private static byte[] json(String type, String body) {
    return LoopbackServer.response(
        "200 OK", "Content-Type: " + type + "\r\n", body.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the variables that lead a processor to it. */
  Map<String, String> environment() {
    String url = "http://" + server.address();
    Map<String, String> environment = new HashMap<>(AwsVariables.ofEndpoint(url));
    environment.put("RATES_URL", url);
    return environment;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
