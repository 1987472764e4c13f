package io.tenfold.local.map.read;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Passes UTF-8 on, without its byte order mark, and fails at the first byte that is not UTF-8 or
 * once more bytes were passed on than the reader allowed.
 *
 * <p>Parsers replace or accept some malformed sequences (Jackson takes overlong ones and encoded
 * surrogates), and a replaced character would be a changed record.
 */
final class TextStream extends InputStream {
  /** Windows-1252's characters from 0x80 to 0x9F; those beyond are Latin-1's, and Unicode's. */
  private static final String WINDOWS_1252 = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** Taken from bytes of which one is less, and none is above ASCII, it leaves a top bit set. */
  private static final long BELOW_PLAIN = ('\n' + 1) * 0x0101010101010101L;

  private static final long TOP_BITS = 0x8080808080808080L;

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
  private int leading;
  private long leadingAt;
  private boolean beyondAscii;
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

  /** Tells whether the first bytes that were read are a JSON array's or object's. */
  boolean seemsToBeJson() {
    return head != null && head.length > 0 && (head[0] == '[' || head[0] == '{');
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
        throw at(passed, "the file ends within a character; it was cut off");
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
    head = new FirstBytes(source.readNBytes(FirstBytes.COUNT)).ofText();
  }

  /**
   * Returns how many bytes are good; a fault after them waits until they are read, so that what is
   * wrong with a file is what is wrong first, however its bytes come.
   */
  private int check(byte[] bytes, int offset, int count) {
    long before = passed - offset;
    int end = offset + count;
    for (int i = plain(bytes, offset, end); i < end; i = plain(bytes, i + 1, end)) {
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
          fault = invalid(leading, leadingAt);
          return i - offset;
        }
        continuations--;
        beyondAscii |= continuations == 0;
        lowest = 0x80;
        highest = 0xBF;
      }
    }
    passed = before + end;
    return count;
  }

  /** Passes over eight bytes at a time that are ASCII, and no line's end or what is below it. */
  private int plain(byte[] bytes, int from, int end) {
    int i = from;
    while (continuations == 0 && i + Long.BYTES <= end) {
      long eight = (long) EIGHT.get(bytes, i);
      if ((((eight - BELOW_PLAIN) | eight) & TOP_BITS) != 0) {
        break;
      }
      i += Long.BYTES;
    }
    return i;
  }

  private void lead(int b) {
    leading = b;
    leadingAt = passed;
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
      fault =
          at(
              passed,
              "there is a NUL character, as in UTF-16 or a binary file; save the file as UTF-8");
    } else {
      fault = invalid(b, passed);
    }
  }

  /** Describes a byte that begins no character of UTF-8, most likely one of Windows-1252's. */
  private UnreadableText invalid(int b, long where) {
    String what = String.format("the byte 0x%02X is not UTF-8", b);
    if (beyondAscii) {
      return at(
          where,
          what
              + ", though there are characters of UTF-8 before it: the file is damaged, or put"
              + " together from files in two encodings; convert each of those to UTF-8 first");
    }
    char character = b < 0xA0 ? WINDOWS_1252.charAt(b - 0x80) : (char) b;
    if (character == 0) {
      return at(where, what + "; save the file as UTF-8");
    }
    return at(
        where,
        what
            + "; as Windows-1252 (Latin-1) it is '"
            + character
            + "': if that is right, convert the file: iconv -f WINDOWS-1252 -t UTF-8 FILE >"
            + " NEW-FILE");
  }

  private UnreadableText at(long where, String what) {
    return new UnreadableText("line " + line + ", column " + (where - lineStart + 1) + ": " + what);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
