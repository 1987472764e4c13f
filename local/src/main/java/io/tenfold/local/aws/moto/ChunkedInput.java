package io.tenfold.local.aws.moto;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The content of a body in chunked transfer coding.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112, 7.1</a>
 */
final class ChunkedInput extends InputStream {
  private final InputStream in;
  private long left;
  private boolean begun;
  private boolean ended;

  ChunkedInput(InputStream in) {
    this.in = in;
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
    if (left == 0 && !nextChunk()) {
      return -1;
    }
    int read = in.read(bytes, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException("The response ended within a chunk");
    }
    left -= read;
    return read;
  }

  private boolean nextChunk() throws IOException {
    if (ended) {
      return false;
    }
    if (begun) {
      HttpLine.read(in);
    }
    begun = true;
    String size = HttpLine.read(in);
    left = length(size.split(";", 2)[0].trim());
    ended = left == 0;
    return !ended;
  }

  private static long length(String digits) throws IOException {
    try {
      long length = Long.parseLong(digits, 16);
      if (length >= 0) {
        return length;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IOException("A chunk's length is no number: " + digits);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
