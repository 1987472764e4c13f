package io.tenfold.local.http;

import java.util.List;

/** Bytes that come in pieces of these lengths, over and over. */
final class Pieces implements ByteSource {
  /** All in one. */
  static final List<Integer> ONE = List.of(Integer.MAX_VALUE);

  private final byte[] bytes;
  private final List<Integer> lengths;
  private int at;
  private int reads;

  Pieces(byte[] bytes, List<Integer> lengths) {
    this.bytes = bytes;
    this.lengths = lengths;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (at == bytes.length) {
      return -1;
    }
    int n = Math.min(Math.min(lengths.get(reads++ % lengths.size()), length), bytes.length - at);
    System.arraycopy(bytes, at, target, offset, n);
    at += n;
    return n;
  }
}
