package io.tenfold.bench.throughput;

import io.tenfold.bench.BenchFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** A moto server on a loopback port of its own, and the few requests it takes to drive it. */
final class MotoServer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Process process;
  private final URI address;
  private final Path log;
  private final Thread hook;
  private final HttpClient client = HttpClient.newHttpClient();

  private MotoServer(Process process, URI address, Path log) {
    this.process = process;
    this.log = log;
    this.address = address;
    this.hook = new Thread(this::kill);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Starts a server, or returns nothing when there is no {@code moto_server} on the PATH. */
  static Optional<MotoServer> start(Path log) throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    URI address = URI.create("http://127.0.0.1:" + port);
    ProcessBuilder moto =
        new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", String.valueOf(port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // Its workflows' own requests go back to itself, never to AWS.
    moto.environment().put("AWS_ENDPOINT_URL", address.toString());
    moto.environment().put("AWS_ACCESS_KEY_ID", "bench");
    moto.environment().put("AWS_SECRET_ACCESS_KEY", "bench");
    moto.environment().put("AWS_EC2_METADATA_DISABLED", "true");
    Process process;
    try {
      process = moto.start();
    } catch (IOException e) {
      return Optional.empty();
    }
    MotoServer server = new MotoServer(process, address, log);
    server.awaitReady();
    return Optional.of(server);
  }

  private void awaitReady() throws InterruptedException {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      try {
        send(HttpRequest.newBuilder(address.resolve("/moto-api/")).build());
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > end) {
          close();
          throw new BenchFailure("moto_server did not start", e);
        }
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  /** Forgets everything but that executions are to be run, where moto's usual is to pretend. */
  void reset() throws IOException, InterruptedException {
    administer("reset", "");
    administer("config", "{\"stepfunctions\": {\"execute_state_machine\": true}}");
  }

  private void administer(String action, String input) throws IOException, InterruptedException {
    send(
        HttpRequest.newBuilder(address.resolve("/moto-api/" + action))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(input))
            .build());
  }

  /** Makes a bucket, or an object of a bucket. */
  void put(String path, HttpRequest.BodyPublisher content)
      throws IOException, InterruptedException {
    send(request(path, "s3").PUT(content).build());
  }

  /** Calls an action of Step Functions with a JSON document and returns the answer's. */
  String stepFunctions(String action, String input) throws IOException, InterruptedException {
    return send(
        request("/", "states")
            .header("X-Amz-Target", "AWSStepFunctions." + action)
            .header("Content-Type", "application/x-amz-json-1.0")
            .POST(HttpRequest.BodyPublishers.ofString(input))
            .build());
  }

  private HttpRequest.Builder request(String path, String service) {
    // moto looks up in the header which service is meant, and does not check the signature.
    return HttpRequest.newBuilder(address.resolve(path))
        .header(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/"
                + service
                + "/aws4_request, SignedHeaders=host, Signature=0");
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 400) {
      throw new BenchFailure(
          "moto answered "
              + request.headers().firstValue("X-Amz-Target").orElse(request.uri().getPath())
              + " with "
              + response.statusCode()
              + ": "
              // Of a traceback the last line says what it was.
              + lastError().orElse(response.body()));
    }
    return response.body();
  }

  private Optional<String> lastError() throws IOException {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.matches("[A-Za-z.]*(Error|Exception)\\b.*"))
          .reduce((former, latter) -> latter);
    }
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The shutdown has begun, and the hook has nothing left to do.
    }
  }
}
