package io.tenfold.function.nativeimage;

import static io.tenfold.function.poll.ScriptedApi.ACCEPTED;
import static io.tenfold.function.poll.ScriptedApi.NEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.function.InvalidEnvelope;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.json.RecordJson;
import io.tenfold.function.log.RecordLog;
import io.tenfold.function.log.StandardOutputLines;
import io.tenfold.function.orders.Order;
import io.tenfold.function.orders.OrderProcessor;
import io.tenfold.function.orders.PricedOrder;
import io.tenfold.function.poll.RuntimeApi;
import io.tenfold.function.poll.ScriptedApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The function without Quarkus, against a Runtime API that is told what to answer. */
@Timeout(60)
class DirectFunctionTest {
  static final String ENDED = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
  private static final String FAILED =
      "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n";

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  ScriptedApi server;
  private CompletableFuture<String> end;

  @BeforeEach
  void listen() throws IOException {
    server = new ScriptedApi();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  /** Starts the function with the environment's Runtime API. */
  void start(String api) throws Exception {
    Constructor<?> processor = OrderProcessor.class.getConstructor();
    RecordJson json = RecordJson.of(Order.class, PricedOrder.class);
    end =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                DirectFunction.poll(
                    new RuntimeApi(api), processor, null, json, new StandardOutputLines(log, null));
                return "";
              } catch (IOException e) {
                return e.getMessage();
              }
            });
  }

  /** Returns what the function has written, its log and why it ended, when it has ended. */
  String outputAtTheEnd() throws Exception {
    String reason = end.get(30, TimeUnit.SECONDS);
    return log.toString(StandardCharsets.UTF_8) + reason;
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
    assertThat(outputAtTheEnd()).contains("the Runtime API answered 403 to next");
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

    assertThat(outputAtTheEnd()).contains("Connection refused");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 202 Acc",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 202 Accepted\r\nContent-Length: 5\r\n\r\n12"
      })
  void sendsNothingAgainOnceItsAnswerHasBegun(String begun) throws Exception {
    server.answer(next(order("chair")), begun).thenCompose(then -> server.answer(ACCEPTED, ENDED));
    start("127.0.0.1:" + server.port());

    assertThat(outputAtTheEnd()).contains("the server closed the connection");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void sendsNothingAgainThatANewConnectionDidNotAnswer() throws Exception {
    server.answer("").thenCompose(then -> server.answer(next(order("chair")), ACCEPTED, ENDED));
    start("127.0.0.1:" + server.port());

    assertThat(outputAtTheEnd()).contains("the server closed the connection");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void connectsAnewWhereTheServerSaysThatItCloses() throws Exception {
    CompletableFuture<Void> answered =
        server
            .answer(next("connection: Close\r\n", order("chair")), FAILED)
            .exceptionallyCompose(nothingMoreCame -> server.answer(ACCEPTED, ENDED));
    start("127.0.0.1:" + server.port());
    answered.get(30, TimeUnit.SECONDS);

    assertThat(outputAtTheEnd()).contains("the Runtime API answered 403 to next");
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void waitsForWhatFollowsInformation() throws Exception {
    String information =
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nContent-Length: 9\r\n\r\n";
    CompletableFuture<Void> answered =
        server.answer(information + next(order("chair")), information + ACCEPTED, ENDED);
    start("127.0.0.1:" + server.port());
    answered.get(30, TimeUnit.SECONDS);

    assertThat(server.requests().get(1)).contains("/invocation/id-1/response ");
    assertThat(outputAtTheEnd()).contains("the Runtime API answered 403 to next");
  }

  @Test
  void endsWhenTheRuntimeApiCanNotTakeAResult() throws Exception {
    server.answer(next(order("chair")), FAILED, ENDED);
    start("127.0.0.1:" + server.port());

    assertThat(outputAtTheEnd())
        .contains("the Runtime API answered 500 to invocation/id-1/response");
  }

  @Test
  void endsWhenTheRuntimeApiCanNotTakeAFailure() throws Exception {
    server.answer(next("5"), FAILED, ENDED);
    start("127.0.0.1:" + server.port());

    assertThat(outputAtTheEnd()).contains("the Runtime API answered 500 to invocation/id-1/error");
  }

  @Test
  void endsWhenTheRuntimeApiCanNotGiveAnInvocation() throws Exception {
    server.answer(next(order("chair")).replace("200 OK", "500 Broken"), ACCEPTED, ENDED);
    start("127.0.0.1:" + server.port());

    assertThat(outputAtTheEnd()).contains("the Runtime API answered 500 to next");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void goesOnWhenTheResultIsTooLarge() throws Exception {
    String tooLarge = "HTTP/1.1 413 Payload Too Large\r\nContent-Length: 0\r\n\r\n";
    server.answer(next(order("chair")), tooLarge, ENDED);
    start("127.0.0.1:" + server.port());

    assertThat(outputAtTheEnd()).contains("the Runtime API answered 403 to next");
  }

  @Test
  void writesALineForEveryRecordAndNoneForTheRehearsal() throws Exception {
    server.answer(next(order("chair")), ACCEPTED, next(order("")), ACCEPTED, ENDED);
    start("127.0.0.1:" + server.port());

    // Quarkus, where it runs, has lines of its own.
    String logger = "\"logger\":\"" + RecordLog.LOGGER + "\"";
    assertThat(outputAtTheEnd().lines().filter(line -> line.contains(logger)))
        .satisfiesExactly(
            succeeded ->
                assertThat(succeeded)
                    .contains("\"level\":\"INFO\"", "\"outcome\":\"succeeded\"")
                    .contains("\"requestId\":\"id-1\"", "\"index\":7"),
            failed ->
                assertThat(failed)
                    .contains("\"level\":\"INFO\"", "\"outcome\":\"failed\"")
                    .contains("\"error\":\"" + RecordRejected.class.getName() + "\""));
  }

  static String next(String event) {
    return next("", event);
  }

  private static String next(String headers, String event) {
    int length = event.getBytes(StandardCharsets.UTF_8).length;
    return NEXT + headers + "Content-Length: " + length + "\r\n\r\n" + event;
  }

  private static String chunk(String part) {
    return Integer.toHexString(part.length()) + "\r\n" + part + "\r\n";
  }

  static String order(String description) {
    return ("{\"index\": 7, \"record\": {\"id\": \"ORD-1\", \"customer\": {\"id\": \"C-1\","
            + " \"email\": \"a@b.de\", \"country\": \"DE\"}, \"currency\": \"EUR\", \"lines\":"
            + " [{\"sku\": \"S-1\", \"description\": \"%s\", \"quantity\": 1, \"unitPrice\":"
            + " 10}]}}")
        .formatted(description);
  }
}
