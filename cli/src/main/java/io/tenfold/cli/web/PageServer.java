package io.tenfold.cli.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.report.ReportPage;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves the page of the runs on 127.0.0.1, to who has its address, until it is closed. */
public final class PageServer implements AutoCloseable {
  private static final String RUN = "run=";

  private final HttpServer server;
  private final ExecutorService thread;
  private final RequestGuard guard;
  private final RunPages runs;
  private final byte[] page;
  private final String policy;

  private PageServer(HttpServer server, RunPages runs) throws IOException {
    this.server = server;
    this.runs = runs;
    this.guard = new RequestGuard(server.getAddress().getPort());
    ReportPage live = ReportPage.live();
    StringWriter written = new StringWriter();
    live.write(written);
    this.page = written.toString().getBytes(StandardCharsets.UTF_8);
    // What a page can't say of itself.
    this.policy = live.policy() + "; frame-ancestors 'none'";
    // One: the batches are looked at by one at a time.
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread made = new Thread(task, "tenfold-page");
              made.setDaemon(true);
              return made;
            });
  }

  /**
   * Starts to serve.
   *
   * @param port 0 for any that is free
   * @throws UserError if it can't be served there
   */
  public static PageServer start(int port, RunPages runs) throws IOException {
    HttpServer server;
    try {
      // By its number: a name could be another machine's.
      InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      server = HttpServer.create(new InetSocketAddress(here, port), 0);
    } catch (IOException e) {
      throw new UserError(
          "The page can't be served on 127.0.0.1:" + port + ": " + e.getMessage(), e);
    }
    PageServer made = new PageServer(server, runs);
    server.createContext("/", made::handle);
    server.setExecutor(made.thread);
    server.start();
    return made;
  }

  /** Returns the address of the list of runs. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + guard.root();
  }

  /** Returns the address of a run's page. */
  public String address(String arn) {
    return address() + "?" + RUN + URLEncoder.encode(arn, StandardCharsets.UTF_8);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers asked = exchange.getRequestHeaders();
      String path = exchange.getRequestURI().getRawPath();
      int refusal =
          guard.refusal(
              new RequestGuard.Said(
                  exchange.getRequestMethod(),
                  path == null ? "" : path,
                  asked.getFirst("Host"),
                  asked.getFirst("Origin"),
                  asked.getFirst("Sec-Fetch-Site"),
                  asked.getFirst("Sec-Fetch-Mode")));
      if (refusal != 0) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        exchange.sendResponseHeaders(refusal, -1);
      } else if (path.equals(guard.root())) {
        send(exchange, "text/html; charset=utf-8", page);
      } else if (path.equals(guard.root() + "data")) {
        send(exchange, "application/json", runs.data(run(exchange.getRequestURI().getRawQuery())));
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static String run(String query) {
    return query == null || !query.startsWith(RUN)
        ? null
        : URLDecoder.decode(query.substring(RUN.length()), StandardCharsets.UTF_8);
  }

  private void send(HttpExchange exchange, String type, byte[] body) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Content-Security-Policy", policy);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(200, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  /** Stops serving, and closes what it read. */
  @Override
  public void close() {
    server.stop(0);
    thread.shutdown();
    runs.close();
  }
}
