package io.tenfold.cli.console;

/**
 * Text without what a terminal would obey: control characters are written out as JSON's escapes,
 * such as {@code \u001b}, so that text which is JSON stays JSON and says the same.
 *
 * <p>These are C0, DEL and C1, the separators of lines and paragraphs, and what overrides the
 * direction of text (<a
 * href="https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing">UTR 36</a>).
 */
public final class Printable {
  private Printable() {}

  /** Returns a value as a part of a line: its line ends are written out, too. */
  public static String line(Object value) {
    return escape(String.valueOf(value), false);
  }

  /** As the other method, with at most so many characters of the value, and … for the rest. */
  public static String line(String value, int most) {
    return value.length() <= most ? line(value) : line(beginning(value, most - 1)) + "…";
  }

  /** Returns a text's first characters, at most so many; half of a pair would be none. */
  public static String beginning(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  /** Returns a text of several lines. */
  public static String lines(String text) {
    return escape(text, true);
  }

  private static String escape(String text, boolean lineEnds) {
    StringBuilder escaped = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = isPlain(c) || lineEnds && c == '\n';
      if (!plain && escaped == null) {
        escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (escaped != null) {
        escaped.append(plain ? String.valueOf(c) : escape(c));
      }
    }
    return escaped == null ? text : escaped.toString();
  }

  private static boolean isPlain(char c) {
    return !Character.isISOControl(c)
        && c != '\u2028'
        && c != '\u2029'
        && (c < '\u202a' || c > '\u202e')
        && (c < '\u2066' || c > '\u2069');
  }

  private static String escape(char c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format("\\u%04x", (int) c);
    };
  }
}
