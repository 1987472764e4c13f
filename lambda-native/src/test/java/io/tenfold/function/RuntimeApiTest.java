package io.tenfold.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The direct function's side of the Runtime API, against a server that answers as it is told. */
class RuntimeApiTest {
  private static final String NEXT =
      "HTTP/1.1 200 OK\r\nlambda-runtime-aws-request-id: id-1\r\n"
          + "Lambda-Runtime-Deadline-Ms: 1700000000000\r\n";
  private static final String ACCEPTED = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";

  private final List<String> requests = new ArrayList<>();
  private ServerSocket server;
  private RuntimeApi api;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    api = new RuntimeApi("127.0.0.1:" + server.getLocalPort() + "/test");
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void takesAnInvocation() throws Exception {
    CompletableFuture<Void> answered = answer(NEXT + "Content-Length: 4\r\n\r\nnull");
    Invocation invocation = api.next();

    assertThat(invocation.id()).isEqualTo("id-1");
    assertThat(invocation.deadline()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
    assertThat(invocation.payload()).asString().isEqualTo("null");
    answered.join();
    assertThat(requests.get(0)).startsWith("GET /test/2018-06-01/runtime/invocation/next HTTP/1.1");
  }

  @Test
  void takesAnInvocationInChunks() throws Exception {
    answer(NEXT + "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4;x=y\r\n\":1}\r\n0\r\n\r\n");

    assertThat(api.next().payload()).asString().isEqualTo("{\"a\":1}");
  }

  @Test
  void returnsAResultAndAFailureOnTheSameConnection() throws Exception {
    CompletableFuture<Void> answered = answer(ACCEPTED, ACCEPTED);
    Invocation invocation = new Invocation("id-1", Instant.MAX, null, new byte[0]);
    api.respond(invocation, "{\"ß\":1}".getBytes(StandardCharsets.UTF_8));
    api.fail(invocation, new IllegalStateException("broken"));
    answered.join();

    assertThat(requests.get(0)).contains("/invocation/id-1/response ").endsWith("{\"ß\":1}");
    assertThat(requests.get(1))
        .contains("/invocation/id-1/error ")
        .contains("Lambda-Runtime-Function-Error-Type: java.lang.IllegalStateException\r\n")
        .endsWith(
            "{\"errorType\":\"java.lang.IllegalStateException\",\"errorMessage\":\"broken\"}");
  }

  @Test
  void connectsAgainWhenTheConnectionWasClosedMeanwhile() throws Exception {
    Invocation invocation = new Invocation("id-1", Instant.MAX, null, new byte[0]);
    answer(ACCEPTED).thenCompose(then -> answer(ACCEPTED));
    api.respond(invocation, new byte[] {'1'});
    api.respond(invocation, new byte[] {'2'});

    assertThat(requests).hasSize(2);
  }

  @Test
  void endsWhenLambdaHasNoInvocationToGive() {
    answer("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");

    assertThatThrownBy(() -> api.next())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("403");
  }

  /** Answers as many requests as there are answers, on one connection, and closes it. */
  private CompletableFuture<Void> answer(String... answers) {
    return CompletableFuture.runAsync(
        () -> {
          try (Socket socket = server.accept()) {
            for (String answer : answers) {
              requests.add(request(socket.getInputStream()));
              socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            }
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static String request(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    int at = head.indexOf("Content-Length: ");
    int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf("\r", at)));
    return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
