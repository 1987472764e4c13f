package io.tenfold.bench.coldstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.bench.BenchFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimestampingApiTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private TimestampingApi api;

  @BeforeEach
  void start() throws IOException {
    api = TimestampingApi.start();
  }

  @AfterEach
  void stop() throws IOException {
    api.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://" + api.address() + "/2018-06-01/runtime/" + path));
  }

  private CompletableFuture<String> next() {
    return client
        .sendAsync(request("invocation/next").build(), HttpResponse.BodyHandlers.ofString())
        .thenApply(
            event -> event.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow());
  }

  private void post(String path, String body) throws IOException, InterruptedException {
    client.send(
        request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.discarding());
  }

  private CompletableFuture<Void> function(String suffix, String body) {
    return next()
        .thenAccept(
            id -> {
              try {
                TimeUnit.MILLISECONDS.sleep(20);
                post("invocation/" + id + "/" + suffix, body);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private static byte[] event() {
    return "{}".getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void anInvocationLastsFromItsEventToItsAnswer() throws InterruptedException {
    long before = System.nanoTime();
    function("response", "\"ok\"");
    assertThat(api.awaitFirstNext(LONG)).isGreaterThan(before);
    TimestampingApi.Answer answer = api.invoke(event(), LONG);
    assertThat(answer.body()).asString().isEqualTo("\"ok\"");
    assertThat(answer.nanos()).isBetween(20_000_000L, System.nanoTime() - before);
  }

  @Test
  void anErrorIsNoAnswer() {
    function("error", "it broke");
    assertThatThrownBy(() -> api.invoke(event(), LONG))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("it broke");
  }

  @Test
  void anAnswerOverLambdasLimitIsNoAnswer() {
    function("response", "x".repeat(6 * 1024 * 1024 + 1));
    assertThatThrownBy(() -> api.invoke(event(), LONG))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("over 6 MiB");
  }

  @Test
  void aFunctionThatWaitsToBeAskedForItsAnswerIsAsked() throws Exception {
    HttpRequest answer =
        request("invocation/one/response")
            .expectContinue(true)
            .POST(HttpRequest.BodyPublishers.ofString("ok"))
            .build();
    assertThat(client.send(answer, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(202);
  }

  @Test
  void aFunctionThatCannotStartIsNotWaitedFor() throws Exception {
    post("init/error", "no handler");
    assertThatThrownBy(() -> api.awaitFirstNext(LONG))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("no handler");
  }

  @Test
  void aProcessWaitsFromItsNextToItsEvent() throws Exception {
    Duration moment = Duration.ofMillis(50);
    assertThatThrownBy(() -> api.awaitWaiting(moment)).isInstanceOf(BenchFailure.class);
    function("response", "ok");
    api.awaitWaiting(LONG);
    api.awaitWaiting(LONG);
    api.invoke(event(), LONG);
    assertThatThrownBy(() -> api.awaitWaiting(moment))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("asked for no other event");
  }

  @Test
  void aProcessThatEndsIsNotWaitedFor() throws InterruptedException {
    api.processEnded(7);
    assertThatThrownBy(() -> api.awaitFirstNext(LONG)).hasMessageContaining("status 7");
    api.awaitWaiting(LONG);
    assertThatThrownBy(() -> api.invoke(event(), LONG)).hasMessageContaining("status 7");
  }
}
