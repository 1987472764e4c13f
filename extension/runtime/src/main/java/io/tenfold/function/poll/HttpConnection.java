package io.tenfold.function.poll;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One HTTP/1.1 connection that is kept, for one request at a time.
 *
 * <p>The JDK's clients bring proxies, authentication, TLS and cookies into the binary, and a pool
 * of connections; Lambda's Runtime API needs none of them.
 */
public final class HttpConnection {
  private static final int HTTP_PORT = 80;
  private static final int BUFFER_SIZE = 16 * 1024;
  private static final int LONGEST_LINE = 64 * 1024;

  private final String server;
  private final String host;
  private final int port;
  private final ByteBuffer received = ByteBuffer.allocate(BUFFER_SIZE).limit(0);
  private final ByteBuffer toSend = ByteBuffer.allocate(BUFFER_SIZE);
  private ByteChannel channel;
  private boolean answered;

  /** Takes the server as {@code host:port}; connects with the first request. */
  HttpConnection(String server) {
    int colon = server.lastIndexOf(':');
    this.server = server;
    this.host = withoutBrackets(colon < 0 ? server : server.substring(0, colon));
    this.port = colon < 0 ? HTTP_PORT : Integer.parseInt(server.substring(colon + 1));
  }

  /** An IPv6 address has them in a URL, and nowhere else. */
  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** Fetches a path. */
  HttpResponse get(String path) throws IOException {
    return exchange(("GET " + path + " HTTP/1.1\r\n" + common() + "\r\n"), new byte[0]);
  }

  /** Posts JSON in UTF-8 to a path; {@code headers} are whole lines. */
  HttpResponse post(String path, String headers, byte[] json) throws IOException {
    return exchange(
        "POST "
            + path
            + " HTTP/1.1\r\n"
            + common()
            + headers
            + "Content-Type: application/json\r\nContent-Length: "
            + json.length
            + "\r\n\r\n",
        json);
  }

  /** Makes another channel the connection, until it is closed. */
  void connectTo(ByteChannel other) {
    channel = other;
    received.clear().flip();
  }

  private String common() {
    return "Host: " + server + "\r\nUser-Agent: tenfold\r\n";
  }

  private HttpResponse exchange(String head, byte[] body) throws IOException {
    boolean reused = channel != null;
    try {
      return sendAndReceive(head, body);
    } catch (IOException e) {
      close();
      // The server may have closed the connection while it was idle: that is not its answer.
      if (reused && !answered) {
        return sendAndReceive(head, body);
      }
      throw e;
    }
  }

  private HttpResponse sendAndReceive(String head, byte[] body) throws IOException {
    answered = false;
    if (channel == null) {
      connectTo(open(host, port));
    }
    send(head.getBytes(StandardCharsets.ISO_8859_1), body);
    HttpResponse response = receive();
    if ("close".equalsIgnoreCase(response.header("Connection"))) {
      close();
    }
    return response;
  }

  /** Connects to a server; {@code NativeConnection} does it instead in a native image. */
  private static ByteChannel open(String host, int port) throws IOException {
    SocketChannel socket = SocketChannel.open(new InetSocketAddress(host, port));
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return socket;
  }

  /** Goes once through what only a real connection does, without one to a server. */
  static void rehearse() throws IOException {
    // The JDK's sockets are there as they are; NativeConnection has something to do.
  }

  private void send(byte[]... parts) throws IOException {
    toSend.clear();
    for (byte[] part : parts) {
      int from = 0;
      while (from < part.length) {
        int length = Math.min(part.length - from, toSend.remaining());
        toSend.put(part, from, length);
        from += length;
        if (!toSend.hasRemaining()) {
          flush();
        }
      }
    }
    flush();
  }

  private void flush() throws IOException {
    toSend.flip();
    while (toSend.hasRemaining()) {
      channel.write(toSend);
    }
    toSend.clear();
  }

  private HttpResponse receive() throws IOException {
    String status = line();
    while (status.startsWith("HTTP/1.1 1")) {
      headers();
      status = line();
    }
    if (!status.startsWith("HTTP/1.") || status.length() < 12) {
      throw new IOException("not an HTTP response: " + status);
    }
    HttpResponse head =
        new HttpResponse(Integer.parseInt(status.substring(9, 12)), headers(), new byte[0]);
    return new HttpResponse(head.status(), head.headers(), body(head));
  }

  private List<String> headers() throws IOException {
    List<String> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      headers.add(line);
    }
    return headers;
  }

  private byte[] body(HttpResponse head) throws IOException {
    if (head.status() == 204 || head.status() == 304) {
      return head.body();
    }
    String length = head.header("Content-Length");
    if (length != null) {
      byte[] body = new byte[Integer.parseInt(length)];
      read(body);
      return body;
    }
    String encoding = head.header("Transfer-Encoding");
    if (encoding == null || !encoding.equalsIgnoreCase("chunked")) {
      throw new IOException("an HTTP response without a length");
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      byte[] chunk = new byte[size];
      read(chunk);
      body.write(chunk);
      line();
    }
    headers();
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    String line = line();
    int semicolon = line.indexOf(';');
    return Integer.parseInt((semicolon < 0 ? line : line.substring(0, semicolon)).strip(), 16);
  }

  /**
   * Takes a line out of the buffer as it lies there: byte by byte, it took half of a record's time.
   */
  private String line() throws IOException {
    String begun = "";
    while (true) {
      fill();
      int from = received.position();
      int end = lineFeed(from);
      boolean whole = end < received.limit();
      received.position(whole ? end + 1 : end);
      String line = begun + text(from, whole ? withoutReturn(from, end) : end);
      if (line.length() > LONGEST_LINE) {
        throw new IOException("an HTTP header of more than " + LONGEST_LINE + " bytes");
      }
      if (whole) {
        return line.stripTrailing();
      }
      begun = line;
    }
  }

  /** Where the next line feed is in the buffer; its end, if there is none. */
  private int lineFeed(int from) {
    byte[] bytes = received.array();
    int end = from;
    while (end < received.limit() && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  private int withoutReturn(int from, int end) {
    return end > from && received.get(end - 1) == '\r' ? end - 1 : end;
  }

  private String text(int from, int to) {
    return new String(received.array(), from, to - from, StandardCharsets.ISO_8859_1);
  }

  private void read(byte[] bytes) throws IOException {
    int from = 0;
    while (from < bytes.length) {
      fill();
      int length = Math.min(bytes.length - from, received.remaining());
      received.get(bytes, from, length);
      from += length;
    }
  }

  private void fill() throws IOException {
    if (received.hasRemaining()) {
      return;
    }
    received.clear();
    int count = channel.read(received);
    received.flip();
    if (count < 0) {
      throw new EOFException("the server closed the connection");
    }
    answered = true;
  }

  /** Closes the connection; the next request makes another. */
  void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
