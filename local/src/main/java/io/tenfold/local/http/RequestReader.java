package io.tenfold.local.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads the requests of one connection, one after the other. */
public final class RequestReader {
  private static final int CAPACITY = 16 * 1024;
  private static final byte[] NONE = new byte[0];

  /** Asks a client for the content that it keeps back until it is asked: {@code 100 Continue}. */
  @FunctionalInterface
  public interface Continue {
    /** Sends the interim response, which is given as it goes over the wire. */
    void send(byte[] response) throws IOException;
  }

  private final Received received;
  private final int bodyLimit;
  private final Continue toContinue;

  /** What is there of the next request; null before its head is. */
  private Incoming incoming;

  /**
   * Begins a connection.
   *
   * @param client who sends, as the errors call it
   * @param bodyLimit bytes; of larger bodies nothing or a beginning is kept
   */
  public RequestReader(String client, int bodyLimit, Continue toContinue) {
    this.received = new Received(client, CAPACITY);
    this.bodyLimit = bodyLimit;
    this.toContinue = toContinue;
  }

  /** Reads what has come, and returns the number of bytes: 0 for none yet, -1 at the end. */
  public int fill(ByteSource source) throws IOException {
    return received.fill(source);
  }

  /**
   * Returns the next whole request, or null until more has been read.
   *
   * @throws IOException if what came is not HTTP; the connection cannot be used any more
   */
  public HttpRequest next() throws IOException {
    if (incoming == null) {
      String head = received.head();
      if (head == null) {
        return null;
      }
      incoming = begin(head);
    }
    if (!incoming.isWhole()) {
      return null;
    }
    HttpRequest whole = incoming.request();
    incoming = null;
    return whole;
  }

  /**
   * Waits for the next whole request of a source that waits; returns null where the client closes
   * the connection instead.
   *
   * @throws IOException if what came is not HTTP, or not whole
   */
  public HttpRequest await(ByteSource source) throws IOException {
    HttpRequest next = next();
    while (next == null) {
      if (fill(source) < 0) {
        if (incoming != null || received.available() > 0) {
          throw new EOFException(received.sender() + " ended the connection within a request");
        }
        return null;
      }
      next = next();
    }
    return next;
  }

  private Incoming begin(String head) throws IOException {
    int end = head.indexOf('\r');
    int first = head.indexOf(' ');
    int second = head.indexOf(' ', first + 1);
    // "GET / HTTP/1.1": two single spaces, and the version's one digit at the end.
    if (first <= 0
        || second <= first + 1
        || second + "HTTP/1.1".length() + 1 != end
        || !head.startsWith("HTTP/1.", second + 1)
        || Character.digit(head.charAt(end - 1), 10) < 0) {
      throw received.malformed("something that is not HTTP/1.1", head.substring(0, end));
    }
    Fields fields = Fields.of(head, end + 2, received);
    Incoming begun =
        new Incoming(
            head.substring(0, first),
            head.substring(first + 1, second),
            fields,
            head.charAt(end - 1) == '0' || fields.has("Connection", "close"),
            Content.ofRequest(received, fields),
            bodyLimit);
    if ("100-continue".equalsIgnoreCase(fields.first("Expect"))) {
      toContinue.send("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    return begun;
  }

  /** A request whose head is there. */
  private static final class Incoming {
    private final String method;
    private final String target;
    private final Fields fields;
    private final boolean close;
    private final Content content;
    private final int limit;

    /** The content where its length is known, and else the chunks. */
    private final byte[] sized;

    private final ByteArrayOutputStream chunks;
    private int kept;
    private boolean tooLarge;

    Incoming(
        String method, String target, Fields fields, boolean close, Content content, int limit) {
      this.method = method;
      this.target = target;
      this.fields = fields;
      this.close = close;
      this.content = content;
      this.limit = limit;
      long length = content.length();
      tooLarge = length > limit;
      sized = length <= 0 || tooLarge ? NONE : new byte[(int) length];
      chunks = length < 0 ? new ByteArrayOutputStream() : null;
    }

    /** Takes what has come of the content, and tells whether that was the last of it. */
    boolean isWhole() throws IOException {
      int n = content.ready();
      while (n > 0) {
        keep(n);
        n = content.ready();
      }
      return n < 0;
    }

    // What is over the limit is read and dropped, so that the client gets to read the answer.
    private void keep(int n) {
      tooLarge |= chunks != null && n > limit - kept;
      if (tooLarge) {
        content.drop(n);
      } else if (chunks != null) {
        content.take(chunks, n);
      } else {
        content.take(sized, kept, n);
      }
      kept += tooLarge ? 0 : n;
    }

    HttpRequest request() {
      byte[] body = chunks == null ? sized : chunks.toByteArray();
      return new HttpRequest(method, target, fields, content.trailer(), body, tooLarge, close);
    }
  }
}
