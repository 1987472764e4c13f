package io.tenfold.bench.coldstart;

import io.tenfold.bench.BenchFailure;
import io.tenfold.local.http.HttpRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lambda's Runtime API for one process, which notes when each request came.
 *
 * <p>Times are {@link System#nanoTime()}: of a request once it was read whole, of an event just
 * before it is written.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class TimestampingApi implements AutoCloseable {
  private static final String ROOT = "/2018-06-01/runtime/";

  private static final byte[] ACCEPTED =
      response("202 Accepted", "", "{\"status\":\"OK\"}".getBytes(StandardCharsets.US_ASCII));

  /**
   * What a function answered.
   *
   * @param nanos from the event's sending to the answer's arrival
   * @param body the answer
   */
  record Answer(long nanos, byte[] body) {}

  private record Received(long at, boolean failed, byte[] body) {}

  private final LoopbackServer server;
  private final CompletableFuture<Long> firstNext = new CompletableFuture<>();
  private final Semaphore waiting = new Semaphore(0);
  private final BlockingQueue<byte[]> events = new ArrayBlockingQueue<>(1);
  private final BlockingQueue<Received> received = new ArrayBlockingQueue<>(8);
  private volatile long sentAt;

  private TimestampingApi() throws IOException {
    this.server = LoopbackServer.start("runtime-api", this::answer);
  }

  /** Starts to listen at a free port of 127.0.0.1. */
  static TimestampingApi start() throws IOException {
    return new TimestampingApi();
  }

  /** Returns the value of {@code AWS_LAMBDA_RUNTIME_API}. */
  String address() {
    return server.address();
  }

  /**
   * Waits for the first event to be asked for, and returns when it was.
   *
   * @throws BenchFailure if the process reports that it cannot start, or says nothing in time
   */
  long awaitFirstNext(Duration limit) throws InterruptedException {
    try {
      return firstNext.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new BenchFailure("asked for no event in " + limit.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new BenchFailure(e.getCause().getMessage(), e);
    }
  }

  /**
   * Waits until the process has asked for an event that it has not got yet.
   *
   * @throws BenchFailure if it does not in time
   */
  void awaitWaiting(Duration limit) throws InterruptedException {
    if (!waiting.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new BenchFailure("asked for no other event in " + limit.toSeconds() + " s");
    }
    waiting.release();
  }

  /** Makes a wait for the first event end, for a process that has ended itself. */
  void processEnded(int status) {
    firstNext.completeExceptionally(new IOException("ended with status " + status));
    received.offer(
        new Received(0, true, ("ended with status " + status).getBytes(StandardCharsets.US_ASCII)));
    // Who waits for it to wait goes on, and hears of the end with the next event.
    waiting.release();
  }

  /**
   * Sends an event as soon as the process asks for one, and waits for the answer.
   *
   * @throws BenchFailure if it reports an error, ends, or does not answer in time
   */
  Answer invoke(byte[] event, Duration limit) throws InterruptedException {
    events.put(event);
    Received answer = received.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (answer == null) {
      throw new BenchFailure("did not answer in " + limit.toSeconds() + " s");
    }
    if (answer.failed) {
      throw new BenchFailure(
          "failed instead of answering: " + new String(answer.body, StandardCharsets.UTF_8));
    }
    return new Answer(answer.at - sentAt, answer.body);
  }

  private void answer(HttpRequest request, long at, OutputStream out)
      throws IOException, InterruptedException {
    String path = request.target();
    if (path.equals(ROOT + "invocation/next")) {
      firstNext.complete(at);
      waiting.release();
      byte[] event = events.take();
      waiting.drainPermits();
      byte[] response = response("200 OK", headers(), event);
      sentAt = System.nanoTime();
      out.write(response);
      return;
    }
    if (path.equals(ROOT + "init/error")) {
      firstNext.completeExceptionally(
          new IOException("cannot start: " + new String(request.body(), StandardCharsets.UTF_8)));
    } else if (path.startsWith(ROOT + "invocation/")) {
      received.put(
          request.tooLarge()
              ? new Received(at, true, "over 6 MiB".getBytes(StandardCharsets.US_ASCII))
              : new Received(at, !path.endsWith("/response"), request.body()));
    }
    out.write(ACCEPTED);
  }

  private static String headers() {
    return "Lambda-Runtime-Aws-Request-Id: "
        + UUID.randomUUID()
        + "\r\nLambda-Runtime-Deadline-Ms: "
        + (System.currentTimeMillis() + Duration.ofMinutes(1).toMillis())
        + "\r\nLambda-Runtime-Invoked-Function-Arn: "
        + "arn:aws:lambda:us-east-1:123456789012:function:cold-start"
        + "\r\nLambda-Runtime-Trace-Id: Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0\r\n";
  }

  private static byte[] response(String status, String headers, byte[] body) {
    return LoopbackServer.response(status, "Content-Type: application/json\r\n" + headers, body);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
