package io.tenfold.local.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;

/**
 * The content of one message without its transfer coding, as it comes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112, 6.3</a>
 */
final class Content {
  private static final int DECIMAL = 10;
  private static final int HEXADECIMAL = 16;

  private enum Part {
    SIZED,
    UNTIL_CLOSE,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER,
    ENDED
  }

  private final Received received;
  private Part part;
  private long missing;
  private StringBuilder trailerLines;
  private Fields trailer = Fields.NONE;

  private Content(Received received, Part part, long missing) {
    this.received = received;
    this.part = part;
    this.missing = missing;
  }

  /** Returns no content. */
  static Content none(Received received) {
    return new Content(received, Part.ENDED, 0);
  }

  /** Returns what a request's head announces; where it announces nothing there is none. */
  static Content ofRequest(Received received, Fields head) throws IOException {
    return of(received, head, Part.ENDED);
  }

  /** Returns what a response's head announces; where it announces nothing, all that comes. */
  static Content ofResponse(Received received, Fields head) throws IOException {
    return of(received, head, Part.UNTIL_CLOSE);
  }

  private static Content of(Received received, Fields head, Part otherwise) throws IOException {
    String coding = head.only("Transfer-Encoding", received);
    String length = head.only("Content-Length", received);
    if (coding != null) {
      if (length != null) {
        // One recipient goes by the length and another by the chunks: no sender of ours does that.
        throw received.malformed("both a Content-Length and a Transfer-Encoding", coding);
      }
      if (!coding.equalsIgnoreCase("chunked")) {
        throw received.malformed("a transfer coding other than chunked", coding);
      }
      return new Content(received, Part.CHUNK_SIZE, 0);
    }
    return length == null
        ? new Content(received, otherwise, 0)
        : new Content(received, Part.SIZED, number(length, DECIMAL, received));
  }

  // parseLong alone would take a sign, and digits of other scripts.
  private static long number(String digits, int radix, Received received) throws IOException {
    try {
      if (!digits.isEmpty() && Character.digit(digits.charAt(0), radix) >= 0) {
        return Long.parseLong(digits, radix);
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw received.malformed("a length that is none", digits);
  }

  /** Returns the bytes still to come where the head told how many; -1 where it did not. */
  long length() {
    return switch (part) {
      case SIZED, ENDED -> missing;
      default -> -1;
    };
  }

  /**
   * Returns how many bytes of content can be taken: 0 for none yet, -1 for none any more.
   *
   * @throws IOException if what came is not what was announced
   */
  int ready() throws IOException {
    while (true) {
      switch (part) {
        case SIZED, CHUNK -> {
          if (missing > 0) {
            return (int) Math.min(missing, received.available());
          }
          part = part == Part.CHUNK ? Part.CHUNK_END : Part.ENDED;
        }
        case UNTIL_CLOSE -> {
          return received.available();
        }
        case ENDED -> {
          return -1;
        }
        default -> {
          String line = received.line();
          if (line == null) {
            return 0;
          }
          betweenChunks(line);
        }
      }
    }
  }

  private void betweenChunks(String line) throws IOException {
    switch (part) {
      case CHUNK_SIZE -> {
        int extension = line.indexOf(';');
        String size = extension < 0 ? line : line.substring(0, extension);
        missing = number(size.trim(), HEXADECIMAL, received);
        part = missing == 0 ? Part.TRAILER : Part.CHUNK;
      }
      case CHUNK_END -> {
        if (!line.isEmpty()) {
          throw received.malformed("a chunk longer than its length", line);
        }
        part = Part.CHUNK_SIZE;
      }
      case TRAILER -> inTrailer(line);
      default -> throw new IllegalStateException(part.name());
    }
  }

  private void inTrailer(String line) throws IOException {
    if (!line.isEmpty()) {
      if (trailerLines == null) {
        trailerLines = new StringBuilder();
      }
      trailerLines.append(line).append("\r\n");
      received.requireLength(trailerLines.length());
      return;
    }
    if (trailerLines != null) {
      trailer = Fields.of(trailerLines.toString(), 0, received);
    }
    part = Part.ENDED;
  }

  /** Takes bytes that are ready. */
  void take(byte[] target, int offset, int length) {
    received.take(target, offset, length);
    missing -= length;
  }

  /** Takes bytes that are ready. */
  void take(ByteArrayOutputStream target, int length) {
    received.take(target, length);
    missing -= length;
  }

  /** Takes bytes that are ready, and forgets them. */
  void drop(int length) {
    received.drop(length);
    missing -= length;
  }

  /**
   * Says that nothing more will come, when no bytes are ready.
   *
   * @throws EOFException if that is too early
   */
  void closed() throws EOFException {
    if (part != Part.UNTIL_CLOSE) {
      throw new EOFException(
          received.sender()
              + " ended the connection "
              + (missing > 0 ? missing + " bytes early" : "before the last chunk"));
    }
    part = Part.ENDED;
  }

  /** Returns the fields after the last chunk, once there is no more content. */
  Fields trailer() {
    return trailer;
  }
}
