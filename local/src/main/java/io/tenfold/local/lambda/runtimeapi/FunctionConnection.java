package io.tenfold.local.lambda.runtimeapi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;

/**
 * One connection from a function's process: takes requests apart as their bytes come (HTTP/1.1,
 * persistent, lengths and chunks) and sends answers without ever blocking.
 */
final class FunctionConnection {
  private static final int LARGEST_HEAD = 64 * 1024;

  /** A runtime has one request at a time; more answers than these would only fill the memory. */
  private static final int MOST_UNSENT = 100;

  private static final byte[] NONE = new byte[0];
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private enum Part {
    HEAD,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER
  }

  private final SocketChannel channel;
  private final SelectionKey key;
  private final int bodyLimit;
  private final Deque<ByteBuffer> unsent = new ArrayDeque<>();

  private byte[] bytes = new byte[16 * 1024];
  private int start;
  private int end;

  private Part part = Part.HEAD;
  private String method;
  private String path;
  private String errorType;
  private String errorBody;
  private boolean failedMidStream;
  private boolean close;
  private boolean tooLarge;
  private long missing;
  private byte[] fixedBody = NONE;
  private int fixedLength;
  private ByteArrayOutputStream chunks;
  private boolean closeWhenSent;

  /** Takes an accepted, non-blocking channel and its key; bodies over the limit are not kept. */
  FunctionConnection(SocketChannel channel, SelectionKey key, int bodyLimit) {
    this.channel = channel;
    this.key = key;
    this.bodyLimit = bodyLimit;
  }

  /** Reads what has come, and returns the number of bytes: 0 for none yet, -1 at the end. */
  int read() throws IOException {
    if (start == end) {
      start = 0;
      end = 0;
    } else if (end == bytes.length) {
      if (start > 0) {
        System.arraycopy(bytes, start, bytes, 0, end - start);
        end -= start;
        start = 0;
      } else {
        bytes = Arrays.copyOf(bytes, bytes.length * 2);
      }
    }
    int n = channel.read(ByteBuffer.wrap(bytes, end, bytes.length - end));
    if (n > 0) {
      end += n;
    }
    return n;
  }

  /**
   * Returns the next whole request, or null until more bytes have been read.
   *
   * @throws IOException if what came is not HTTP; the connection cannot be used any more
   */
  HttpRequest next() throws IOException {
    try {
      return parse();
    } catch (NumberFormatException e) {
      throw new IOException("The function's process sent a malformed request", e);
    }
  }

  private HttpRequest parse() throws IOException {
    while (true) {
      switch (part) {
        case HEAD -> {
          int headEnd = endOfHead();
          if (headEnd < 0) {
            if (end - start > LARGEST_HEAD) {
              throw new IOException("The function's process sent over 64 KiB of headers");
            }
            return null;
          }
          head(headEnd);
        }
        case BODY -> {
          int n = (int) Math.min(missing, end - start);
          keep(n);
          if (missing > 0) {
            return null;
          }
          return whole();
        }
        case CHUNK_SIZE -> {
          String line = line();
          if (line == null) {
            return null;
          }
          int extension = line.indexOf(';');
          missing = length((extension < 0 ? line : line.substring(0, extension)).trim(), 16);
          part = missing == 0 ? Part.TRAILER : Part.CHUNK;
        }
        case CHUNK -> {
          keep((int) Math.min(missing, end - start));
          if (missing > 0) {
            return null;
          }
          part = Part.CHUNK_END;
        }
        case CHUNK_END -> {
          if (line() == null) {
            return null;
          }
          part = Part.CHUNK_SIZE;
        }
        case TRAILER -> {
          String line = line();
          if (line == null) {
            return null;
          }
          if (line.isEmpty()) {
            return whole();
          }
          field(line, true);
        }
        default -> throw new IllegalStateException();
      }
    }
  }

