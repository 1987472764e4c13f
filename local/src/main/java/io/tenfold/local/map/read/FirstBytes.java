package io.tenfold.local.map.read;

import java.util.Arrays;

/**
 * The first bytes of a file that has to be UTF-8 text, which tell what it is instead.
 *
 * @param bytes four, or all there are
 */
public record FirstBytes(byte[] bytes) {
  /** How many bytes are needed. */
  static final int COUNT = 4;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** Takes the first bytes of these. */
  public static FirstBytes of(byte[] bytes) {
    return new FirstBytes(Arrays.copyOf(bytes, Math.min(bytes.length, COUNT)));
  }

  /**
   * Returns what follows UTF-8's byte order mark, or all if there is none.
   *
   * @throws UnreadableText if the file is compressed, in another encoding, or no text
   */
  byte[] ofText() throws UnreadableText {
    String instead = instead();
    if (instead != null) {
      throw new UnreadableText(instead);
    }
    return startWith(0xEF, 0xBB, 0xBF)
        ? Arrays.copyOfRange(bytes, BYTE_ORDER_MARK.length, bytes.length)
        : bytes;
  }

  /** Returns what the file is instead of UTF-8 text, and what to do about it; null if it may be. */
  public String instead() {
    if (startWith(0x1F, 0x8B)) {
      return "it is compressed with gzip, but its name does not end in .gz; rename it";
    }
    if (startWith(0x28, 0xB5, 0x2F, 0xFD)) {
      return "it is compressed with Zstandard, which the local engine does not read; tenfold run"
          + " and start unpack a file whose name ends in .zst, or unpack it (zstd -d FILE)";
    }
    if (startWith('P', 'K', 3, 4) || startWith(0xD0, 0xCF, 0x11, 0xE0)) {
      return "it is an Excel workbook or a zip archive, not text; in Excel, save it as"
          + " \"CSV UTF-8 (comma delimited)\"";
    }
    String encoding = otherEncoding();
    return encoding == null
        ? null
        : "it is encoded in "
            + encoding
            + ", not in UTF-8; convert it: iconv -f "
            + encoding
            + " -t UTF-8 FILE > NEW-FILE";
  }

  /** Returns iconv's name of an encoding other than UTF-8, or null. */
  private String otherEncoding() {
    if (startWith(0xFF, 0xFE, 0, 0) || startWith(0, 0, 0xFE, 0xFF)) {
      return "UTF-32";
    }
    if (startWith(0xFF, 0xFE) || startWith(0xFE, 0xFF)) {
      return "UTF-16";
    }
    // Without a byte order mark: two characters below U+0100, each with a byte that is 0.
    if (bytes.length == COUNT && bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0) {
      return "UTF-16LE";
    }
    if (bytes.length == COUNT && bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0) {
      return "UTF-16BE";
    }
    return null;
  }

  private boolean startWith(int... prefix) {
    if (bytes.length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 0xFF) != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
