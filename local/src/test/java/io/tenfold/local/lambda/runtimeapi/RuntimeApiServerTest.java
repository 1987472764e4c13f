package io.tenfold.local.lambda.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.port.FunctionInvoker.Failed;
import io.tenfold.local.port.FunctionInvoker.Result;
import io.tenfold.local.port.FunctionInvoker.Returned;
import java.io.DataInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Runtime API's protocol, byte by byte. */
@Timeout(20)
class RuntimeApiServerTest {
  private static final String ROOT = "/2018-06-01/runtime/";

  private final ExecutorService host = Executors.newSingleThreadExecutor();
  private RuntimeApiServer api;
  private Socket socket;
  private DataInputStream in;

  @BeforeEach
  void open() throws Exception {
    api = RuntimeApiServer.open();
    socket = new Socket("127.0.0.1", api.port());
    // An interrupt, which is all that a test's time-out is, does not end a socket's wait.
    socket.setSoTimeout(15_000);
    in = new DataInputStream(socket.getInputStream());
  }

  @AfterEach
  void close() throws Exception {
    host.shutdownNow();
    host.awaitTermination(5, TimeUnit.SECONDS);
    socket.close();
    api.close();
  }

  /** Serves the API until the one event it has to give is answered. */
  private Future<Result> oneEvent() {
    Deadline deadline = new PauseWatch().in(Duration.ofSeconds(15));
    return host.submit(
        () -> {
          api.awaitNext(deadline);
          if (api.initFailure() != null) {
            return api.initFailure().of("one");
          }
          api.deliver(
              new FunctionEvent(
                  "one", "the:arn", 1234, "Root=1", null, "{\"a\":\"é\"}".getBytes("UTF-8")));
          api.awaitAnswer(deadline);
          Result answer = api.answer();
          // On to the next, so that what comes after the answer is served as well.
          api.awaitNext(deadline);
          return answer;
        });
  }

