package io.tenfold.local.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What has come over a connection and has not been taken yet. */
final class Received {
  private static final int LONGEST = 64 * 1024;

  /** How much of what is not HTTP an error tells. */
  private static final int LONGEST_QUOTE = 100;

  private final String sender;
  private byte[] bytes;
  private int start;
  private int end;

  /** Up to here there is no end of what is being looked for. */
  private int searched;

  /**
   * Makes it empty.
   *
   * @param sender who sends, as the errors call it
   * @param capacity bytes that are read at once; it grows for a larger head, and for nothing else
   */
  Received(String sender, int capacity) {
    this.sender = sender;
    this.bytes = new byte[capacity];
  }

  /** Reads what has come; returns as the source does. */
  int fill(ByteSource source) throws IOException {
    if (start == end) {
      start = 0;
      end = 0;
      searched = 0;
    } else if (end == bytes.length) {
      if (start > 0) {
        System.arraycopy(bytes, start, bytes, 0, end - start);
        end -= start;
        searched -= start;
        start = 0;
      } else {
        bytes = Arrays.copyOf(bytes, bytes.length * 2);
      }
    }
    int n = source.read(bytes, end, bytes.length - end);
    if (n > 0) {
      end += n;
    }
    return n;
  }

  /**
   * Takes lines up to an empty one, which is not returned; the last still ends in CR and LF.
   *
   * @return null until all have come
   */
  String head() throws IOException {
    for (int i = searched; i < end; i++) {
      if (endsLine(i) && i - 3 >= start && bytes[i - 2] == '\n') {
        return text(i - 3 - start, 2, 2);
      }
    }
    searched = end;
    requireLength(end - start - 3);
    return null;
  }

  /** Takes a line without its CR and LF; returns null until all of it has come. */
  String line() throws IOException {
    for (int i = searched; i < end; i++) {
      if (endsLine(i)) {
        return text(i - 1 - start, 0, 2);
      }
    }
    searched = end;
    requireLength(end - start - 1);
    return null;
  }

  // Who takes an LF alone for a line's end reads other fields, or another message, than who does
  // not: https://www.rfc-editor.org/rfc/rfc9112#section-2.2
  private boolean endsLine(int i) throws IOException {
    if (bytes[i] != '\n') {
      return false;
    }
    if (i == start || bytes[i - 1] != '\r') {
      throw malformed("a line that ends in LF alone");
    }
    return true;
  }

  /** Takes so much text, with some of what ends it, and drops the rest of that. */
  private String text(int length, int kept, int dropped) throws IOException {
    requireLength(length);
    String text = new String(bytes, start, length + kept, StandardCharsets.ISO_8859_1);
    drop(length + kept + dropped);
    for (int cr = text.indexOf('\r'); cr >= 0; cr = text.indexOf('\r', cr + 1)) {
      if (cr + 1 == text.length() || text.charAt(cr + 1) != '\n') {
        throw malformed("a CR within a line");
      }
    }
    return text;
  }

  /** Refuses what is, or can only become, longer than a head may be. */
  void requireLength(int length) throws IOException {
    if (length > LONGEST) {
      throw malformed("over 64 KiB of headers, or a line as long");
    }
  }

  /** Returns how many bytes there are. */
  int available() {
    return end - start;
  }

  /** Takes the next bytes, which must be there. */
  void take(byte[] target, int offset, int length) {
    System.arraycopy(bytes, start, target, offset, length);
    drop(length);
  }

  /** Takes the next bytes, which must be there. */
  void take(ByteArrayOutputStream target, int length) {
    target.write(bytes, start, length);
    drop(length);
  }

  /** Takes the next bytes, which must be there, and forgets them. */
  void drop(int length) {
    start += length;
    searched = start;
  }

  /** Returns who sends, as the errors call it. */
  String sender() {
    return sender;
  }

  /** Returns the error for what is not HTTP; nothing after it can be understood. */
  IOException malformed(String what) {
    return new IOException(sender + " sent " + what);
  }

  /** As the other method, with some of the text that is wrong. */
  IOException malformed(String what, String text) {
    return malformed(
        what
            + ": "
            + (text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text));
  }
}
