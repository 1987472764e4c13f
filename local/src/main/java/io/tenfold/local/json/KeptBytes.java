package io.tenfold.local.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A stream that keeps bytes which were read from it, from a position on. */
final class KeptBytes extends InputStream {
  private static final int CAPACITY = 256 * 1024;

  private final InputStream source;
  private byte[] bytes = new byte[CAPACITY];

  /** Where the first of the bytes is in the stream. */
  private long start;

  private int end;
  private int passed;
  private long kept = Long.MAX_VALUE;

  KeptBytes(InputStream source) {
    this.source = source;
  }

  /** Keeps what comes from a position on, which it holds, and nothing before it. */
  void keepFrom(long position) {
    kept = position;
  }

  /** Keeps no more than what was read last. */
  void keepNothing() {
    kept = Long.MAX_VALUE;
  }

  /** Tells whether it has the byte at a position, from 0 at the stream's beginning. */
  boolean holds(long position) {
    return position >= start && position < start + end;
  }

  /** Returns the byte at a position that it holds. */
  byte at(long position) {
    return bytes[(int) (position - start)];
  }

  /** Returns the bytes from one position that it holds to another. */
  byte[] range(long from, long to) {
    return Arrays.copyOfRange(bytes, (int) (from - start), (int) (to - start));
  }

  @Override
  public int read() throws IOException {
    return passed < end || fill() ? bytes[passed++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (passed == end && !fill()) {
      return -1;
    }
    int count = Math.min(length, end - passed);
    System.arraycopy(bytes, passed, to, offset, count);
    passed += count;
    return count;
  }

  private boolean fill() throws IOException {
    int from = (int) Math.min(kept - start, end);
    System.arraycopy(bytes, from, bytes, 0, end - from);
    start += from;
    end -= from;
    passed = end;
    if (2 * end > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    int count = source.read(bytes, end, bytes.length - end);
    end += Math.max(0, count);
    return count >= 0;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
