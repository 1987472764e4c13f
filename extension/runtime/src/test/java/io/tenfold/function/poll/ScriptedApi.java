package io.tenfold.function.poll;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A Runtime API that answers as it is told, and keeps what it was sent. */
public final class ScriptedApi implements AutoCloseable {
  /** The head of an invocation that was over long ago, up to its length. */
  public static final String NEXT =
      "HTTP/1.1 200 OK\r\nlambda-runtime-aws-request-id: id-1\r\n"
          + "Lambda-Runtime-Deadline-Ms: 1700000000000\r\n";

  /** The answer to a response. */
  public static final String ACCEPTED = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

  /** Listens on a port that is free. */
  public ScriptedApi() throws IOException {}

  /** Returns the port, on this machine alone. */
  public int port() {
    return server.getLocalPort();
  }

  /** Returns the requests so far, each with its body. */
  public List<String> requests() {
    return requests;
  }

  /** Returns the answer that is an invocation with this payload, and with time for it. */
  public static byte[] next(byte[] payload) {
    byte[] head =
        (NEXT.replace("1700000000000", "32503680000000")
                + "Content-Length: "
                + payload.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(head.length + payload.length).put(head).put(payload).array();
  }

  /** Answers as many requests as there are answers, on one connection, and closes it. */
  public CompletableFuture<Void> answer(String... answers) {
    return answer(
        Stream.of(answers)
            .map(answer -> answer.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new));
  }

  /** Answers as many requests as there are answers, on one connection, and closes it. */
  public CompletableFuture<Void> answer(byte[]... answers) {
    return CompletableFuture.runAsync(
        () -> {
          try (Socket socket = server.accept()) {
            for (byte[] answer : answers) {
              requests.add(request(socket.getInputStream()));
              socket.getOutputStream().write(answer);
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
