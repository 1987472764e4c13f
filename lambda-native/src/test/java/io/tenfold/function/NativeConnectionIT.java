package io.tenfold.function;

import static io.tenfold.function.ScriptedApi.ACCEPTED;
import static io.tenfold.function.ScriptedApi.NEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged binary's own connection to the Runtime API, against a server that is told what. */
@Timeout(60)
class NativeConnectionIT {
  private static final String ENDED = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";

  @TempDir private Path folder;
  private ScriptedApi server;
  private Process function;

  @BeforeEach
  void listen() throws IOException {
    server = new ScriptedApi();
  }

  @AfterEach
  void end() throws IOException {
    if (function != null) {
      function.destroyForcibly();
    }
    server.close();
  }

  @Test
  void findsTheServerByItsNameAndKeepsTheConnection() throws Exception {
    CompletableFuture<Void> answered =
        server.answer(next(order("chair")), ACCEPTED, next("5"), ACCEPTED, ENDED);
    start("localhost:" + server.port());
    answered.get(30, TimeUnit.SECONDS);

    assertThat(server.requests().get(0)).startsWith("GET /2018-06-01/runtime/invocation/next ");
    assertThat(server.requests().get(1))
        .startsWith("POST /2018-06-01/runtime/invocation/id-1/response ")
        .contains("{\"index\":7,\"output\":{");
    assertThat(server.requests().get(3))
        .startsWith("POST /2018-06-01/runtime/invocation/id-1/error ")
        .contains("Lambda-Runtime-Function-Error-Type: " + InvalidEnvelope.class.getName());
    assertThat(function.waitFor()).isEqualTo(1);
    assertThat(output()).contains("the Runtime API answered 403 to next");
  }

  @Test
  void takesAnInvocationOfSixMegabytesInChunks() throws Exception {
    String event = order("x".repeat(6_000_000));
    CompletableFuture<Void> answered =
        server.answer(
            NEXT
                + "Transfer-Encoding: chunked\r\n\r\n"
                + chunk(event.substring(0, 5_000_000))
                + chunk(event.substring(5_000_000))
                + chunk(""),
            ACCEPTED,
            ENDED);
    start("127.0.0.1:" + server.port());
    answered.get(30, TimeUnit.SECONDS);

    assertThat(server.requests().get(1)).contains("/invocation/id-1/response ");
  }

  @Test
  void returnsAResultOfManyBuffers() throws Exception {
    String line = "{\"sku\": \"S-%s\", \"description\": \"d\", \"quantity\": 1, \"unitPrice\": 1},";
    String lines = line.formatted("x".repeat(60)).repeat(999);
    CompletableFuture<Void> answered =
        server.answer(
            next(order("chair").replace("\"lines\": [", "\"lines\": [" + lines)), ACCEPTED, ENDED);
    start("127.0.0.1:" + server.port());
    answered.get(30, TimeUnit.SECONDS);

    String response = server.requests().get(1);
    assertThat(response).contains("/response ").endsWith("}}").hasSizeGreaterThan(100_000);
    assertThat(response.split("S-xxx", -1)).hasSize(1_000);
  }

  @Test
  void connectsAgainWhenTheConnectionWasClosedMeanwhile() throws Exception {
    CompletableFuture<Void> answered =
        server
            .answer(next(order("chair")), ACCEPTED)
            .thenCompose(then -> server.answer(next(order("chair")), ACCEPTED, ENDED));
    start("127.0.0.1:" + server.port());
    answered.get(30, TimeUnit.SECONDS);

    assertThat(server.requests()).hasSize(5);
    assertThat(server.requests().get(3)).contains("/response ");
  }

  @Test
  void endsWithTheReasonWhenNobodyListens() throws Exception {
    int port = server.port();
    server.close();
    start("127.0.0.1:" + port);

    assertThat(function.waitFor()).isEqualTo(1);
    assertThat(output()).contains("127.0.0.1:" + port + ": Connection refused");
  }

  private void start(String api) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(System.getProperty("native.image.path"));
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", api);
    builder.environment().put("DISABLE_SIGNAL_HANDLERS", "true");
    function =
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile()).start();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }

  private static String next(String event) {
    int length = event.getBytes(StandardCharsets.UTF_8).length;
    return NEXT + "Content-Length: " + length + "\r\n\r\n" + event;
  }

  private static String chunk(String part) {
    return Integer.toHexString(part.length()) + "\r\n" + part + "\r\n";
  }

  private static String order(String description) {
    return ("{\"index\": 7, \"record\": {\"id\": \"ORD-1\", \"customer\": {\"id\": \"C-1\","
            + " \"email\": \"a@b.de\", \"country\": \"DE\"}, \"currency\": \"EUR\", \"lines\":"
            + " [{\"sku\": \"S-1\", \"description\": \"%s\", \"quantity\": 1, \"unitPrice\":"
            + " 10}]}}")
        .formatted(description);
  }
}
