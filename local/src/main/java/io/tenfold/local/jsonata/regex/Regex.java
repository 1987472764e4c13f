package io.tenfold.local.jsonata.regex;

import io.tenfold.local.jsonata.value.Budget;
import io.tenfold.local.jsonata.value.JsonataError;

/** A regular expression of JavaScript, compiled once and matched by any number of threads. */
public final class Regex {
  private final String source;
  private final Program program;
  private final int captures;
  private final boolean ignoreCase;
  private final boolean multiline;

  /**
   * Compiles a pattern.
   *
   * @throws JsonataError if JavaScript refuses it
   */
  public Regex(String source, boolean ignoreCase, boolean multiline) {
    this.source = source;
    this.ignoreCase = ignoreCase;
    this.multiline = multiline;
    PatternParser parser = new PatternParser(source);
    Part pattern = parser.parse();
    captures = parser.captures();
    program = new Program(pattern, captures, parser.names(), ignoreCase);
  }

  /** Returns the pattern's text. */
  public String source() {
    return source;
  }

  /**
   * Finds the first match that begins at or behind an index, or returns null.
   *
   * @throws JsonataError if that takes more than an evaluation may
   */
  public RegexMatch find(String text, int from, Budget budget) {
    Backtracker matcher = new Backtracker(program, text, ignoreCase, multiline, budget);
    for (int start = from; start <= text.length(); start++) {
      budget.step();
      int[] registers = matcher.match(start);
      if (registers != null) {
        return new RegexMatch(text, registers, captures);
      }
    }
    return null;
  }
}
