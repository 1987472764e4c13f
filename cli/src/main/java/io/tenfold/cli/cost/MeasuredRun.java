package io.tenfold.cli.cost;

import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a finished run took, as far as its results tell. */
public final class MeasuredRun {
  /** The workflow's states on the way to its success: one fewer than to its failure. */
  private static final long STATES_OF_SUCCESS = Plan.PARENT_STATES - 1;

  private final ResultFiles results;
  private final Duration took;
  private final boolean failed;
  private final long logBytes;

  private long children;
  private long notStarted;
  private long billedMillis;
  private long expressMillis;
  private long longestMillis;
  private long inputCharacters;

  /**
   * Takes a run's results, how long it took (no child took longer, whatever its dates say), whether
   * it failed, and what one invocation logs, in bytes.
   */
  public MeasuredRun(ResultFiles results, Duration took, boolean failed, long logBytes) {
    this.results = results;
    this.took = took;
    this.failed = failed;
    this.logBytes = logBytes;
  }

  /**
   * Reads the results through, a child at a time, and returns what the run took.
   *
   * @throws ResultFiles.Unreadable if results can't be read
   */
  public Usage usage() {
    for (ResultGroup group : ResultGroup.values()) {
      results.forEach(group, this::add);
    }
    long writes = 1;
    long bytes = 0;
    for (ResultGroup group : ResultGroup.values()) {
      for (ResultFiles.File file : results.files(group)) {
        writes += Usage.requests(file.size());
        bytes += file.size();
      }
    }
    return new Usage(
        children + notStarted,
        children,
        children,
        billedMillis,
        expressMillis,
        longestMillis,
        failed ? Plan.PARENT_STATES : STATES_OF_SUCCESS,
        Usage.requests(inputCharacters),
        writes,
        Math.multiplyExact(children, logBytes),
        failed ? 1 : 0,
        explanations(bytes));
  }

  private void add(ChildExecution child) {
    inputCharacters += child.inputJson().length();
    if (child.startDate() == null || child.stopDate() == null) {
      notStarted++;
      return;
    }
    long dates = Duration.between(child.startDate(), child.stopDate()).toMillis();
    long millis = Math.max(0, Math.min(dates, took.toMillis()));
    children++;
    longestMillis = Math.max(longestMillis, millis);
    billedMillis += Math.max(1, millis);
    expressMillis += Usage.expressBilled(millis);
  }

  private List<String> explanations(long resultBytes) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "Measured: %,d children from start to stop, %,d ms in all; each is also one transition"
                + " of the parent%s.",
            children,
            billedMillis,
            notStarted == 0
                ? ""
                : String.format(
                    ". %,d records were never started and cost nothing but the reading",
                    notStarted)));
    lines.add(
        "The function's billed duration is taken to be its child's, start to stop, so it is too"
            + " high by what Step Functions takes itself, and by the waits before retries.");
    lines.add("One invocation per child: results don't tell how often the function was retried.");
    lines.add(
        "EXPRESS children are billed for the same durations, each rounded up to 100 ms, in one"
            + " chunk of 64 MB.");
    lines.add(
        String.format(
            "%d more transitions: the workflow's states on the way to this end.",
            failed ? Plan.PARENT_STATES : STATES_OF_SUCCESS));
    lines.add(
        String.format(
            "Results: %,d bytes; a request for every 5 MiB, the most that S3 can need, and one for"
                + " the manifest.",
            resultBytes));
    lines.add(
        String.format(
            "Logs: %,d bytes per invocation (assumed); 1 GB is taken as 10^9 bytes.", logBytes));
    return lines;
  }
}
