package io.tenfold.cli.report;

/**
 * A record that failed.
 *
 * @param index its index in the file, -1 if it has none
 * @param message why, for people
 */
record FailureRow(long index, String status, String error, String message) {
  private static final int LONGEST_MESSAGE = 500;

  /** Returns the same with the beginning of its message, as a page has it. */
  FailureRow shortened() {
    if (message.length() <= LONGEST_MESSAGE) {
      return this;
    }
    int end = LONGEST_MESSAGE - 1;
    if (Character.isHighSurrogate(message.charAt(end - 1))) {
      end--;
    }
    return new FailureRow(index, status, error, message.substring(0, end) + "…");
  }
}
