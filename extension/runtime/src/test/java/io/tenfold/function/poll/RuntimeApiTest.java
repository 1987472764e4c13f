package io.tenfold.function.poll;

import static io.tenfold.function.poll.ScriptedApi.ACCEPTED;
import static io.tenfold.function.poll.ScriptedApi.NEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The direct function's side of the Runtime API, against a server that answers as it is told. */
class RuntimeApiTest {
  private ScriptedApi server;
  private RuntimeApi api;

  @BeforeEach
  void listen() throws IOException {
    server = new ScriptedApi();
    api = new RuntimeApi("127.0.0.1:" + server.port() + "/test");
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void takesAnInvocation() throws Exception {
    CompletableFuture<Void> answered = server.answer(NEXT + "Content-Length: 4\r\n\r\nnull");
    Invocation invocation = api.next();

    assertThat(invocation.id()).isEqualTo("id-1");
    assertThat(invocation.deadline()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
    assertThat(invocation.payload()).asString().isEqualTo("null");
    answered.join();
    assertThat(server.requests().get(0))
        .startsWith("GET /test/2018-06-01/runtime/invocation/next HTTP/1.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Lambda-Runtime-Deadline-Ms: soon\r\n",
        "Lambda-Runtime-Deadline-Ms: \r\n",
        "Lambda-Runtime-Deadline-Ms: 99999999999999999999\r\n"
      })
  void takesAnInvocationWhoseDeadlineNobodyCanRead(String deadline) throws Exception {
    server.answer(
        "HTTP/1.1 200 OK\r\nlambda-runtime-aws-request-id: id-1\r\n"
            + deadline
            + "Content-Length: 4\r\n\r\nnull");

    assertThat(api.next().deadline()).isEqualTo(Instant.MAX);
  }

  @Test
  void takesAnInvocationInChunks() throws Exception {
    server.answer(
        NEXT + "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4;x=y\r\n\":1}\r\n0\r\n\r\n");

    assertThat(api.next().payload()).asString().isEqualTo("{\"a\":1}");
  }

  @Test
  void returnsAResultAndAFailureOnTheSameConnection() throws Exception {
    CompletableFuture<Void> answered = server.answer(ACCEPTED, ACCEPTED);
    Invocation invocation = new Invocation("id-1", Instant.MAX, null, new byte[0]);
    api.respond(invocation, "{\"ß\":1}".getBytes(StandardCharsets.UTF_8));
    api.fail(invocation, new IllegalStateException("broken"));
    answered.join();

    assertThat(server.requests().get(0))
        .contains("/invocation/id-1/response ")
        .endsWith("{\"ß\":1}");
    assertThat(server.requests().get(1))
        .contains("/invocation/id-1/error ")
        .contains("Lambda-Runtime-Function-Error-Type: java.lang.IllegalStateException\r\n")
        .endsWith(
            "{\"errorType\":\"java.lang.IllegalStateException\",\"errorMessage\":\"broken\"}");
  }

  @Test
  void failsAnInvocationWithAnExceptionWhoseMessageFails() throws Exception {
    CompletableFuture<Void> answered = server.answer(ACCEPTED);
    Exception exception =
        new Exception() {
          @Override
          public String getMessage() {
            throw new NullPointerException();
          }
        };
    api.fail(new Invocation("id-1", Instant.MAX, null, new byte[0]), exception);
    answered.join();

    assertThat(server.requests().get(0))
        .endsWith("\"errorMessage\":\"its message can't be had: java.lang.NullPointerException\"}");
  }

  @Test
  void connectsAgainWhenTheConnectionWasClosedMeanwhile() throws Exception {
    Invocation invocation = new Invocation("id-1", Instant.MAX, null, new byte[0]);
    server.answer(ACCEPTED).thenCompose(then -> server.answer(ACCEPTED));
    api.respond(invocation, new byte[] {'1'});
    api.respond(invocation, new byte[] {'2'});

    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void endsWhenLambdaHasNoInvocationToGive() {
    server.answer("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");

    assertThatThrownBy(() -> api.next())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("403");
  }
}
