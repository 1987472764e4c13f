package io.tenfold.cli.results;

import io.tenfold.cli.console.Printable;
import java.util.regex.Pattern;

/**
 * What messages have in common that differ in their values alone: numbers, quoted texts, dates,
 * addresses and generated names are {@code #}, as in {@code lines[#].quantity: must be # to #, is
 * #}. A message that has no such values is its own pattern.
 */
public final class MessagePattern {
  /** What comes later in a message seldom tells what is wrong, and often is the record. */
  private static final int LONGEST = 300;

  /** What is a value. No part of it goes back over what it took: messages may be hostile. */
  private static final Pattern VALUE =
      Pattern.compile(
          // "…" with escapes in it, where it is no inch; '…' and ‘…’ where they are no apostrophes.
          "(?<![\\p{L}\\p{N}])\"(?:[^\"\\\\]|\\\\.)*+\"|`[^`]*+`|“[^”]*+”|«[^»]*+»"
              + "|(?<![\\p{L}\\p{N}])(?:'[^'\\n]*+'|‘[^’\\n]*+’)(?![\\p{L}\\p{N}])"
              // An address; the address of something at somewhere has no blanks.
              + "|[\\p{L}\\p{N}._%+-]++@[\\p{L}\\p{N}-]++(?:\\.[\\p{L}\\p{N}-]++)++"
              // A date, with a time or without.
              + "|(?<![\\p{L}\\p{N}])\\d{4}-\\d\\d-\\d\\d(?:[T"
              + " ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d++)?+)?+"
              + "(?:Z|[+-]\\d\\d:?+\\d\\d)?+)?+(?![\\p{L}\\p{N}])"
              // A UUID, a hash, a generated name: letters and digits that alternate.
              + "|(?<![\\p{L}\\p{N}])(?:[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
              + "|0[xX][0-9a-fA-F]++"
              + "|(?=[a-f]*+[0-9])(?=[0-9]*+[a-f])[0-9a-f]{6,}+"
              + "|(?=[A-F]*+[0-9])(?=[0-9]*+[A-F])[0-9A-F]{6,}+"
              + "|(?:\\p{L}*+\\p{N}++\\p{L}++\\p{N}++)[\\p{L}\\p{N}]*+)(?![\\p{L}\\p{N}])"
              // A number: with its sign where it stands alone, fraction, groups and exponent.
              + "|(?:(?<![\\p{L}\\p{N})\\]])[+-])?\\p{Nd}++(?:[.,:]\\p{Nd}++)*+"
              + "(?:[eE][+-]?+\\p{Nd}++)?+",
          Pattern.DOTALL);

  private static final Pattern SEVERAL = Pattern.compile("(\"?#\"?)(?:[,;] ?\\1)++");

  private MessagePattern() {}

  /** Returns the pattern of a message. */
  public static String of(String message) {
    return SEVERAL
        .matcher(VALUE.matcher(cut(message)).replaceAll(found -> placeholder(found.group())))
        .replaceAll("$1");
  }

  /**
   * Returns a message of the same pattern that is the same for many: no pattern has digits, and one
   * digit is as good as another for it, but for the 0 of {@code 0x}. Of a million messages that
   * differ in their numbers, few are left to find the pattern of.
   */
  static String alike(String message) {
    char[] text = cut(message).toCharArray();
    for (int i = 0; i < text.length; i++) {
      boolean digit = text[i] >= '0' && text[i] <= '9';
      if (digit && !(text[i] == '0' && i + 1 < text.length && (text[i + 1] | 0x20) == 'x')) {
        text[i] = '1';
      }
    }
    return new String(text);
  }

  private static String cut(String message) {
    return Printable.beginning(message.strip(), LONGEST).strip();
  }

  /** A quoted value stays one, so that the sentence reads as before. */
  private static String placeholder(String value) {
    char first = value.charAt(0);
    return "\"`'“‘«".indexOf(first) < 0 ? "#" : first + "#" + value.charAt(value.length() - 1);
  }
}