  private void send(String text) throws Exception {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String post(String path, String body) throws Exception {
    send(
        "POST "
            + ROOT
            + path
            + " HTTP/1.1\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
    return response();
  }

  private String next() throws Exception {
    send("GET " + ROOT + "invocation/next HTTP/1.1\r\n\r\n");
    return response();
  }

  private String response() throws Exception {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) in.readByte());
    }
    int at = head.indexOf("Content-Length: ");
    byte[] body =
        at < 0
            ? new byte[0]
            : new byte[Integer.parseInt(head.substring(at + 16, head.indexOf("\r", at)))];
    in.readFully(body);
    return head + new String(body, StandardCharsets.UTF_8);
  }

  @Test
  void theNextEventComesWithLambdasHeaders() throws Exception {
    oneEvent();

    assertThat(next())
        .isEqualTo(
            "HTTP/1.1 200 OK\r\n"
                + "Content-Type: application/json\r\n"
                + "Lambda-Runtime-Aws-Request-Id: one\r\n"
                + "Lambda-Runtime-Deadline-Ms: 1234\r\n"
                + "Lambda-Runtime-Invoked-Function-Arn: the:arn\r\n"
                + "Lambda-Runtime-Trace-Id: Root=1\r\n"
                + "Content-Length: 10\r\n\r\n"
                + "{\"a\":\"é\"}");
  }

  @Test
  void aResponseIsAccepted() throws Exception {
    Future<Result> result = oneEvent();
    next();

    assertThat(post("invocation/one/response", "{\"b\":1}"))
        .startsWith("HTTP/1.1 202 Accepted\r\n")
        .endsWith("\r\n\r\n{\"status\":\"OK\"}\n");
    send("GET " + ROOT + "invocation/next HTTP/1.1\r\n\r\n");
    assertThat(((Returned) result.get()).payload()).asString().isEqualTo("{\"b\":1}");
  }

  @Test
  void aChunkedResponseInSmallPiecesIsPutTogether() throws Exception {
    Future<Result> result = oneEvent();
    next();
    String request =
        "POST "
            + ROOT
            + "invocation/one/response HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3\r\n{\"b\r\n4;x=y\r\n\":1}\r\n0\r\n\r\n";
    for (String piece : request.split("(?<=\\G.{7})")) {
      send(piece);
      socket.getOutputStream().flush();
      Thread.sleep(1);
    }
    assertThat(response()).startsWith("HTTP/1.1 202");
    send("GET " + ROOT + "invocation/next HTTP/1.1\r\n\r\n");
    assertThat(((Returned) result.get()).payload()).asString().isEqualTo("{\"b\":1}");
  }

  @Test
  void aStreamThatFailsInTheMiddleIsAnError() throws Exception {
    Future<Result> result = oneEvent();
    next();
    send(
        "POST "
            + ROOT
            + "invocation/one/response HTTP/1.1\r\n"
            + "Lambda-Runtime-Function-Response-Mode: streaming\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n0\r\n"
            + "Lambda-Runtime-Function-Error-Type: Stream.Broken\r\n"
            + "Lambda-Runtime-Function-Error-Body: e30=\r\n\r\n");
    assertThat(response()).startsWith("HTTP/1.1 202");
    send("GET " + ROOT + "invocation/next HTTP/1.1\r\n\r\n");
    Failed failed = (Failed) result.get();
    assertThat(failed.errorType()).isEqualTo("Stream.Broken");
    assertThat(failed.payload()).asString().isEqualTo("{}");
  }

  @Test
  void theHeaderNamesAnErrorThatItsDocumentDoesNot() throws Exception {
    Future<Result> result = oneEvent();
    next();
    send(
        "POST "
            + ROOT
            + "invocation/one/error HTTP/1.1\r\nlambda-runtime-function-error-type: A.B\r\n"
            + "Content-Length: 4\r\n\r\noops");
    assertThat(response()).startsWith("HTTP/1.1 202");
    send("GET " + ROOT + "invocation/next HTTP/1.1\r\n\r\n");
    assertThat(((Failed) result.get()).errorType()).isEqualTo("A.B");
  }

  @Test
  void anotherRequestsIdIsABadRequest() throws Exception {
    oneEvent();
    next();

    assertThat(post("invocation/two/response", "1"))
        .startsWith("HTTP/1.1 400 ")
        .contains("\"errorType\":\"InvalidRequestID\"");
  }

  @Test
  void aSecondResponseIsForbidden() throws Exception {
    oneEvent();
    next();
    post("invocation/one/response", "1");

    assertThat(post("invocation/one/response", "1"))
        .startsWith("HTTP/1.1 403 ")
        .contains("\"errorType\":\"InvalidStateTransition\"");
  }

  @Test
  void askingAgainBeforeAnsweringIsForbidden() throws Exception {
    oneEvent();
    next();

    assertThat(next()).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void anInitErrorIsForbiddenOnceInitialised() throws Exception {
    oneEvent();
    next();

    assertThat(post("init/error", "{}")).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void anInitErrorIsAccepted() throws Exception {
    Future<Result> result = oneEvent();

    assertThat(post("init/error", "{\"stackTrace\":[{}],\"errorType\":\"A.B\"}"))
        .startsWith("HTTP/1.1 202 ");
    assertThat(((Failed) result.get()).errorType()).isEqualTo("A.B");
  }

  @Test
  void whatIsNotThereIsNotFoundAndAWrongMethodNotAllowed() throws Exception {
    oneEvent();

    assertThat(post("no/such/thing", "")).startsWith("HTTP/1.1 404 ");
    assertThat(post("invocation/next", "")).startsWith("HTTP/1.1 405 ");
  }

  @Test
  void aResponseOverTheLimitIsTooLarge() throws Exception {
    Future<Result> result = oneEvent();
    next();

    assertThat(post("invocation/one/response", "x".repeat(RuntimeApiServer.MAX_RESPONSE_BYTES + 1)))
        .startsWith("HTTP/1.1 413 ")
        .contains("\"errorType\":\"RequestEntityTooLarge\"");
    send("GET " + ROOT + "invocation/next HTTP/1.1\r\n\r\n");
    assertThat(((Failed) result.get()).errorType()).isEqualTo("Function.ResponseSizeTooLarge");
  }

  @Test
  void aClientThatExpectsAContinueGetsIt() throws Exception {
    oneEvent();
    next();
    send(
        "POST "
            + ROOT
            + "invocation/one/response HTTP/1.1\r\n"
            + "Expect: 100-continue\r\n"
            + "Content-Length: 1\r\n\r\n");

    assertThat(response()).startsWith("HTTP/1.1 100 Continue");
    send("1");
    assertThat(response()).startsWith("HTTP/1.1 202 ");
  }

  @Test
  void aClientThatWantsNoMoreIsClosedOnceItHasItsAnswer() throws Exception {
    oneEvent();
    next();
    send(
        "POST "
            + ROOT
            + "invocation/one/response HTTP/1.1\r\n"
            + "Connection: close\r\n"
            + "Content-Length: 1\r\n\r\n1");

    assertThat(response()).startsWith("HTTP/1.1 202 ");
    assertThat(in.read()).isEqualTo(-1);
  }

  @Test
  void aClientThatWantsNoMoreIsClosedOnceItIsRefused() throws Exception {
    oneEvent();
    send("GET /no/such/thing HTTP/1.1\r\nConnection: close\r\n\r\n");

    assertThat(response()).startsWith("HTTP/1.1 404 ");
    assertThat(in.read()).isEqualTo(-1);
  }

  /** Gives an event to a client that does something to its connection before the process ends. */
  private boolean tookEvent(boolean reads, boolean closesFirst) throws Exception {
    Deadline deadline = new PauseWatch().in(Duration.ofSeconds(15));
    send("GET " + ROOT + "invocation/next HTTP/1.1\r\n\r\n");
    assertThat(api.awaitNext(deadline)).isEqualTo(RuntimeApiServer.Signal.DONE);
    if (closesFirst) {
      socket.close();
    }
    api.deliver(new FunctionEvent("one", "the:arn", 1234, "Root=1", null, "{}".getBytes("UTF-8")));
    if (reads) {
      response();
    }
    socket.close();
    api.processExited();
    assertThat(api.awaitAnswer(deadline)).isEqualTo(RuntimeApiServer.Signal.EXITED);
    return api.tookEvent();
  }

  @Test
  void aProcessThatWasGoneBeforeTheEventWasSentDidNotTakeIt() throws Exception {
    assertThat(tookEvent(false, true)).isFalse();
  }

  @Test
  void aProcessThatEndsWithTheEventUnreadDidNotTakeIt() throws Exception {
    assertThat(tookEvent(false, false)).isFalse();
  }

  @Test
  void aProcessThatReadTheEventTookIt() throws Exception {
    assertThat(tookEvent(true, false)).isTrue();
  }

  @Test
  void anAnswerThatWasThereAtTheDeadlineIsReadAfterIt() throws Exception {
    PauseWatch pauses = new PauseWatch();
    send("GET " + ROOT + "invocation/next HTTP/1.1\r\n\r\n");
    api.awaitNext(pauses.in(Duration.ofSeconds(5)));
    api.deliver(new FunctionEvent("one", "the:arn", 1234, "Root=1", null, "{}".getBytes("UTF-8")));
    Deadline deadline = pauses.in(Duration.ofMillis(50));
    send("POST " + ROOT + "invocation/one/response HTTP/1.1\r\nContent-Length: 1\r\n\r\n1");
    Thread.sleep(150); // shorter than what counts as a pause

    assertThat(api.awaitAnswer(deadline)).isEqualTo(RuntimeApiServer.Signal.DONE);
  }

  @Test
  void anAnswerThatCameInPartsWhileTheEngineWasPausedIsReadToItsEnd() throws Exception {
    PauseWatch pauses = new PauseWatch();
    send("GET " + ROOT + "invocation/next HTTP/1.1\r\n\r\n");
    api.awaitNext(pauses.in(Duration.ofSeconds(5)));
    api.deliver(new FunctionEvent("one", "the:arn", 1234, "Root=1", null, "{}".getBytes("UTF-8")));
    pauses.observe();
    Deadline deadline = pauses.in(Duration.ofMillis(50));
    send("POST " + ROOT + "invocation/one/response HTTP/1.1\r\nContent-Length: 9000000\r\n\r\n");
    Thread sender =
        new Thread(
            () -> {
              try {
                send("x".repeat(9_000_000)); // more than a socket holds
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    sender.start();
    Thread.sleep(1_000); // nobody observes: the engine stands still

    assertThat(api.awaitAnswer(deadline)).isEqualTo(RuntimeApiServer.Signal.DONE);
    sender.join();
  }
}
