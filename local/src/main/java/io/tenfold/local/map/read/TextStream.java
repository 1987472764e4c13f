package io.tenfold.local.map.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Passes UTF-8 on, without its byte order mark, and fails at the first byte that is not UTF-8 or
 * once more bytes were passed on than the reader allowed.
 *
 * <p>Parsers replace or accept some malformed sequences (Jackson takes overlong ones and encoded
 * surrogates), and a replaced character would be a changed record.
 */
final class TextStream extends InputStream {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream source;
  private byte[] head;
  private int headPosition;
  private long line = 1;
  // Bytes passed on before the current line's first.
  private long lineStart;
  private long passed;
  private long allowed = Long.MAX_VALUE;
  private String excess = "";
  // What is left of the multi-byte sequence at hand, and the range of its next byte.
  private int continuations;
  private int lowest;
  private int highest;
  private boolean ended;
  private UnreadableText fault;

  TextStream(InputStream source) {
    this.source = source;
  }

  /** Lets this many more bytes pass; past them, reading fails with this message. */
  void allow(long bytes, String message) {
    allowed = bytes == Long.MAX_VALUE ? bytes : passed + bytes;
    excess = message;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (fault != null) {
      throw fault;
    }
    if (head == null) {
      readHead();
    }
    int count;
    if (headPosition < head.length) {
      count = Math.min(length, head.length - headPosition);
      System.arraycopy(head, headPosition, target, offset, count);
      headPosition += count;
    } else {
      count = source.read(target, offset, length);
    }
    if (count < 0) {
      if (continuations > 0 && !ended) {
        throw invalid("the file ends within a character; it was cut off");
      }
      ended = true;
      return -1;
    }
    int valid = check(target, offset, count);
    if (passed > allowed) {
      throw new UnreadableText(excess);
    }
    if (valid == 0) {
      throw fault;
    }
    return valid;
  }

  private void readHead() throws IOException {
    byte[] first = source.readNBytes(4);
    if (startsWith(first, 0x1F, 0x8B)) {
      throw new UnreadableText(
          "it is compressed with gzip, but its name does not end in .gz; rename it");
    }
    if (startsWith(first, 0x28, 0xB5, 0x2F, 0xFD)) {
      throw new UnreadableText(
          "it is compressed with Zstandard, which the local engine does not read; use gzip");
    }
    if (startsWith(first, 0xFE, 0xFF) || startsWith(first, 0xFF, 0xFE)) {
      throw new UnreadableText("it is UTF-16; convert it to UTF-8");
    }
    boolean marked = first.length >= 3 && Arrays.equals(first, 0, 3, BYTE_ORDER_MARK, 0, 3);
    head = marked ? Arrays.copyOfRange(first, 3, first.length) : first;
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
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

  /**
   * Returns how many bytes are good; a fault after them waits until they are read, so that what is
   * wrong with a file is what is wrong first, however its bytes come.
   */
  private int check(byte[] bytes, int offset, int count) {
    long before = passed - offset;
    int end = offset + count;
    for (int i = offset; i < end; i++) {
      int b = bytes[i];
      if (continuations == 0) {
        if (b > 0) {
          if (b == '\n') {
            line++;
            lineStart = before + i + 1;
          }
          continue;
        }
        passed = before + i;
        lead(b & 0xFF);
        if (fault != null) {
          return i - offset;
        }
      } else {
        b &= 0xFF;
        if (b < lowest || b > highest) {
          passed = before + i;
          fault = invalid(String.format("the byte 0x%02X is not UTF-8 here", b));
          return i - offset;
        }
        continuations--;
        lowest = 0x80;
        highest = 0xBF;
      }
    }
    passed = before + end;
    return count;
  }

  private void lead(int b) {
    lowest = 0x80;
    highest = 0xBF;
    if (b >= 0xC2 && b <= 0xDF) {
      continuations = 1;
    } else if (b >= 0xE0 && b <= 0xEF) {
      continuations = 2;
      if (b == 0xE0) {
        lowest = 0xA0;
      } else if (b == 0xED) {
        highest = 0x9F;
      }
    } else if (b >= 0xF0 && b <= 0xF4) {
      continuations = 3;
      if (b == 0xF0) {
        lowest = 0x90;
      } else if (b == 0xF4) {
        highest = 0x8F;
      }
    } else if (b == 0) {
      fault = invalid("there is a NUL character, as in UTF-16 or a binary file");
    } else {
      fault = invalid(String.format("the byte 0x%02X is not UTF-8", b));
    }
  }

  private UnreadableText invalid(String what) {
    return new UnreadableText(
        "line "
            + line
            + ", column "
            + (passed - lineStart + 1)
            + ": "
            + what
            + "; save the file as UTF-8");
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
