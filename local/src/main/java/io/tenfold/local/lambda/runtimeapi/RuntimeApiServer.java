package io.tenfold.local.lambda.runtimeapi;

import io.tenfold.local.http.HttpRequest;
import io.tenfold.local.json.Json;
import io.tenfold.local.port.FunctionInvoker.Result;
import io.tenfold.local.port.FunctionInvoker.Returned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The Lambda Runtime API of one environment, on a port of its own at 127.0.0.1.
 *
 * <p>It has no thread: whoever waits for the function (its start, or an answer) serves the
 * connections meanwhile, so a record costs no hand-over between threads, and an idle environment
 * costs nothing. Measured with ten processes on two busy processors: the JDK's HttpServer, with its
 * hand-overs, manages half as many records a second; a bare blocking thread per connection, without
 * timeouts, interrupts, logs and pool, as many to half as many again. Requests that come in between
 * wait in the socket. One thread at a time may use it; only {@link #processExited()} and {@link
 * #close()} may come from others.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
public final class RuntimeApiServer implements AutoCloseable {
  /** Lambda's limit for a response or an error document, in bytes: 6 MiB and 100. */
  static final int MAX_RESPONSE_BYTES = 6 * 1024 * 1024 + 100;

  /** How often what has come at the last moment is read, before the time is up. */
  private static final int LATE_ROUNDS = 1_000;

  private static final long ACCEPT_AGAIN_NANOS = 10_000_000;

  private static final String PREFIX = "/2018-06-01/runtime/";
  private static final String ERROR_TYPE = "Lambda-Runtime-Function-Error-Type";
  private static final String ERROR_BODY = "Lambda-Runtime-Function-Error-Body";
  private static final byte[] ACCEPTED =
      ("HTTP/1.1 202 Accepted\r\n"
              + "Content-Type: application/json\r\n"
              + "Content-Length: 16\r\n\r\n"
              + "{\"status\":\"OK\"}\n")
          .getBytes(StandardCharsets.US_ASCII);

  /** How a wait ended. */
  public enum Signal {
    /** What was waited for is there. */
    DONE,
    /** The process has ended, and everything it sent has been read. */
    EXITED,
    /** The time is up, and nothing that came in time is unread. */
    TIMED_OUT
  }

  private final ServerSocketChannel server;
  private final Selector selector;
  private final int port;
  private volatile boolean exited;

  private boolean initialised;
  private FunctionConnection lastUsed;
  private FunctionConnection asking;
  private FunctionConnection carrier;
  private boolean eventRefused;
  private IOException notAccepted;
  private int lateRounds;
  private FunctionEvent running;
  private String answeredId;
  private Result answer;
  private Failure initFailure;

  private RuntimeApiServer(ServerSocketChannel server, Selector selector) throws IOException {
    this.server = server;
    this.selector = selector;
    this.port = ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  /** Opens the API on a free port. */
  public static RuntimeApiServer open() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    Selector selector = null;
    try {
      server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
      server.configureBlocking(false);
      selector = Selector.open();
      server.register(selector, SelectionKey.OP_ACCEPT);
      return new RuntimeApiServer(server, selector);
    } catch (IOException e) {
      server.close();
      if (selector != null) {
        selector.close();
      }
      throw e;
    }
  }

  /** Returns the port. */
  public int port() {
    return port;
  }

  /** Tells the waiting thread that the process has ended. */
  public void processExited() {
    exited = true;
    selector.wakeup();
  }

  /**
   * Waits until the process asks for the next event, or reports that it cannot start: then {@link
   * #initFailure()} has the reason.
   *
   * @throws IOException if the machine does not let it: that is not the process's fault
   */
  public Signal awaitNext(Deadline deadline) throws IOException, InterruptedException {
    if (lastUsed != null && lastUsed.isOpen() && asking == null) {
      // Nearly always the request is there by now, which spares asking the selector.
      readFrom(lastUsed);
    }
    lateRounds = 0;
    while (asking == null && initFailure == null) {
      Signal ended = serve(deadline);
      if (ended != null && asking == null && initFailure == null) {
        return ended;
      }
    }
    return Signal.DONE;
  }

  /** Returns what the process reported as the reason why it cannot start, or null. */
  public Failure initFailure() {
    return initFailure;
  }

  /**
   * Answers the process's request for the next event; {@link #awaitNext} has shown there is one.
   *
   * @throws IOException if the process cannot have taken it
   */
  public void deliver(FunctionEvent event) throws IOException {
    FunctionConnection connection = asking;
    asking = null;
    carrier = connection;
    eventRefused = false;
    running = event;
    answer = null;
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nLambda-Runtime-Aws-Request-Id: "
            + event.requestId()
            + "\r\nLambda-Runtime-Deadline-Ms: "
            + event.deadlineMillis()
            + "\r\nLambda-Runtime-Invoked-Function-Arn: "
            + event.functionArn()
            + "\r\nLambda-Runtime-Trace-Id: "
            + event.traceId()
            + (event.clientContext() == null
                ? ""
                : "\r\nLambda-Runtime-Client-Context: " + event.clientContext())
            + "\r\nContent-Length: "
            + event.payload().length
            + "\r\n\r\n";
    ByteBuffer response = ByteBuffer.allocate(head.length() + event.payload().length);
    response.put(head.getBytes(StandardCharsets.US_ASCII)).put(event.payload()).flip();
    connection.send(response, false);
  }

  /**
   * Waits until the process has answered the event it was given: then {@link #answer()} has it.
   *
   * @throws IOException if the machine does not let it: that is not the process's fault
   */
  public Signal awaitAnswer(Deadline deadline) throws IOException, InterruptedException {
    lateRounds = 0;
    while (answer == null) {
      Signal ended = serve(deadline);
      if (ended != null && answer == null) {
        return ended;
      }
    }
    return Signal.DONE;
  }

  /**
   * Returns, of a process that has ended, whether it may have taken the event; when not, another
   * can have it.
   */
  public boolean tookEvent() {
    return !eventRefused;
  }

  /** Returns how the event ended. */
  public Result answer() {
    return answer;
  }

  // One round of requests; null to go on.
  private Signal serve(Deadline deadline) throws IOException, InterruptedException {
    // Read before the round, so that a round without requests comes after the process's end, or
    // after the deadline: an answer that is in the socket by then was in time, whenever the engine
    // gets to read it.
    boolean over = exited;
    long left = deadline.left();
    boolean late = left <= 0;
    int served;
    try {
      served =
          over || late
              ? selector.selectNow(this::handle)
              : selector.select(this::handle, TimeUnit.NANOSECONDS.toMillis(left) + 1);
    } catch (ClosedSelectorException e) {
      return Signal.EXITED;
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("The invocation was given up");
    }
    if (notAccepted != null) {
      if (late) {
        throw notAccepted;
      }
      LockSupport.parkNanos(ACCEPT_AGAIN_NANOS); // the selector would ask again at once
      return null;
    }
    if (over && served == 0) {
      return Signal.EXITED;
    }
    // A process that asks for ever what nobody answers does not get more time by that.
    return late && (served == 0 || ++lateRounds > LATE_ROUNDS) ? Signal.TIMED_OUT : null;
  }

  private void handle(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
        return;
      }
      FunctionConnection connection = (FunctionConnection) key.attachment();
      if (key.isWritable()) {
        connection.flush();
      }
      if (connection.isOpen() && key.isReadable()) {
        readFrom(connection);
      }
    } catch (IOException e) {
      if (key.attachment() instanceof FunctionConnection connection) {
        lost(connection, true);
      } else {
        notAccepted = new IOException("A connection cannot be accepted: " + e.getMessage(), e);
      }
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = server.accept();
    notAccepted = null;
    if (channel != null) {
      channel.configureBlocking(false);
      // Answers go out whole; waiting for more to send with them would cost up to 40 ms.
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
      key.attach(new FunctionConnection(channel, key, MAX_RESPONSE_BYTES));
    }
  }

  private void readFrom(FunctionConnection connection) {
    lastUsed = connection;
    try {
      int n = connection.read();
      if (n < 0) {
        lost(connection, false);
        return;
      }
      if (n > 0) {
        for (HttpRequest r = connection.next(); r != null; r = connection.next()) {
          respond(connection, r);
        }
      }
    } catch (IOException e) {
      lost(connection, true);
    }
  }

  private void lost(FunctionConnection connection, boolean reset) {
    if (connection == carrier) {
      // A process that dies with an unread event in its socket leaves a reset, not an end.
      eventRefused = reset || connection.refusedLastAnswer();
      carrier = null;
    }
    connection.close();
    if (asking == connection) {
      asking = null;
    }
  }

  private void respond(FunctionConnection connection, HttpRequest request) throws IOException {
    String path = request.target();
    boolean get = request.method().equals("GET");
    boolean post = request.method().equals("POST");
    if (!path.startsWith(PREFIX)) {
      refuse(connection, request, 404, "Not Found", "NotFound", "There is no " + path);
      return;
    }
    String resource = path.substring(PREFIX.length());
    if (resource.equals("invocation/next")) {
      if (get) {
        next(connection, request);
      } else {
        refuseMethod(connection, request);
      }
    } else if (resource.equals("init/error")) {
      if (post) {
        initError(connection, request);
      } else {
        refuseMethod(connection, request);
      }
    } else if (resource.startsWith("invocation/") && resource.endsWith("/response")) {
      if (post) {
        end(connection, request, id(resource, "/response"), false);
      } else {
        refuseMethod(connection, request);
      }
    } else if (resource.startsWith("invocation/") && resource.endsWith("/error")) {
      if (post) {
        end(connection, request, id(resource, "/error"), true);
      } else {
        refuseMethod(connection, request);
      }
    } else {
      refuse(connection, request, 404, "Not Found", "NotFound", "There is no " + path);
    }
  }

  private static String id(String resource, String suffix) {
    int from = "invocation/".length();
    return resource.substring(from, Math.max(from, resource.length() - suffix.length()));
  }

  private void next(FunctionConnection connection, HttpRequest request) throws IOException {
    if (running != null || initFailure != null) {
      refuseState(connection, request, "the event before has no response yet");
      return;
    }
    if (asking != null && asking != connection) {
      // A client that lost patience asks again on a new connection.
      asking.close();
    }
    initialised = true;
    asking = connection;
  }

  private void initError(FunctionConnection connection, HttpRequest request) throws IOException {
    if (initialised || initFailure != null) {
      refuseState(connection, request, "the runtime is initialised");
      return;
    }
    initFailure =
        request.tooLarge()
            ? new Failure.ResponseTooLarge(MAX_RESPONSE_BYTES)
            : Failure.reported(request.body(), errorType(request));
    accept(connection, request);
  }

  private void end(FunctionConnection connection, HttpRequest request, String id, boolean failed)
      throws IOException {
    if (running == null && (!initialised || id.equals(answeredId))) {
      refuseState(
          connection, request, initialised ? "it has been answered" : "no event was asked for");
    } else if (running == null || !id.equals(running.requestId())) {
      refuse(connection, request, 400, "Bad Request", "InvalidRequestID", "Invalid request ID");
    } else if (request.tooLarge()) {
      answered(new Failure.ResponseTooLarge(MAX_RESPONSE_BYTES).of(id));
      refuse(
          connection,
          request,
          413,
          "Request Entity Too Large",
          "RequestEntityTooLarge",
          "Exceeded maximum allowed payload size (" + MAX_RESPONSE_BYTES + " bytes).");
    } else {
      answered(result(request, failed, id));
      accept(connection, request);
    }
  }

  private void answered(Result result) {
    answeredId = running.requestId();
    running = null;
    answer = result;
  }

  private static Result result(HttpRequest request, boolean failed, String id) {
    if (failed) {
      return Failure.reported(request.body(), errorType(request)).of(id);
    }
    if (request.trailer().first(ERROR_TYPE) != null) {
      return Failure.reported(streamError(request), errorType(request)).of(id);
    }
    return new Returned(request.body());
  }

  /** Returns the error's type, of a streamed response from its trailer, or null. */
  private static String errorType(HttpRequest request) {
    String type = request.trailer().first(ERROR_TYPE);
    return type == null ? request.fields().first(ERROR_TYPE) : type;
  }

  // https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html#runtimes-custom-response-streaming
  private static byte[] streamError(HttpRequest request) {
    String body = request.trailer().first(ERROR_BODY);
    try {
      return body == null ? new byte[0] : Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      return Failure.document(errorType(request), body);
    }
  }

  private static void accept(FunctionConnection connection, HttpRequest request)
      throws IOException {
    connection.send(ByteBuffer.wrap(ACCEPTED), request.close());
  }

  private static void refuseMethod(FunctionConnection connection, HttpRequest request)
      throws IOException {
    refuse(
        connection,
        request,
        405,
        "Method Not Allowed",
        "MethodNotAllowed",
        request.method() + " does not go with " + request.target());
  }

  private static void refuseState(
      FunctionConnection connection, HttpRequest request, String because) throws IOException {
    refuse(
        connection,
        request,
        403,
        "Forbidden",
        "InvalidStateTransition",
        "State transition is not allowed: " + because);
  }

  private static void refuse(
      FunctionConnection connection,
      HttpRequest request,
      int status,
      String reason,
      String errorType,
      String errorMessage)
      throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("errorMessage", errorMessage);
    document.put("errorType", errorType);
    byte[] body = Json.writeBytes(document);
    byte[] head =
        ("HTTP/1.1 "
                + status
                + " "
                + reason
                + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    ByteBuffer response = ByteBuffer.allocate(head.length + body.length);
    response.put(head).put(body).flip();
    connection.send(response, request.close());
  }

  /** Closes the port and every connection. */
  @Override
  public void close() throws IOException {
    if (selector.isOpen()) {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    }
    selector.close();
    server.close();
  }
}
