package io.tenfold.local.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A response whose content is read as it comes. */
public final class HttpResponse {
  private static final int CAPACITY = 64 * 1024;
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final int status;
  private final Fields fields;
  private final long contentLength;
  private final boolean hasBody;
  private final InputStream body;

  private HttpResponse(
      int status, Fields fields, long contentLength, boolean hasBody, InputStream body) {
    this.status = status;
    this.fields = fields;
    this.contentLength = contentLength;
    this.hasBody = hasBody;
    this.body = body;
  }

  /**
   * Reads the head of the only or last response of a connection, past interim ones.
   *
   * @param server who sends, as the errors call it
   * @param method of the request, as the response to HEAD announces content that does not come
   * @throws IOException if what came is not HTTP, or not whole
   */
  public static HttpResponse read(InputStream in, String server, String method) throws IOException {
    Received received = new Received(server, CAPACITY);
    String head = head(in, received);
    int status = status(head, received);
    while (status < 200) {
      if (status == SWITCHING_PROTOCOLS) {
        throw received.malformed("another protocol, which nobody asked for", head);
      }
      head = head(in, received);
      status = status(head, received);
    }
    Fields fields = Fields.of(head, head.indexOf('\n') + 1, received);
    Content announced = Content.ofResponse(received, fields);
    boolean none = method.equals("HEAD") || status == NO_CONTENT || status == NOT_MODIFIED;
    Content content = none ? Content.none(received) : announced;
    return new HttpResponse(
        status, fields, announced.length(), content.length() != 0, new Body(in, received, content));
  }

  private static String head(InputStream in, Received received) throws IOException {
    String head = received.head();
    while (head == null) {
      if (received.fill(in::read) < 0) {
        throw new EOFException(received.sender() + " ended the connection");
      }
      head = received.head();
    }
    return head;
  }

  /** Returns the three digits of {@code HTTP/1.1 200} or {@code HTTP/1.1 200 OK}. */
  private static int status(String head, Received received) throws IOException {
    int end = head.indexOf('\r');
    int from = "HTTP/1.1 ".length();
    int to = from + 3;
    boolean is =
        end >= to
            && head.startsWith("HTTP/1.")
            && Character.digit(head.charAt(from - 2), 10) >= 0
            && head.charAt(from - 1) == ' '
            && head.charAt(from) != '0'
            && (end == to || head.charAt(to) == ' ');
    for (int i = from; is && i < to; i++) {
      is = Character.digit(head.charAt(i), 10) >= 0;
    }
    if (!is) {
      throw received.malformed("something that is no response", head.substring(0, end));
    }
    return Integer.parseInt(head, from, to, 10);
  }

  /** Returns the status code. */
  public int status() {
    return status;
  }

  /** Returns the fields of the head. */
  public Fields fields() {
    return fields;
  }

  /** Returns the bytes of content that the head announces, be it to HEAD, or -1. */
  public long contentLength() {
    return contentLength;
  }

  /** Tells whether there is content, as far as the head tells. */
  public boolean hasBody() {
    return hasBody;
  }

  /**
   * Returns the content, without its transfer coding; closing it closes the stream below. Reading
   * it throws an exception where the connection ends before the content does.
   */
  public InputStream body() {
    return body;
  }

  private static final class Body extends InputStream {
    private final InputStream in;
    private final Received received;
    private final Content content;

    Body(InputStream in, Received received, Content content) {
      this.in = in;
      this.received = received;
      this.content = content;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int ready = content.ready();
      while (ready == 0) {
        if (received.fill(in::read) < 0) {
          content.closed();
        }
        ready = content.ready();
      }
      if (ready < 0) {
        return -1;
      }
      int n = Math.min(ready, length);
      content.take(bytes, offset, n);
      return n;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
