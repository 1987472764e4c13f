package io.tenfold.local.fuzz;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A second opinion on JSON: RFC 8259 and nothing else, with no code of the engine's or of its
 * libraries. Values come as text in which equal values are equal: {@code 1.0}, {@code 1} and {@code
 * 10e-1} are the same, and nothing else is.
 */
public final class StrictJson {
  /** Text that is not what it should be. */
  public static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String problem) {
      super(problem, null, false, false);
    }
  }

  private static final Pattern NUMBER =
      Pattern.compile("(-?)(0|[1-9][0-9]*)(?:\\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?");

  private final String text;
  private int at;
  private int depth;
  private int deepest;
  private boolean hasExtremeNumber;

  private StrictJson(String text) {
    this.text = text;
  }

  /**
   * What a document says.
   *
   * @param elements of its array, or an object {@code {"Key", "Value"}} for each of its fields;
   *     null if the document is neither
   * @param value the whole
   * @param deepest levels of nesting
   * @param hasExtremeNumber whether a number has more than 1,000 characters, or an exponent beyond
   *     ±9,999
   */
  public record Reading(
      List<String> elements, String value, int deepest, boolean hasExtremeNumber) {}

  /**
   * Reads a document.
   *
   * @throws Malformed if it is not JSON
   */
  public static Reading read(String document) {
    StrictJson json = new StrictJson(document);
    json.space();
    char first = json.at < document.length() ? json.peek() : ' ';
    List<String> elements = first == '[' ? json.array() : null;
    String value;
    if (first == '{') {
      elements = new ArrayList<>();
      value = json.object(elements).toString();
    } else {
      value = elements == null ? json.value() : elements.toString();
    }
    json.space();
    if (json.at < document.length()) {
      throw new Malformed("more than one value");
    }
    return new Reading(elements, value, json.deepest, json.hasExtremeNumber);
  }

  private char peek() {
    if (at == text.length()) {
      throw new Malformed("the end");
    }
    return text.charAt(at);
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean skip(char expected) {
    space();
    if (at < text.length() && text.charAt(at) == expected) {
      at++;
      space();
      return true;
    }
    return false;
  }

  private void require(char expected) {
    if (!skip(expected)) {
      throw new Malformed("no " + expected);
    }
  }

  private String value() {
    return switch (peek()) {
      case '[' -> array().toString();
      case '{' -> object(new ArrayList<>()).toString();
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private String word(String word) {
    if (!text.startsWith(word, at)) {
      throw new Malformed("no word");
    }
    at += word.length();
    return word;
  }

  private void enter() {
    deepest = Math.max(deepest, ++depth);
    if (depth > 2_000) {
      throw new Malformed("too deep for a second opinion");
    }
  }

  private List<String> array() {
    List<String> elements = new ArrayList<>();
    enter();
    require('[');
    if (!skip(']')) {
      do {
        elements.add(value());
      } while (skip(','));
      require(']');
    }
    depth--;
    return elements;
  }

  private Map<String, String> object(List<String> entries) {
    Map<String, String> members = new LinkedHashMap<>();
    enter();
    require('{');
    if (!skip('}')) {
      do {
        if (peek() != '"') {
          throw new Malformed("no name");
        }
        String name = string();
        require(':');
        String value = value();
        members.put(name, value);
        entries.add("{\"Key\"=" + name + ", \"Value\"=" + value + "}");
      } while (skip(','));
      require('}');
    }
    depth--;
    return members;
  }

  private String string() {
    StringBuilder value = new StringBuilder("\"");
    at++;
    for (char c = peek(); c != '"'; c = peek()) {
      at++;
      if (c < 0x20) {
        throw new Malformed("a control character");
      }
      char meant = c == '\\' ? escape() : c;
      // Plain ASCII: half of a surrogate pair would spoil the report of a failure.
      value.append(meant > ' ' && meant < 0x7F ? meant : String.format("\\u%04x", (int) meant));
    }
    at++;
    return value.append('"').toString();
  }

  private char escape() {
    char c = peek();
    at++;
    if (c == 'u') {
      if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
        throw new Malformed("no escape");
      }
      at += 4;
      return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }
    int which = "\"\\/bfnrt".indexOf(c);
    if (which < 0) {
      throw new Malformed("no escape");
    }
    return "\"\\/\b\f\n\r\t".charAt(which);
  }

  private String number() {
    Matcher matcher = NUMBER.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw new Malformed("no value");
    }
    at = matcher.end();
    if (at < text.length() && "0123456789.eE+-".indexOf(text.charAt(at)) >= 0) {
      throw new Malformed("no number");
    }
    String fraction = matcher.group(3) == null ? "" : matcher.group(3);
    BigInteger exponent = new BigInteger(matcher.group(4) == null ? "0" : matcher.group(4));
    hasExtremeNumber |= matcher.group().length() > 1_000 || exponent.abs().bitLength() > 13;
    String digits = (matcher.group(2) + fraction).replaceFirst("^0+", "");
    if (digits.isEmpty()) {
      return "0";
    }
    String significant = digits.replaceFirst("0+$", "");
    BigInteger power =
        exponent
            .subtract(BigInteger.valueOf(fraction.length()))
            .add(BigInteger.valueOf(digits.length() - significant.length()));
    return matcher.group(1) + significant + "e" + power;
  }
}