  private int endOfHead() {
    for (int i = start; i + 3 < end; i++) {
      if (bytes[i] == '\r'
          && bytes[i + 1] == '\n'
          && bytes[i + 2] == '\r'
          && bytes[i + 3] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void head(int headEnd) throws IOException {
    String head = new String(bytes, start, headEnd - start, StandardCharsets.ISO_8859_1);
    start = headEnd + 4;
    int lineEnd = head.indexOf("\r\n");
    String requestLine = lineEnd < 0 ? head : head.substring(0, lineEnd);
    int first = requestLine.indexOf(' ');
    int second = requestLine.indexOf(' ', first + 1);
    if (first < 0 || second < 0 || !requestLine.startsWith("HTTP/1.", second + 1)) {
      throw new IOException("The function's process sent something that is not HTTP/1.1");
    }
    method = requestLine.substring(0, first);
    path = requestLine.substring(first + 1, second);
    errorType = null;
    errorBody = null;
    failedMidStream = false;
    tooLarge = false;
    chunks = null;
    fixedBody = NONE;
    fixedLength = 0;
    missing = 0;
    close = requestLine.endsWith("/1.0");
    boolean chunked = false;
    boolean expectsContinue = false;
    while (lineEnd >= 0) {
      int from = lineEnd + 2;
      lineEnd = head.indexOf("\r\n", from);
      String line = lineEnd < 0 ? head.substring(from) : head.substring(from, lineEnd);
      switch (field(line, false)) {
        case CHUNKED -> chunked = true;
        case CONTINUE -> expectsContinue = true;
        case NOTHING -> {}
      }
    }
    if (chunked) {
      part = Part.CHUNK_SIZE;
      chunks = new ByteArrayOutputStream();
    } else {
      part = Part.BODY;
      tooLarge = missing > bodyLimit;
      fixedBody = tooLarge || missing == 0 ? NONE : new byte[(int) missing];
    }
    if (expectsContinue) {
      send(ByteBuffer.wrap(CONTINUE), false);
    }
  }

  private enum Meaning {
    CHUNKED,
    CONTINUE,
    NOTHING
  }

  private Meaning field(String line, boolean trailer) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return Meaning.NOTHING;
    }
    String value = line.substring(colon + 1).trim();
    switch (line.substring(0, colon).trim().toLowerCase(Locale.ROOT)) {
      case "content-length" -> missing = length(value, 10);
      case "transfer-encoding" -> {
        return value.toLowerCase(Locale.ROOT).contains("chunked")
            ? Meaning.CHUNKED
            : Meaning.NOTHING;
      }
      case "expect" -> {
        return value.equalsIgnoreCase("100-continue") ? Meaning.CONTINUE : Meaning.NOTHING;
      }
      case "connection" -> close = value.equalsIgnoreCase("close") || close;
      case "lambda-runtime-function-error-type" -> {
        errorType = value;
        failedMidStream = trailer;
      }
      case "lambda-runtime-function-error-body" -> errorBody = value;
      default -> {}
    }
    return Meaning.NOTHING;
  }

  private static long length(String digits, int radix) {
    long length = Long.parseLong(digits, radix);
    if (length < 0) {
      throw new NumberFormatException("A length below 0: " + digits);
    }
    return length;
  }

  private String line() throws IOException {
    for (int i = start; i + 1 < end; i++) {
      if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
        String line = new String(bytes, start, i - start, StandardCharsets.ISO_8859_1);
        start = i + 2;
        return line;
      }
    }
    if (end - start > LARGEST_HEAD) {
      throw new IOException("The function's process sent a line over 64 KiB");
    }
    return null;
  }

  // What is over the limit is read and dropped, so that the client gets to read the answer.
  private void keep(int n) {
    if (chunks != null && !tooLarge) {
      tooLarge = chunks.size() + n > bodyLimit;
    }
    if (!tooLarge) {
      if (chunks != null) {
        chunks.write(bytes, start, n);
      } else {
        System.arraycopy(bytes, start, fixedBody, fixedLength, n);
        fixedLength += n;
      }
    }
    start += n;
    missing -= n;
  }

  private HttpRequest whole() {
    part = Part.HEAD;
    byte[] body = chunks == null ? fixedBody : chunks.toByteArray();
    HttpRequest request =
        new HttpRequest(method, path, body, tooLarge, errorType, errorBody, failedMidStream, close);
    chunks = null;
    fixedBody = NONE;
    return request;
  }

  /**
   * Sends an answer, now or as the client takes it, and then closes if asked to.
   *
   * @throws IOException if the client is gone, or takes none of many answers
   */
  void send(ByteBuffer answer, boolean thenClose) throws IOException {
    if (unsent.size() == MOST_UNSENT) {
      throw new IOException("The function's process does not take its answers");
    }
    closeWhenSent |= thenClose;
    unsent.add(answer);
    flush();
  }

  /** Sends what the client takes of the answers not yet sent. */
  void flush() throws IOException {
    while (!unsent.isEmpty()) {
      channel.write(unsent.peek());
      if (unsent.peek().hasRemaining()) {
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        return;
      }
      unsent.remove();
    }
    if (closeWhenSent) {
      close();
    } else if (key.interestOps() != SelectionKey.OP_READ) {
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  /**
   * Returns, once the client has closed its end, whether it had done so before it took what was
   * sent last: the kernel answers data for a socket that is gone with a reset, after which no more
   * can be written; after data that the process had taken it can.
   */
  boolean refusedLastAnswer() {
    if (!unsent.isEmpty()) {
      return true;
    }
    try {
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Returns whether the connection can still be used. */
  boolean isOpen() {
    return channel.isOpen();
  }

  /** Closes the connection. */
  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Closed is all it is to be.
    }
  }
}
