package io.tenfold.local.map.read;

import java.io.Closeable;
import java.io.IOException;

/** A dataset's records in order; each is either read or skipped, and skipping validates it too. */
sealed interface Records extends RecordAtHand, Closeable
    permits JsonRecords, JsonlRecords, CsvRecords {
  /**
   * More than a hundred times what a child's input may hold; a "record" past it is most likely an
   * unclosed quote.
   */
  long LARGEST_RECORD = 32L * 1024 * 1024;

  /** Moves to the next record; false at the end, where everything after it has been validated. */
  boolean advance() throws IOException;

  /**
   * Returns where the record begins that {@link #advance} moved to, such as {@code line 7, column
   * 3}.
   */
  String place();

  /** Passes the record at hand. */
  void skip() throws IOException;
}
