package io.tenfold.bench.coldstart;

import io.tenfold.local.http.HttpRequest;
import io.tenfold.local.http.RequestReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An HTTP server for the processes that are measured: a thread for each connection, which reads and
 * answers without handing anything over, since what it takes is part of what is measured.
 */
final class LoopbackServer implements AutoCloseable {
  /** Lambda's limit in bytes, near enough. */
  private static final int LARGEST_REQUEST = 6 * 1024 * 1024;

  /** Answers requests. */
  @FunctionalInterface
  interface Answers {
    /**
     * Writes the response to a request.
     *
     * @param at when the request had been read whole, of {@link System#nanoTime()}
     */
    void answer(HttpRequest request, long at, OutputStream out)
        throws IOException, InterruptedException;
  }

  private final String name;
  private final ServerSocket server;
  private final Answers answers;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  private LoopbackServer(String name, ServerSocket server, Answers answers) {
    this.name = name;
    this.server = server;
    this.answers = answers;
  }

  /**
   * Starts to listen at a free port of 127.0.0.1.
   *
   * @param name what its threads are called
   */
  static LoopbackServer start(String name, Answers answers) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    LoopbackServer server = new LoopbackServer(name, socket, answers);
    server.thread(server::accept);
    return server;
  }

  private void thread(Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns where it listens, as {@code 127.0.0.1:PORT}. */
  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        connections.add(connection);
        connection.setTcpNoDelay(true);
        thread(() -> serve(connection));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = connection.getInputStream();
      OutputStream out = connection.getOutputStream();
      RequestReader requests = new RequestReader("The function", LARGEST_REQUEST, out::write);
      for (HttpRequest request = requests.await(in::read);
          request != null;
          request = requests.await(in::read)) {
        answers.answer(request, System.nanoTime(), out);
      }
    } catch (IOException | InterruptedException e) {
      // The process was killed, or the measurement is over.
    } finally {
      connections.remove(connection);
    }
  }

  /** Returns a response as it goes over the wire; {@code headers} are whole lines with CR LF. */
  static byte[] response(String status, String headers, byte[] body) {
    byte[] head =
        ("HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + body.length + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] whole = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return whole;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }
}
