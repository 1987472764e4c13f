package io.tenfold.cli.soak;

import java.util.List;

/**
 * How a command of tenfold ended.
 *
 * @param exitCode the process's; with 128 and the signal's number where a signal ended it
 */
record Ended(List<String> words, int exitCode, String out, String err) {
  /** The exit code of a command that had to be killed, since it did not end. */
  static final int NEVER = -1;

  /** Returns what both streams say. */
  String all() {
    return out + err;
  }

  /** Returns the command and its end, for people. */
  @Override
  public String toString() {
    return "tenfold " + String.join(" ", words) + " -> " + exitCode + "\n" + out + err;
  }
}
