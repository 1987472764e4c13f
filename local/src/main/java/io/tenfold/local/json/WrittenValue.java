package io.tenfold.local.json;

/**
 * Tells where values end that stand in JSON text as {@link JsonBuffer} writes them. Of millions of
 * records, which were written by it, most are known by that, and need not be read and written
 * again.
 */
final class WrittenValue {
  /** Longer numbers are read: there may be more digits than a number may have. */
  private static final int LONGEST_WHOLE = 18;

  /** Amounts with fewer digits before the point are written with as many decimals as they need. */
  private static final int LONGEST_AMOUNT = 6;

  private static final String[] WORDS = {"true", "false", "null"};

  private WrittenValue() {}

  /**
   * Returns where the value ends that begins at a position of valid JSON in UTF-8, or -1 where it
   * may be written otherwise.
   *
   * @param to where the text ends
   */
  static int end(byte[] text, int from, int to) {
    int depth = 0;
    int i = from;
    while (i < to) {
      byte c = text[i];
      if (c == '{' || c == '[') {
        depth++;
        i++;
      } else if (c == '}' || c == ']') {
        depth--;
        i++;
      } else if (depth > 0 && (c == ',' || c == ':')) {
        i++;
      } else {
        i = c == '"' ? stringEnd(text, i + 1, to) : scalarEnd(text, i, to);
        if (i < 0) {
          return -1;
        }
      }
      if (depth <= 0) {
        return depth == 0 ? i : -1;
      }
    }
    return -1;
  }

  private static int stringEnd(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      byte c = text[i];
      if (c == '"') {
        return i + 1;
      }
      boolean plain = c < 0 || c >= 0x20 && c != '\\'; // below 0 it is no ASCII
      if (!plain) {
        i++;
        if (i == to || c != '\\' || "\"\\bfnrt".indexOf(text[i]) < 0) {
          return -1;
        }
      }
    }
    return -1;
  }

  private static int scalarEnd(byte[] text, int from, int to) {
    int end = from;
    while (end < to && ",]}".indexOf(text[end]) < 0) {
      end++;
    }
    return isWhole(text, from, end) || isAmount(text, from, end - from) || isWord(text, from, end)
        ? end
        : -1;
  }

  private static boolean isWhole(byte[] text, int from, int end) {
    int first = from < end && text[from] == '-' ? from + 1 : from;
    return end - first <= LONGEST_WHOLE && first < end && digitsEnd(text, first, end) == end;
  }

  /** Tells whether a decimal is written as an amount is: as it was read. */
  static boolean isAmount(byte[] text, int from, int length) {
    int end = from + length;
    int point = digitsEnd(text, from, end);
    int decimals = end - point - 1;
    return point > from
        && point - from <= LONGEST_AMOUNT
        && point < end
        && text[point] == '.'
        && (decimals == 1 || decimals == 2)
        && text[end - 1] >= '1'
        && text[end - 1] <= '9'
        && text[point + 1] >= '0'
        && text[point + 1] <= '9';
  }

  private static int digitsEnd(byte[] text, int from, int to) {
    int end = from;
    while (end < to && text[end] >= '0' && text[end] <= '9') {
      end++;
    }
    return end;
  }

  private static boolean isWord(byte[] text, int from, int end) {
    for (String word : WORDS) {
      int at = 0;
      while (at < word.length() && from + at < end && text[from + at] == word.charAt(at)) {
        at++;
      }
      if (at == word.length() && from + at == end) {
        return true;
      }
    }
    return false;
  }
}
