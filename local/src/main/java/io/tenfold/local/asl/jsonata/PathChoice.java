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
  private static final String PATH = "(\\$[\\w.]+)";

  /** Parentheses that hold others, if any, but neither a text, a comment nor a quoted name. */
  private static final String GROUP = "\\((?:[^()\"'`/]|\\([^()\"'`/]*\\))*\\)";

  private static final String ARM = "(" + PATH + "|" + GROUP + ")";
  private static final Pattern FORM =
      Pattern.compile(PATH + "\\s*\\?\\s*" + ARM + "\\s*:\\s*" + ARM);

  /** Returns the choice that an expression is, or null if it is another one. */
  static PathChoice of(String expression) {
    Matcher form = FORM.matcher(expression);
    if (!form.matches()) {
      return null;
    }
    VariablePath condition = VariablePath.of(form.group(1));
    VariablePath then = VariablePath.of(form.group(2));
    VariablePath otherwise = VariablePath.of(form.group(4));
    return condition == null || then == null && otherwise == null
        ? null
        : new PathChoice(condition, then, otherwise);
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
