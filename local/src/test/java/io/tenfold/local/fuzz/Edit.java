package io.tenfold.local.fuzz;

import java.util.Arrays;

/**
 * One change to some bytes; places are told as fractions of the length, so that it fits any.
 *
 * @param text what is put in, or in the place of what is there
 */
record Edit(Kind kind, double place, double size, byte[] text) {
  enum Kind {
    FLIP,
    INSERT,
    OVERWRITE,
    REMOVE,
    REPEAT,
    CUT
  }

  byte[] applyTo(byte[] bytes) {
    int at = (int) (place * bytes.length);
    int end = at + (int) (size * size * (bytes.length - at));
    return switch (kind) {
      case FLIP -> {
        byte[] flipped = bytes.clone();
        if (flipped.length > 0) {
          flipped[at] ^= (byte) (1 << (int) (size * 8));
        }
        yield flipped;
      }
      case INSERT -> spliced(bytes, at, at, text);
      case OVERWRITE -> spliced(bytes, at, Math.min(bytes.length, at + text.length), text);
      case REMOVE -> spliced(bytes, at, end, new byte[0]);
      case REPEAT -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
      case CUT -> Arrays.copyOf(bytes, at);
    };
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] inserted) {
    byte[] all = Arrays.copyOf(bytes, from + inserted.length + bytes.length - to);
    System.arraycopy(inserted, 0, all, from, inserted.length);
    System.arraycopy(bytes, to, all, from + inserted.length, bytes.length - to);
    return all;
  }
}
