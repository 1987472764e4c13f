package io.tenfold.cli.report;

import io.tenfold.cli.console.Printable;
import io.tenfold.cli.results.FailedRecord;

/**
 * A record that failed, as a page has it.
 *
 * @param index its index in the file, -1 if it has none
 * @param message why, for people, or the beginning of that
 */
record FailureRow(long index, String status, String error, String message) {
  private static final int LONGEST_MESSAGE = 500;

  /** Returns a record's row. */
  static FailureRow of(FailedRecord failure) {
    return new FailureRow(
        failure.index(), failure.status(), failure.error(), beginning(failure.message()));
  }

  private static String beginning(String message) {
    return message.length() <= LONGEST_MESSAGE
        ? message
        : Printable.beginning(message, LONGEST_MESSAGE - 1) + "…";
  }
}
