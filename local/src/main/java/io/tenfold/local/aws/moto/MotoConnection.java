package io.tenfold.local.aws.moto;

import com.sun.net.httpserver.Headers;
import io.tenfold.local.http.HttpResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One request to moto and its response, over a connection of its own.
 *
 * <p>Not the JDK's client: that one writes the Host header itself, and moto takes the address in
 * the queue URLs it returns from that header.
 */
public final class MotoConnection implements AutoCloseable {
  /** What belongs to one connection, not to the message. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "expect",
          "http2-settings",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "content-length");

  private static final int CONNECT_LIMIT_MILLIS = 10_000;

  /** Much longer than moto ever thinks; it waits 20 s for messages at most. */
  private static final int READ_LIMIT_MILLIS = 300_000;

  private final Socket socket;
  private final HttpResponse response;

  private MotoConnection(Socket socket, HttpResponse response) {
    this.socket = socket;
    this.response = response;
  }

  /**
   * Sends a request and reads the head of the response.
   *
   * @param target the path and query as the client wrote them
   * @param length of the body in bytes; -1 for one that is sent in chunks, as it comes
   * @throws MotoUnavailable if moto is not there or gives no response
   */
  public static MotoConnection request(
      int port, String method, String target, Headers headers, InputStream body, long length)
      throws IOException {
    Socket socket = connect(port);
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(READ_LIMIT_MILLIS);
      InputStream in = socket.getInputStream();
      try {
        send(socket.getOutputStream(), method, target, headers, body, length);
      } catch (IOException e) {
        // moto may refuse a body before it has read it: the response says why.
        if (!hasResponse(in)) {
          throw e;
        }
      }
      return new MotoConnection(socket, response(in, method));
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static Socket connect(int port) throws MotoUnavailable {
    try {
      Socket socket = new Socket();
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_LIMIT_MILLIS);
      return socket;
    } catch (IOException e) {
      throw new MotoUnavailable(e);
    }
  }

  private static boolean hasResponse(InputStream in) {
    try {
      return in.available() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static HttpResponse response(InputStream in, String method) throws MotoUnavailable {
    try {
      return HttpResponse.read(in, "moto", method);
    } catch (IOException e) {
      throw new MotoUnavailable(e);
    }
  }

  private static void send(
      OutputStream socket,
      String method,
      String target,
      Headers requestHeaders,
      InputStream body,
      long length)
      throws IOException {
    StringBuilder head = new StringBuilder(512);
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    for (Map.Entry<String, List<String>> header : requestHeaders.entrySet()) {
      if (!OF_THE_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        for (String value : header.getValue()) {
          head.append(header.getKey()).append(": ").append(value).append("\r\n");
        }
      }
    }
    head.append("Connection: close\r\n");
    if (length < 0) {
      head.append("Transfer-Encoding: chunked\r\n");
    } else if (length > 0 || method.equals("POST") || method.equals("PUT")) {
      head.append("Content-Length: ").append(length).append("\r\n");
    }
    head.append("\r\n");
    OutputStream out = new BufferedOutputStream(socket, 64 * 1024);
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    if (length > 0) {
      body.transferTo(out);
    } else if (length < 0) {
      sendChunks(body, out);
    }
    out.flush();
  }

  private static void sendChunks(InputStream body, OutputStream out) throws IOException {
    byte[] block = new byte[64 * 1024];
    for (int n = body.read(block); n >= 0; n = body.read(block)) {
      if (n > 0) {
        out.write((Integer.toHexString(n) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(block, 0, n);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    }
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns the response's status code. */
  public int status() {
    return response.status();
  }

  /** Returns the response's headers but those that belong to the connection. */
  public Headers responseHeaders() {
    Headers message = new Headers();
    response
        .fields()
        .forEach(
            (name, value) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                message.add(name, value);
              }
            });
    return message;
  }

  /** Returns the Content-Length as moto wrote it, or -1. */
  public long contentLength() {
    return response.contentLength();
  }

  /** Tells whether the response has a body, as far as its head tells. */
  public boolean hasBody() {
    return response.hasBody();
  }

  /** Returns the response's body; closing it closes the connection. */
  public InputStream body() {
    return response.body();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
