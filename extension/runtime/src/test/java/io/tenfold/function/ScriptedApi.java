package io.tenfold.function;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Runtime API that answers as it is told, and keeps what it was sent. */
final class ScriptedApi implements AutoCloseable {
  /** The head of an invocation, up to its length. */
  static final String NEXT =
      "HTTP/1.1 200 OK\r\nlambda-runtime-aws-request-id: id-1\r\n"
          + "Lambda-Runtime-Deadline-Ms: 1700000000000\r\n";

  /** The answer to a response. */
  static final String ACCEPTED = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

  ScriptedApi() throws IOException {}

  int port() {
    return server.getLocalPort();
  }

  /** Returns the requests so far, each with its body. */
  List<String> requests() {
    return requests;
  }

  /** Answers as many requests as there are answers, on one connection, and closes it. */
  CompletableFuture<Void> answer(String... answers) {
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
      int next = in.read();
      if (next < 0) {
        throw new IOException("the connection ended after: " + head);
      }
      head.append((char) next);
    }
    int at = head.indexOf("Content-Length: ");
    int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf("\r", at)));
    return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
