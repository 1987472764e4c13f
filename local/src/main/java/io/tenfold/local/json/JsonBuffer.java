package io.tenfold.local.json;

import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/**
 * A growing buffer of JSON in UTF-8. It is what every record goes through several times on its way,
 * so it writes straight into bytes.
 *
 * <p>Half of a surrogate pair, which JSON text may well hold as an escape and UTF-8 has no form
 * for, is written as an escape: a record must not be lost for it. Numbers from 1e-6 to 1e21 are
 * written as JavaScript, and with it JSONata, writes them.
 */
public final class JsonBuffer {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  /** The longest form of one char, an escape like {@code \}{@code u001F}. */
  private static final int LONGEST = 6;

  /** The longest form of one char that stands for itself. */
  private static final int LONGEST_UTF8 = 3;

  private static final int LONGEST_LONG = 20;

  /** Whole numbers below this are those a double holds exactly and a long too. */
  private static final double LARGEST_EXACT_INTEGER = 1e15;

  /** JavaScript writes numbers from this on without an exponent … */
  private static final double SMALLEST_PLAIN = 1e-6;

  /** … up to this, where Java does so for those from 1e-3 to 1e7 only. */
  private static final double LARGEST_PLAIN = 1e21;

  private byte[] bytes;
  private int length;
  private char[] chars = {};

  /** Makes an empty buffer that has room for so many bytes before it grows. */
  public JsonBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  /** Returns how many bytes it holds. */
  public int length() {
    return length;
  }

  /** Forgets what was appended since the buffer held so many bytes. */
  public void cut(int to) {
    length = to;
  }

  /** Returns a copy of its bytes from a position on. */
  public byte[] toBytes(int from) {
    return Arrays.copyOfRange(bytes, from, length);
  }

  /** Returns a copy of its bytes. */
  public byte[] toBytes() {
    return toBytes(0);
  }

  /** Hands on its bytes, which are in the array up to a length, and stay its own. */
  public void handTo(ObjIntConsumer<byte[]> taker) {
    taker.accept(bytes, length);
  }

