package io.tenfold.local.jsonata;

import io.tenfold.local.jsonata.regex.Regex;
import io.tenfold.local.jsonata.value.JsonNull;
import io.tenfold.local.jsonata.value.JsonataError;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits an expression into tokens. */
final class Lexer {
  private static final String SPACES = " \t\n\r\u000b";
  private static final String OPERATORS = ".[]{}(),@#;:?+-*/%|=<>^&!~";
  private static final List<String> LONG_OPERATORS =
      List.of("..", ":=", "!=", ">=", "<=", "**", "~>");
  private static final Pattern NUMBER =
      Pattern.compile("(0|[1-9][0-9]*)(\\.[0-9]+)?([Ee][-+]?[0-9]+)?");

  private final String source;
  private int at;

  Lexer(String source) {
    this.source = source;
  }

  /**
   * Returns the next token.
   *
   * @param afterOperand whether a slash divides, rather than beginning a regular expression
   */
  Token next(boolean afterOperand) {
    skipSpaceAndComments();
    if (at >= source.length()) {
      return new Token(Token.Kind.END, "(end)", source.length());
    }
    char c = source.charAt(at);
    if (!afterOperand && c == '/') {
      at++;
      Regex regex = regex();
      return new Token(Token.Kind.REGEX, regex, at);
    }
    for (String operator : LONG_OPERATORS) {
      if (source.startsWith(operator, at)) {
        at += 2;
        return new Token(Token.Kind.OPERATOR, operator, at);
      }
    }
    if (OPERATORS.indexOf(c) >= 0) {
      at++;
      return new Token(Token.Kind.OPERATOR, String.valueOf(c), at);
    }
    if (c == '"' || c == '\'') {
      at++;
      String string = string(c);
      return new Token(Token.Kind.STRING, string, at);
    }
    Matcher number = NUMBER.matcher(source).region(at, source.length());
    if (number.lookingAt()) {
      double value = Double.parseDouble(number.group());
      if (Double.isInfinite(value)) {
        throw new JsonataError("S0102", "Number out of range: " + number.group());
      }
      at = number.end();
      return new Token(Token.Kind.NUMBER, value, at);
    }
    if (c == '`') {
      int end = source.indexOf('`', at + 1);
      if (end < 0) {
        throw new JsonataError(
            "S0105", "Quoted property name must be terminated with a backquote (`)");
      }
      String name = source.substring(at + 1, end);
      at = end + 1;
      return new Token(Token.Kind.NAME, name, at);
    }
    return name();
  }

  private Token name() {
    int begin = at;
    while (at < source.length()
        && SPACES.indexOf(source.charAt(at)) < 0
        && OPERATORS.indexOf(source.charAt(at)) < 0) {
      at++;
    }
    String name = source.substring(begin, at);
    if (name.startsWith("$")) {
      return new Token(Token.Kind.VARIABLE, name.substring(1), at);
    }
    return switch (name) {
      case "or", "in", "and" -> new Token(Token.Kind.OPERATOR, name, at);
      case "true" -> new Token(Token.Kind.VALUE, true, at);
      case "false" -> new Token(Token.Kind.VALUE, false, at);
      case "null" -> new Token(Token.Kind.VALUE, JsonNull.NULL, at);
      default -> new Token(Token.Kind.NAME, name, at);
    };
  }

  private void skipSpaceAndComments() {
    while (at < source.length()) {
      if (SPACES.indexOf(source.charAt(at)) >= 0) {
        at++;
      } else if (source.startsWith("/*", at)) {
        int end = source.indexOf("*/", at + 2);
        if (end < 0) {
          throw new JsonataError("S0106", "Comment has no closing tag");
        }
        at = end + 2;
      } else {
        return;
      }
    }
  }

  private String string(char quote) {
    StringBuilder text = new StringBuilder();
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == quote) {
        at++;
        return text.toString();
      }
      if (c == '\\') {
        at++;
        c = at < source.length() ? source.charAt(at) : 0;
        switch (c) {
          case '"', '\\', '/' -> text.append(c);
          case 'b' -> text.append('\b');
          case 'f' -> text.append('\f');
          case 'n' -> text.append('\n');
          case 'r' -> text.append('\r');
          case 't' -> text.append('\t');
          case 'u' -> {
            String digits = source.substring(at + 1, Math.min(at + 5, source.length()));
            if (!digits.matches("[0-9a-fA-F]+")) {
              throw new JsonataError(
                  "S0104", "The escape sequence \\u must be followed by 4 hex digits");
            }
            text.append((char) Integer.parseInt(digits, 16));
            at += 4;
          }
          default -> throw new JsonataError("S0103", "Unsupported escape sequence: \\" + c);
        }
      } else {
        text.append(c);
      }
      at++;
    }
    throw new JsonataError("S0101", "String literal must be terminated by a matching quote");
  }

  private Regex regex() {
    int begin = at;
    int depth = 0;
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '/' && depth == 0 && !isEscaped()) {
        if (at == begin) {
          throw new JsonataError("S0301", "Empty regular expressions are not allowed");
        }
        String pattern = source.substring(begin, at);
        at++;
        int flags = at;
        while (at < source.length() && (source.charAt(at) == 'i' || source.charAt(at) == 'm')) {
          at++;
        }
        String given = source.substring(flags, at);
        if (given.chars().distinct().count() < given.length()) {
          throw new JsonataError("Invalid flags supplied to RegExp constructor '" + given + "g'");
        }
        return new Regex(pattern, given.contains("i"), given.contains("m"));
      }
      boolean afterBackslash = source.charAt(at - 1) == '\\';
      if ((c == '(' || c == '[' || c == '{') && !afterBackslash) {
        depth++;
      }
      if ((c == ')' || c == ']' || c == '}') && !afterBackslash) {
        depth--;
      }
      at++;
    }
    throw new JsonataError("S0302", "No terminating / in regular expression");
  }

  private boolean isEscaped() {
    int backslashes = 0;
    while (source.charAt(at - backslashes - 1) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }
}
