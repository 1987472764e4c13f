package io.tenfold.local.jsonata.regex;

import io.tenfold.local.jsonata.value.JsonataError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a pattern of JavaScript without the flags u and v.
 *
 * @see <a href="https://tc39.es/ecma262/#sec-regular-expressions-patterns">Annex B's grammar</a>
 */
final class PatternParser {
  private static final Pattern BRACES = Pattern.compile("\\{(\\d+)(,(\\d*))?}");
  private static final Pattern NAME =
      Pattern.compile("<([\\p{L}\\p{Nl}$_][\\p{L}\\p{Nl}\\p{Mn}\\p{Nd}$_]*)>");

  private final String pattern;
  private final Map<String, Integer> names = new LinkedHashMap<>();
  private final int groups;
  private final boolean named;
  private int at;
  private int captures = 1;

  PatternParser(String pattern) {
    this.pattern = pattern;
    int count = 0;
    boolean anyName = false;
    boolean inClass = false;
    for (int i = 0; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case '\\' -> i++;
        case '[' -> inClass = true;
        case ']' -> inClass = false;
        case '(' -> {
          if (!inClass) {
            boolean name =
                pattern.startsWith("(?<", i)
                    && !pattern.startsWith("(?<=", i)
                    && !pattern.startsWith("(?<!", i);
            anyName |= name;
            if (name || !pattern.startsWith("(?", i)) {
              count++;
            }
          }
        }
        default -> {}
      }
    }
    groups = count;
    named = anyName;
  }

  /**
   * Reads all of it.
   *
   * @throws JsonataError if JavaScript refuses it
   */
  Part parse() {
    Part all = choice();
    if (at < pattern.length()) {
      throw refused("Unmatched ')'");
    }
    return all;
  }

  int captures() {
    return captures;
  }

  Map<String, Integer> names() {
    return names;
  }

  private Part choice() {
    List<Part> options = new ArrayList<>();
    options.add(sequence());
    while (next('|')) {
      options.add(sequence());
    }
    return options.size() == 1 ? options.get(0) : new Part.Choice(options);
  }

  private Part sequence() {
    List<Part> parts = new ArrayList<>();
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      int firstCapture = captures;
      Part part = atom();
      boolean repeatable =
          !(part instanceof Part.Place) && !(part instanceof Part.Look look && look.behind());
      parts.add(repeat(part, repeatable, firstCapture));
    }
    return parts.size() == 1 ? parts.get(0) : new Part.Sequence(parts);
  }

  private Part repeat(Part part, boolean repeatable, int firstCapture) {
    int min;
    int max = Part.Repeat.NO_LIMIT;
    int begin = at;
    if (next('*')) {
      min = 0;
    } else if (next('+')) {
      min = 1;
    } else if (next('?')) {
      min = 0;
      max = 1;
    } else {
      Matcher braces = BRACES.matcher(pattern).region(at, pattern.length());
      if (!braces.lookingAt()) {
        return part;
      }
      at = braces.end();
      min = number(braces.group(1));
      if (braces.group(2) == null) {
        max = min;
      } else if (!braces.group(3).isEmpty()) {
        max = number(braces.group(3));
      }
      if (min > max) {
        throw refused("numbers out of order in {} quantifier");
      }
    }
    if (!repeatable) {
      at = begin;
      throw refused("Nothing to repeat");
    }
    boolean greedy = !next('?');
    return new Part.Repeat(part, min, max, greedy, firstCapture, captures);
  }

  private static int number(String digits) {
    return digits.length() > 9 ? Part.Repeat.NO_LIMIT : Integer.parseInt(digits);
  }

  private Part atom() {
    char c = pattern.charAt(at++);
    switch (c) {
      case '^':
        return new Part.Place(Part.Place.Kind.BEGIN);
      case '$':
        return new Part.Place(Part.Place.Kind.END);
      case '.':
        return new Part.Unit(CharacterSet.withoutLineEnds(), false);
      case '(':
        return group();
      case '[':
        return characterClass();
      case '\\':
        return escape();
      case '*', '+', '?':
        throw refused("Nothing to repeat");
      case '{':
        if (BRACES.matcher(pattern).region(at - 1, pattern.length()).lookingAt()) {
          throw refused("Nothing to repeat");
        }
        return new Part.Literal(c);
      default:
        return new Part.Literal(c);
    }
  }

  private Part group() {
    if (!next('?')) {
      int number = captures++;
      return new Part.Capture(number, rest());
    }
    if (next(':')) {
      return new Part.Sequence(List.of(rest())); // what is in it may be repeated, whatever it is
    }
    if (next('=')) {
      return new Part.Look(rest(), false, false);
    }
    if (next('!')) {
      return new Part.Look(rest(), false, true);
    }
    if (pattern.startsWith("<=", at)) {
      at += 2;
      return new Part.Look(rest(), true, false);
    }
    if (pattern.startsWith("<!", at)) {
      at += 2;
      return new Part.Look(rest(), true, true);
    }
    if (pattern.startsWith("<", at)) {
      String name = name();
      int number = captures++;
      if (names.put(name, number) != null) {
        throw refused("Duplicate capture group name");
      }
      return new Part.Capture(number, rest());
    }
    throw refused("Invalid group");
  }

  private String name() {
    Matcher name = NAME.matcher(pattern).region(at, pattern.length());
    if (!name.lookingAt()) {
      throw refused("Invalid capture group name");
    }
    at = name.end();
    return name.group(1);
  }

  private Part rest() {
    Part body = choice();
    if (!next(')')) {
      throw refused("Unterminated group");
    }
    return body;
  }

  private Part escape() {
    if (at == pattern.length()) {
      throw refused("\\ at end of pattern");
    }
    char c = pattern.charAt(at);
    switch (c) {
      case 'b':
        at++;
        return new Part.Place(Part.Place.Kind.WORD_EDGE);
      case 'B':
        at++;
        return new Part.Place(Part.Place.Kind.NO_WORD_EDGE);
      case 'k':
        if (named) {
          at++;
          return new Part.BackReference(0, name());
        }
        break;
      case '1', '2', '3', '4', '5', '6', '7', '8', '9':
        int end = at;
        while (end < pattern.length() && Character.digit(pattern.charAt(end), 10) >= 0) {
          end++;
        }
        int number = number(pattern.substring(at, end));
        if (number <= groups) {
          at = end;
          return new Part.BackReference(number, null);
        }
        break;
      default:
        break;
    }
    CharacterSet set = setEscape();
    return set != null ? new Part.Unit(set, false) : new Part.Literal(unitEscape(false));
  }

  /** Reads the letter of an escape that names a set, or returns null. */
  private CharacterSet setEscape() {
    CharacterSet set =
        switch (pattern.charAt(at)) {
          case 'd' -> CharacterSet.digits();
          case 'D' -> CharacterSet.digits().complement();
          case 'w' -> CharacterSet.wordCharacters();
          case 'W' -> CharacterSet.wordCharacters().complement();
          case 's' -> CharacterSet.whiteSpace();
          case 'S' -> CharacterSet.whiteSpace().complement();
          default -> null;
        };
    if (set != null) {
      at++;
    }
    return set;
  }

  private char unitEscape(boolean inClass) {
    char c = pattern.charAt(at++);
    switch (c) {
      case 't':
        return '\t';
      case 'n':
        return '\n';
      case 'v':
        return 0x0b;
      case 'f':
        return '\f';
      case 'r':
        return '\r';
      case 'x':
        return hexadecimal(2, c);
      case 'u':
        return hexadecimal(4, c);
      case 'c':
        if (at < pattern.length()) {
          char control = pattern.charAt(at);
          if (control >= 'a' && control <= 'z'
              || control >= 'A' && control <= 'Z'
              || inClass && (control >= '0' && control <= '9' || control == '_')) {
            at++;
            return (char) (control % 32);
          }
        }
        at--; // the backslash stands for itself
        return '\\';
      case '0', '1', '2', '3', '4', '5', '6', '7':
        int value = c - '0';
        for (int i = 0; i < 2 && at < pattern.length(); i++) {
          int digit = Character.digit(pattern.charAt(at), 8);
          if (digit < 0 || value * 8 + digit > 255) {
            break;
          }
          value = value * 8 + digit;
          at++;
        }
        return (char) value;
      case 'k':
        if (named) {
          throw refused("Invalid named reference");
        }
        return c;
      default:
        return c;
    }
  }

  private char hexadecimal(int digits, char otherwise) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = at + i < pattern.length() ? Character.digit(pattern.charAt(at + i), 16) : -1;
      if (digit < 0) {
        return otherwise;
      }
      value = value * 16 + digit;
    }
    at += digits;
    return (char) value;
  }

  private Part characterClass() {
    boolean negated = next('^');
    CharacterSet set = CharacterSet.empty();
    while (true) {
      if (at == pattern.length()) {
        throw refused("Unterminated character class");
      }
      if (next(']')) {
        break;
      }
      int first = classUnit(set);
      if (at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
        at++;
        int last = classUnit(set);
        if (first >= 0 && last >= 0) {
          if (first > last) {
            throw refused("Range out of order in character class");
          }
          set.add(first, last);
        } else {
          // A set is no end of a range: what stands there stands for itself.
          set.add('-', '-');
          addUnit(set, first);
          addUnit(set, last);
        }
      } else {
        addUnit(set, first);
      }
    }
    return new Part.Unit(set, negated);
  }

  private static void addUnit(CharacterSet set, int unit) {
    if (unit >= 0) {
      set.add(unit, unit);
    }
  }

  /** Returns the next unit, or -1 if it was a set, which it has added. */
  private int classUnit(CharacterSet set) {
    if (at == pattern.length()) {
      throw refused("Unterminated character class");
    }
    char c = pattern.charAt(at++);
    if (c != '\\') {
      return c;
    }
    if (at == pattern.length()) {
      throw refused("\\ at end of pattern");
    }
    CharacterSet escaped = setEscape();
    if (escaped != null) {
      set.add(escaped);
      return -1;
    }
    if (next('b')) {
      return '\b';
    }
    return unitEscape(true);
  }

  private boolean next(char c) {
    if (at < pattern.length() && pattern.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private JsonataError refused(String why) {
    return new JsonataError("Invalid regular expression: /" + pattern + "/: " + why);
  }
}
