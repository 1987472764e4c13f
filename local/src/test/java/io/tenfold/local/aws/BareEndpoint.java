package io.tenfold.local.aws;

import com.sun.net.httpserver.HttpServer;
import io.tenfold.local.aws.http.Response;
import io.tenfold.local.aws.lambda.LambdaService;
import io.tenfold.local.aws.moto.MotoClient;
import io.tenfold.local.aws.moto.PassThrough;
import io.tenfold.local.aws.s3.BucketService;
import io.tenfold.local.aws.sfn.StepFunctionsService;
import io.tenfold.local.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The endpoint's own parts over something that answers for moto and has nothing, and a client that
 * sends any bytes.
 */
final class BareEndpoint implements AutoCloseable {
  private static final int MOST_MILLIS = 20_000;

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
          });
  private final HttpServer moto = server();
  private final HttpServer server = server();
  private final StepFunctionsService stepFunctions;
  private final LambdaService lambda;

  BareEndpoint() {
    moto.createContext(
        "/",
        exchange -> {
          byte[] none = "{\"Type\":\"User\",\"Message\":\"none\"}".getBytes(StandardCharsets.UTF_8);
          Response.of(404, "application/json", none).send(exchange);
        });
    moto.start();
    int port = moto.getAddress().getPort();
    PassThrough rest = new PassThrough(port);
    lambda =
        new LambdaService(
            LocalAws.ACCOUNT_ID,
            folder(),
            rest,
            region -> new MotoClient(port, region),
            "http://unused",
            warning -> {});
    stepFunctions =
        new StepFunctionsService(
            LocalAws.ACCOUNT_ID,
            region ->
                new StepFunctionsService.Resources(
                    null, null, lambda.functions().inRegion(region), List.of(), name -> true));
    server.createContext(
        "/",
        new Gateway(
            List.of(stepFunctions, lambda, new BucketService(rest)),
            rest,
            new AtomicReference<>()));
    server.start();
  }

  private HttpServer server() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(threads);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "endpoint");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer: its status, 0 for none at all, and its body. */
  record Answer(int status, String body) {}

  /** Sends a request whose head is these lines. */
  Answer send(String head, byte[] body) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(
        (head + "Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(body);
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
      socket.setSoTimeout(MOST_MILLIS);
      socket.getOutputStream().write(request.toByteArray());
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = answer.indexOf("\r\n\r\n");
      return end < 0
          ? new Answer(0, answer)
          : new Answer(Integer.parseInt(answer.substring(9, 12)), answer.substring(end + 4));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Calls an action of Step Functions with any bytes. */
  Answer states(String action, byte[] body) {
    return send(
        "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: AWSStepFunctions." + action + "\r\n",
        body);
  }

  /** Calls an action with an input of which the engine writes the JSON. */
  Answer states(String action, Object input) {
    return states(action, Json.writeBytes(input));
  }

  @Override
  public void close() {
    stepFunctions.close();
    lambda.close();
    server.stop(0);
    moto.stop(0);
    threads.shutdownNow();
  }
}
