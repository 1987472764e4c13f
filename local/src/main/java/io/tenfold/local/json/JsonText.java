package io.tenfold.local.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A text out of a JSON document, which is only made when somebody asks for it: of millions of texts
 * most are compared with others, or passed over, and it takes longer to make them than to read
 * them.
 */
public final class JsonText {
  /** As much of a text as {@link #beginning} looks at. */
  private static final int BEGINNING = 40;

  /** What the decoder makes of what is no UTF-8. */
  private static final char REPLACEMENT = '\uFFFD';

  /**
   * As it stands in the document, with its quotes; null where the text was there from the start.
   */
  private final byte[] literal;

  private String text;
  private String beginning;

  private JsonText(byte[] literal, String text) {
    this.literal = literal;
    this.text = text;
  }

  /** Takes a text as it is; null for null. */
  public static JsonText of(String text) {
    return text == null ? null : new JsonText(null, text);
  }

  /** Takes what stands for a text in a document in UTF-8, with its quotes. */
  static JsonText ofLiteral(byte[] literal) {
    return new JsonText(literal, null);
  }

  /**
   * Returns how the text begins: all of it, or at least its first {@value #BEGINNING} characters,
   * up to one that is not written as ASCII.
   */
  public String beginning() {
    if (literal == null) {
      return text;
    }
    if (beginning == null) {
      beginning = asciiBeginning();
    }
    return beginning;
  }

  private String asciiBeginning() {
    byte[] ascii = new byte[BEGINNING];
    int length = 0;
    for (int i = 1; i < literal.length - 1 && length < BEGINNING; i++) {
      byte b = literal[i];
      if (b == '\\') {
        b = escaped(literal[++i]);
      }
      if (b <= 0) {
        break;
      }
      ascii[length++] = b;
    }
    return new String(ascii, 0, length, StandardCharsets.ISO_8859_1);
  }

  /**
   * Tells whether there may be a word in the text from a position on, or a character that is
   * written by its number, as any word's letters can be; false only where there is none.
   */
  public boolean mayContain(String word, int from) {
    // What stands for a text is longer than it, so that a position in it comes earlier.
    String all = literal == null ? text : new String(literal, StandardCharsets.ISO_8859_1);
    return all.indexOf(word, from) >= 0 || all.contains("\\u");
  }

  /** Returns the text. */
  @Override
  public String toString() {
    if (text == null) {
      byte[] utf8 = new byte[literal.length];
      int length = unescape(utf8, 0);
      String decoded = length < 0 ? null : new String(utf8, 0, length, StandardCharsets.UTF_8);
      text = decoded == null || decoded.indexOf(REPLACEMENT) >= 0 ? parsed() : decoded;
    }
    return text;
  }

  private String parsed() {
    try (JsonParser parser = Json.parser(new ByteArrayInputStream(literal))) {
      parser.nextToken();
      return parser.getText();
    } catch (IOException e) {
      throw MalformedJson.of(e);
    }
  }

  /** Tells whether it still stands as in its document. */
  boolean isLiteral() {
    return literal != null;
  }

  /** Returns how many bytes what stands in the document has, which are more than the text's. */
  int literalLength() {
    return literal.length;
  }

  /**
   * Writes the text in UTF-8, and returns where it ends; -1 where a character is written by its
   * number.
   */
  int unescape(byte[] to, int at) {
    byte[] from = literal;
    int end = from.length - 1;
    int length = at;
    for (int i = 1; i < end; i++) {
      byte b = from[i];
      if (b == '\\') {
        b = escaped(from[++i]);
        if (b == 0) {
          return -1;
        }
      }
      to[length++] = b;
    }
    return length;
  }

  /** Returns what a letter after a backslash stands for, 0 where it is a number's. */
  private static byte escaped(byte letter) {
    return switch (letter) {
      case '"', '\\', '/' -> letter;
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      default -> 0;
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonText text && toString().equals(text.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
