package io.tenfold.bench.coldstart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tenfold.local.lambda.AwsVariables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The services that processors call, as quick as can be, since they are not what is measured:
 * DynamoDB, which has written every item, and one that knows every rate.
 */
final class StubService implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads;

  private StubService(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /** Starts it at a free port of 127.0.0.1. */
  static StubService start() throws IOException {
    // The JDK's server would wait for the client's acknowledgement between a head and its body.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    ExecutorService threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "stub-service");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, "application/x-amz-json-1.0", "{}"));
    server.createContext(
        "/rates/", exchange -> answer(exchange, "application/json", "{\"rate\":1.25}"));
    server.start();
    return new StubService(server, threads);
  }

  private static void answer(HttpExchange exchange, String type, String json) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      byte[] body = json.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Returns the variables that lead a processor to it. */
  Map<String, String> environment() {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    Map<String, String> environment = new HashMap<>(AwsVariables.ofEndpoint(url));
    environment.put("RATES_URL", url);
    return environment;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
