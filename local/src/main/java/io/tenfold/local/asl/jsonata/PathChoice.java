package io.tenfold.local.asl.jsonata;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A choice by a variable, such as {@code $retry ? $states.input.index : $index}: each arm is a path
 * or stands in parentheses, so that no other choice can lay claim to its colon. An arm that is no
 * path, and a condition that is no boolean, are left to the library.
 *
 * @param condition what decides
 * @param then the path if it is true, or null if that is another expression
 * @param otherwise the path if it is false, or null if that is another expression
 */
record PathChoice(VariablePath condition, VariablePath then, VariablePath otherwise)
    implements PlainExpression {
  private static final Pattern PATH = Pattern.compile("\\$[\\w.]+");

  /** A text, a comment and a quoted name may hold a parenthesis that is none. */
  private static final String NOT_PLAIN = "\"'`/";

  /** Returns the choice that an expression is, or null if it is another one. */
  static PathChoice of(String expression) {
    int question = expression.indexOf('?');
    if (question < 0) {
      return null;
    }
    String arms = expression.substring(question + 1);
    int colon = endOfArm(arms);
    if (colon < 0 || colon == arms.length() || arms.charAt(colon) != ':') {
      return null;
    }
    String rest = arms.substring(colon + 1);
    if (endOfArm(rest) != rest.length()) {
      return null;
    }
    VariablePath condition = VariablePath.of(expression.substring(0, question).strip());
    VariablePath then = VariablePath.of(arms.substring(0, colon).strip());
    VariablePath otherwise = VariablePath.of(rest.strip());
    return condition == null || then == null && otherwise == null
        ? null
        : new PathChoice(condition, then, otherwise);
  }

  /**
   * Returns where the blanks behind the arm end that a text begins with, or -1 if it begins with
   * none.
   */
  private static int endOfArm(String text) {
    int at = skipBlanks(text, 0);
    Matcher path = PATH.matcher(text).region(at, text.length());
    if (path.lookingAt()) {
      return skipBlanks(text, path.end());
    }
    if (at == text.length() || text.charAt(at) != '(') {
      return -1;
    }
    int depth = 0;
    for (; at < text.length(); at++) {
      char next = text.charAt(at);
      if (NOT_PLAIN.indexOf(next) >= 0) {
        return -1;
      }
      depth += next == '(' ? 1 : next == ')' ? -1 : 0;
      if (depth == 0) {
        return skipBlanks(text, at + 1);
      }
    }
    return -1;
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  @Override
  public Object find(ExpressionScope scope) {
    if (!(condition.find(scope) instanceof Boolean decision)) {
      return UNDECIDED;
    }
    VariablePath arm = decision ? then : otherwise;
    return arm == null ? UNDECIDED : arm.find(scope);
  }
}
