package io.tenfold.local.jsonata.function;

import io.tenfold.local.jsonata.value.JsonataError;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** JavaScript's {@code encodeURI}, {@code decodeURI} and their twins for a component. */
final class UriCoding {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String RESERVED = ";/?:@&=+$,#";

  private UriCoding() {}

  static String encode(String text, boolean component) {
    StringBuilder encoded = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
        throw malformed(text);
      }
      if (UNRESERVED.indexOf(character) >= 0 || !component && RESERVED.indexOf(character) >= 0) {
        encoded.appendCodePoint(character);
      } else {
        for (byte b : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
          encoded.append('%').append(HEX.toHexDigits(b));
        }
      }
      at += Character.charCount(character);
    }
    return encoded.toString();
  }

  static String decode(String text, boolean component) {
    StringBuilder decoded = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '%') {
        decoded.append(c);
        at++;
        continue;
      }
      int start = at;
      int first = octet(text, at);
      int octets = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int i = 0; i < octets; i++) {
        bytes.write(octet(text, at));
        at += 3;
      }
      String character;
      try {
        character =
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes.toByteArray()))
                .toString();
      } catch (CharacterCodingException e) {
        throw malformed(text);
      }
      boolean kept = !component && RESERVED.contains(character);
      decoded.append(kept ? text.substring(start, at) : character);
    }
    return decoded.toString();
  }

  private static int octet(String text, int at) {
    int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
    int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
    if (high < 0 || low < 0 || text.charAt(at) != '%') {
      throw malformed(text);
    }
    return high * 16 + low;
  }

  private static JsonataError malformed(String text) {
    return new JsonataError("D3140", "Malformed URL passed to a URL function: \"" + text + "\"");
  }
}
