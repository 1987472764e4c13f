package io.tenfold.local.jsonata.function;

import io.tenfold.local.jsonata.value.Budget;

/**
 * A text to look for in another, in time that grows with the one and the other, not with their
 * product as {@link String#indexOf(String)} takes for a long one.
 */
final class Needle {
  private static final int SHORT = 32;

  private final String text;
  private final Budget budget;
  private int[] borders;

  Needle(String text, Budget budget) {
    this.text = text;
    this.budget = budget;
  }

  int length() {
    return text.length();
  }

  /** Returns where it is found first from an index on, or -1. */
  int find(String in, int from) {
    if (text.length() <= SHORT) {
      int found = in.indexOf(text, from);
      budget.steps(((found < 0 ? in.length() : found) - from) >> 2);
      return found;
    }
    budget.steps(text.length());
    if (borders == null) {
      borders = borders();
    }
    int matched = 0;
    for (int i = from; i < in.length(); i++) {
      budget.step();
      while (matched > 0 && text.charAt(matched) != in.charAt(i)) {
        matched = borders[matched - 1];
      }
      if (text.charAt(matched) == in.charAt(i)) {
        matched++;
      }
      if (matched == text.length()) {
        return i - matched + 1;
      }
    }
    return -1;
  }

  /** Returns, for each beginning, how long its longest beginning is that also ends it. */
  private int[] borders() {
    int[] lengths = new int[text.length()];
    int length = 0;
    for (int i = 1; i < lengths.length; i++) {
      while (length > 0 && text.charAt(length) != text.charAt(i)) {
        length = lengths[length - 1];
      }
      if (text.charAt(length) == text.charAt(i)) {
        length++;
      }
      lengths[i] = length;
    }
    return lengths;
  }
}
