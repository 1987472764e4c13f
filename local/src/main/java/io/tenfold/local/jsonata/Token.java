package io.tenfold.local.jsonata;

/**
 * A token of an expression.
 *
 * @param kind what it is
 * @param value its text, number, literal or regular expression
 * @param position where it begins, as the lexer had come to
 */
record Token(Kind kind, Object value, int position) {
  enum Kind {
    OPERATOR,
    STRING,
    NUMBER,
    VALUE,
    NAME,
    VARIABLE,
    REGEX,
    END
  }

  boolean is(String operator) {
    return kind == Kind.OPERATOR && value.equals(operator);
  }
}