  /** Writes its bytes. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  /** Appends ASCII text as it is. */
  public JsonBuffer raw(String ascii) {
    int count = ascii.length();
    reserve(count);
    for (int i = 0; i < count; i++) {
      bytes[length++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  /** Appends one ASCII character as it is. */
  public JsonBuffer raw(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  /** Appends bytes as they are. */
  public JsonBuffer raw(byte[] utf8) {
    reserve(utf8.length);
    System.arraycopy(utf8, 0, bytes, length, utf8.length);
    length += utf8.length;
    return this;
  }

  /**
   * Appends a value, as {@link Json} describes them, as compact JSON.
   *
   * @throws IllegalArgumentException if the value, or one within it, has no JSON form
   */
  public JsonBuffer value(Object value) {
    if (value instanceof String text) {
      return string(text);
    }
    if (value instanceof Map<?, ?> object) {
      return value instanceof WrittenObject written ? raw(written.utf8()) : object(object);
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof Iterable<?> array) {
      return array(array);
    }
    if (value == null || value instanceof Boolean) {
      return raw(String.valueOf(value));
    }
    if (value instanceof SerializedString text) {
      return string(text.getValue());
    }
    throw new IllegalArgumentException(
        "A " + value.getClass().getSimpleName() + " has no JSON form");
  }

  private JsonBuffer object(Map<?, ?> object) {
    char before = '{';
    for (Map.Entry<?, ?> member : object.entrySet()) {
      raw(before).string(String.valueOf(member.getKey())).raw(':').value(member.getValue());
      before = ',';
    }
    return raw(before == '{' ? "{}" : "}");
  }

  private JsonBuffer array(Iterable<?> array) {
    char before = '[';
    for (Object element : array) {
      raw(before).value(element);
      before = ',';
    }
    return raw(before == '[' ? "[]" : "]");
  }

  /**
   * Appends a value indented for people: an object's members on lines of their own, an array's
   * elements beside each other.
   *
   * @param line a line break with the indentation of the line that the value begins on
   * @throws IllegalArgumentException as {@link #value(Object)}
   */
  JsonBuffer indented(Object value, String line) {
    if (value instanceof Map<?, ?> object && !object.isEmpty()) {
      String inner = line + "  ";
      char before = '{';
      for (Map.Entry<?, ?> member : object.entrySet()) {
        raw(before).raw(inner).string(String.valueOf(member.getKey())).raw(" : ");
        indented(member.getValue(), inner);
        before = ',';
      }
      return raw(line).raw('}');
    }
    if (value instanceof Iterable<?> array) {
      String before = "[ ";
      for (Object element : array) {
        raw(before).indented(element, line);
        before = ", ";
      }
      return before.equals("[ ") ? raw("[ ]") : raw(" ]");
    }
    return value instanceof Map ? raw("{ }") : value(value);
  }

  /**
   * Appends the value that begins at a position of a JSON text, if it stands there as {@link
   * #value} writes it.
   *
   * @return whether it does; where it may be written otherwise, nothing is appended
   */
  public boolean copyWritten(JsonText json, int from) {
    int start = length;
    int end = text(json) ? WrittenValue.end(bytes, start + from, length) : -1;
    length = start;
    if (end < 0) {
      return false;
    }
    length = end - from;
    System.arraycopy(bytes, start + from, bytes, start, length - start);
    return true;
  }

  /** Appends text as it is, and tells whether UTF-8 has a form for it. */
  private boolean text(JsonText text) {
    if (text.isLiteral()) {
      reserve(text.literalLength());
      length = text.unescape(bytes, length);
      return length >= 0;
    }
    int end = text.toString().length();
    char[] from = charsOf(text.toString());
    reserve(LONGEST_UTF8 * end);
    for (int i = ascii(from, end, 0); i < end; i = ascii(from, end, i)) {
      char c = from[i++];
      boolean pair = i < end && Character.isSurrogatePair(c, from[i]);
      if (Character.isSurrogate(c) && !pair) {
        return false;
      }
      encode(pair ? Character.toCodePoint(c, from[i++]) : c);
    }
    return true;
  }

  /** Appends a decimal that stands as it is written; if it does not, nothing is appended. */
  boolean copyAmount(char[] text, int from, int count) {
    int start = length;
    reserve(count);
    ascii(text, from + count, from);
    if (WrittenValue.isAmount(bytes, start, length - start)) {
      return true;
    }
    length = start;
    return false;
  }

  /** Appends chars up to one that takes more than a byte, and returns where that is. */
  private int ascii(char[] text, int end, int from) {
    byte[] to = bytes;
    int at = length;
    int i = from;
    while (i < end && text[i] < 0x80) {
      to[at++] = (byte) text[i++];
    }
    length = at;
    return i;
  }

  /** Appends text as a JSON string. */
  public JsonBuffer string(String text) {
    return string(charsOf(text), 0, text.length());
  }

  /** In an array: a String looks at its own form for each char, and the texts are long. */
  private char[] charsOf(String text) {
    int count = text.length();
    if (chars.length < count) {
      chars = new char[Math.max(Math.max(32, 2 * chars.length), count)];
    }
    text.getChars(0, count, chars, 0);
    return chars;
  }

  /** Appends so many chars, from a position on, as a JSON string. */
  JsonBuffer string(char[] text, int from, int count) {
    int end = from + count;
    reserve(2 * count + 2);
    bytes[length++] = '"';
    for (int i = plain(text, from, end); i < end; i = plain(text, i, end)) {
      char c = text[i++];
      // Room for what is left, should the rest be plain.
      reserve(LONGEST + 2 * (end - i) + 1);
      if (Character.isHighSurrogate(c) && i < end && Character.isLowSurrogate(text[i])) {
        encode(Character.toCodePoint(c, text[i++]));
      } else if (c < 0x20 || Character.isSurrogate(c)) {
        escape(c);
      } else {
        encode(c);
      }
    }
    bytes[length++] = '"';
    return this;
  }

  /**
   * Appends what stands for itself, and quotation marks, of which JSON within JSON is full; for
   * either there is room. Returns where that ends.
   */
  private int plain(char[] text, int from, int end) {
    byte[] to = bytes;
    int at = length;
    int i = from;
    for (; i < end; i++) {
      char c = text[i];
      if (c < 0x20 || c >= 0x80) {
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
      case '\b' -> bytes[length++] = 'b';
      case '\t' -> bytes[length++] = 't';
      case '\n' -> bytes[length++] = 'n';
      case '\f' -> bytes[length++] = 'f';
      case '\r' -> bytes[length++] = 'r';
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

  /**
   * Appends a number.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public JsonBuffer number(Number number) {
    if (number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte) {
      return whole(number.longValue());
    }
    if (number instanceof Double || number instanceof Float) {
      return decimal(number.doubleValue());
    }
    return raw(number.toString()); // of arbitrary digits
  }

  private JsonBuffer decimal(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(value + " has no JSON form");
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < LARGEST_EXACT_INTEGER) {
      return whole((long) value);
    }
    if (size >= 1e-2 && size < 1e7) {
      long hundredths = Math.round(size * 100);
      if (hundredths / 100.0 == size) {
        return amount(value < 0, hundredths);
      }
    }
    String shortest = NumberOutput.toString(value, true);
    return raw(
        size >= SMALLEST_PLAIN && size < LARGEST_PLAIN && !(size >= 1e-3 && size < 1e7)
            ? new BigDecimal(shortest).stripTrailingZeros().toPlainString()
            : shortest);
  }

  /**
   * Appends a number with one or two decimals, as most amounts have them. No shorter decimal stands
   * for the same double, for up to fifteen digits tell doubles apart.
   */
  private JsonBuffer amount(boolean negative, long hundredths) {
    if (negative) {
      raw('-');
    }
    whole(hundredths / 100).raw('.').raw((char) ('0' + hundredths / 10 % 10));
    long last = hundredths % 10;
    return last == 0 ? this : raw((char) ('0' + last));
  }

  private JsonBuffer whole(long value) {
    if (value == Long.MIN_VALUE) {
      return raw(Long.toString(value)); // which has no positive counterpart
    }
    reserve(LONGEST_LONG);
    if (value < 0) {
      bytes[length++] = '-';
    }
    long rest = Math.abs(value);
    int digits = 1;
    for (long power = rest; power >= 10; power /= 10) {
      digits++;
    }
    length += digits;
    for (int at = length - 1; digits > 0; digits--, at--, rest /= 10) {
      bytes[at] = (byte) ('0' + rest % 10);
    }
    return this;
  }

  private void reserve(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }
}
