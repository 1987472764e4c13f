package io.tenfold.local.jsonata.regex;

/** Where a regular expression matched, and what its groups hold. */
public final class RegexMatch {
  private final String text;
  private final int[] registers;
  private final int captures;

  RegexMatch(String text, int[] registers, int captures) {
    this.text = text;
    this.registers = registers;
    this.captures = captures;
  }

  /** Returns the index of the first unit. */
  public int start() {
    return registers[0];
  }

  /** Returns the index behind the last unit. */
  public int end() {
    return registers[1];
  }

  /** Returns how many groups the pattern has. */
  public int groups() {
    return captures - 1;
  }

  /** Returns what matched (group 0) or what a group holds, null if it took no part. */
  public String group(int number) {
    int start = registers[2 * number];
    int end = registers[2 * number + 1];
    return start < 0 || end < 0 ? null : text.substring(start, end);
  }
}
