package io.tenfold.local.http;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.BiConsumer;

/** The fields of a head or of a trailer, in the order in which they came. */
public final class Fields {
  /** No fields. */
  public static final Fields NONE = new Fields("", new int[0], 0);

  private static final int NUMBERS = 3;
  private static final int USUAL = 8;

  private final String text;

  /** Of each field: where its name begins, where its colon is, and where its line ends. */
  private final int[] places;

  private final int count;

  private Fields(String text, int[] places, int count) {
    this.text = text;
    this.places = places;
    this.count = count;
  }

  /**
   * Takes lines apart, each with its CR and LF and no other, from there to the text's end.
   *
   * @throws IOException if one is no field: a name and a colon with nothing in between, and a value
   *     on the same line
   */
  static Fields of(String text, int from, Received received) throws IOException {
    int[] places = new int[NUMBERS * USUAL];
    int count = 0;
    int begin = from;
    // https://www.rfc-editor.org/rfc/rfc9110#section-5.5
    if (text.indexOf('\0', from) >= 0) {
      throw received.malformed("a NUL in a header");
    }
    while (begin < text.length()) {
      int end = text.indexOf('\r', begin);
      int colon = text.indexOf(':', begin);
      if (!isName(text, begin, colon)) {
        throw received.malformed("a header without a name", text.substring(begin, end));
      }
      if (places.length == NUMBERS * count) {
        places = Arrays.copyOf(places, 2 * places.length);
      }
      places[NUMBERS * count] = begin;
      places[NUMBERS * count + 1] = colon;
      places[NUMBERS * count + 2] = end;
      count++;
      begin = end + 2;
    }
    return new Fields(text, places, count);
  }

  private static boolean isName(String text, int begin, int end) {
    for (int i = begin; i < end; i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return end > begin;
  }

  /** Returns the value of the first field of this name in any case, or null. */
  public String first(String name) {
    int field = find(name, 0);
    return field < 0 ? null : value(field);
  }

  /** Tells whether a field of this name, a list, has this member in any case. */
  boolean has(String name, String member) {
    for (int field = find(name, 0); field >= 0; field = find(name, field + 1)) {
      for (String each : value(field).split(",")) {
        if (each.trim().equalsIgnoreCase(member)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Returns the one value of a field that may be there once; null where it is not.
   *
   * @throws IOException if it is there again with another value
   */
  String only(String name, Received received) throws IOException {
    int field = find(name, 0);
    if (field < 0) {
      return null;
    }
    String value = value(field);
    for (int more = find(name, field + 1); more >= 0; more = find(name, more + 1)) {
      if (!value(more).equals(value)) {
        throw received.malformed("two values of " + name, value + " and " + value(more));
      }
    }
    return value;
  }

  /** Gives each name as it was written and its value to the consumer. */
  public void forEach(BiConsumer<String, String> consumer) {
    for (int i = 0; i < count; i++) {
      consumer.accept(text.substring(places[NUMBERS * i], places[NUMBERS * i + 1]), value(i));
    }
  }

  private int find(String name, int from) {
    for (int i = from; i < count; i++) {
      int begin = places[NUMBERS * i];
      if (places[NUMBERS * i + 1] - begin == name.length()
          && text.regionMatches(true, begin, name, 0, name.length())) {
        return i;
      }
    }
    return -1;
  }

  private String value(int field) {
    int begin = places[NUMBERS * field + 1] + 1;
    int end = places[NUMBERS * field + 2];
    while (begin < end && isSpace(text.charAt(begin))) {
      begin++;
    }
    while (begin < end && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(begin, end);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
