package io.tenfold.local.jsonata.regex;

import java.util.List;

/** A part of a pattern. */
sealed interface Part {
  /** One unit of a set, or one that is not of it: without case, what it is not is decided last. */
  record Unit(CharacterSet set, boolean negated) implements Part {}

  /** One given unit. */
  record Literal(char unit) implements Part {}

  /** One part after another. */
  record Sequence(List<Part> parts) implements Part {}

  /** The first of several that matches. */
  record Choice(List<Part> options) implements Part {}

  /** A part whose text is kept. */
  record Capture(int number, Part body) implements Part {}

  /** What a group, or the group of a name, holds. */
  record BackReference(int number, String name) implements Part {}

  /** A place, such as the begin of a line. */
  record Place(Kind kind) implements Part {
    enum Kind {
      BEGIN,
      END,
      WORD_EDGE,
      NO_WORD_EDGE
    }
  }

  /** What follows or precedes. */
  record Look(Part body, boolean behind, boolean negative) implements Part {}

  /**
   * A part several times; captures first (inclusive) to last (exclusive) are forgotten each time.
   */
  record Repeat(Part body, int min, int max, boolean greedy, int firstCapture, int lastCapture)
      implements Part {
    static final int NO_LIMIT = Integer.MAX_VALUE;
  }
}
