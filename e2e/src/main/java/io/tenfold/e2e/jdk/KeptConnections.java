package io.tenfold.e2e.jdk;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * A server that answers every POST with the number of the connection that it came by, and what its
 * client goes by next, after the server has ended a connection, or said something unasked.
 */
final class KeptConnections implements AutoCloseable {
  private static final int BODY = 3;

  private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final CompletableFuture<Void> served = CompletableFuture.runAsync(this::serve);
  private volatile Socket last;

  private KeptConnections() throws IOException {}

  static String numbers() throws Exception {
    try (KeptConnections connections = new KeptConnections()) {
      String numbers = connections.post() + connections.post();
      connections.last.getOutputStream().write('\n');
      numbers += connections.post();
      connections.last.shutdownOutput();
      return numbers + connections.post() + connections.post();
    }
  }

  private String post() throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + server.getLocalPort() + "/").toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(BODY);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(new byte[BODY]);
    }
    return new String(connection.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  private void serve() {
    for (int number = 1; !server.isClosed(); number++) {
      try (Socket socket = server.accept()) {
        socket.setTcpNoDelay(true);
        last = socket;
        answerAll(socket, number);
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  @SuppressWarnings("deprecation") // A line of a request's head, of ASCII.
  private static void answerAll(Socket socket, int number) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.isEmpty()) {
        in.readFully(new byte[BODY]);
        socket
            .getOutputStream()
            .write(
                ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + number)
                    .getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  @Override
  public void close() throws Exception {
    server.close();
    if (last != null) {
      last.close();
    }
    served.get();
  }
}
