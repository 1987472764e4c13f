package io.tenfold.local.map.result;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * A growing buffer of JSON in UTF-8.
 *
 * <p>Jackson's generator refuses unpaired surrogates, which an error message from a function may
 * hold; a record must not be lost for that, so they are written as escapes here.
 */
final class JsonLine {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  /** The longest form of one char, an escape like {@code \}{@code u001f}. */
  private static final int LONGEST = 6;

  private byte[] bytes = new byte[2048];
  private int length;
  private char[] chars = new char[2048];

  int length() {
    return length;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  /** Appends ASCII text as it is. */
  JsonLine raw(String ascii) {
    reserve(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      bytes[length++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  /** Appends text as a JSON string. */
  JsonLine string(String text) {
    int count = text.length();
    reserve(2 * count + 2);
    bytes[length++] = '"';
    if (chars.length < count) {
      chars = new char[Math.max(2 * chars.length, count)];
    }
    // Read from an array: a String looks at its own form for each char, and the texts are long.
    text.getChars(0, count, chars, 0);
    for (int i = 0; i < count; i++) {
      i = plain(i, count);
      if (i == count) {
        break;
      }
      char c = chars[i];
      // Room for what is left, should the rest be plain.
      reserve(LONGEST + 2 * (count - i));
      if (Character.isHighSurrogate(c) && i + 1 < count && Character.isLowSurrogate(chars[i + 1])) {
        encode(Character.toCodePoint(c, chars[++i]));
      } else if (c < 0x80 || Character.isSurrogate(c)) {
        escape(c);
      } else {
        encode(c);
      }
    }
    reserve(1);
    bytes[length++] = '"';
    return this;
  }

  /**
   * Appends what stands for itself, and quotation marks, of which JSON within JSON is full; for
   * either there is room. Returns where that ends.
   */
  private int plain(int from, int end) {
    byte[] to = bytes;
    char[] text = chars;
    int at = length;
    int i = from;
    for (; i < end; i++) {
      char c = text[i];
      if (c < 0x20 || c >= 0x7F) {
        break;
      }
      if (c == '"' || c == '\\') {
        to[at++] = '\\';
      }
      to[at++] = (byte) c;
    }
    length = at;
    return i;
  }

  private void escape(char c) {
    bytes[length++] = '\\';
    switch (c) {
      case '\n' -> bytes[length++] = 'n';
      case '\r' -> bytes[length++] = 'r';
      case '\t' -> bytes[length++] = 't';
      default -> {
        bytes[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
          bytes[length++] = HEX[c >> shift & 0xF];
        }
      }
    }
  }

  private void encode(int codePoint) {
    if (codePoint < 0x800) {
      bytes[length++] = (byte) (0xC0 | codePoint >> 6);
    } else {
      if (codePoint < 0x10000) {
        bytes[length++] = (byte) (0xE0 | codePoint >> 12);
      } else {
        bytes[length++] = (byte) (0xF0 | codePoint >> 18);
        bytes[length++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
      }
      bytes[length++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
    }
    bytes[length++] = (byte) (0x80 | codePoint & 0x3F);
  }

  private void reserve(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }
}
