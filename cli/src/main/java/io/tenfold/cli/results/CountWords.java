package io.tenfold.cli.results;

import io.tenfold.local.map.run.MapRun;

/** What became of a run's records, in words: all of them, so that the numbers add up. */
public final class CountWords {
  private CountWords() {}

  /**
   * Returns the words.
   *
   * @param ended whether the run is over: what was in flight then may have run
   */
  public static String of(MapRun.ItemCounts counts, boolean ended) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            "%,d succeeded, %,d failed", counts.succeeded(), counts.failed() + counts.timedOut()));
    append(line, counts.aborted(), "aborted");
    append(line, counts.running(), ended ? "may have run" : "running");
    append(line, counts.pending(), "not started");
    append(line, counts.unread(), "not read");
    return line.toString();
  }

  private static void append(StringBuilder line, long count, String what) {
    if (count > 0) {
      line.append(String.format(", %,d %s", count, what));
    }
  }
}
