package io.tenfold.cli.results;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.console.Hints;
import io.tenfold.local.map.run.MapRun;
import java.util.ArrayList;
import java.util.List;

/** What one would want to do with a run now, by how it stands: the commands to copy. */
public final class NextSteps {
  /** What a command that merges outputs is for. */
  public static final String RESULTS = "The outputs, in order";

  /** A command to copy, and what it is for. */
  public record Step(String purpose, String command) {}

  private final Batches batches;
  private final Hints hints;

  /** Takes whose runs they are. */
  public NextSteps(Batches batches) {
    this.batches = batches;
    this.hints = batches.hints();
  }

  /**
   * Returns the commands for a run that is over, the first to do first.
   *
   * @param counts of its records, null where it had none
   */
  public List<Step> of(Batches.Run run, MapRun.ItemCounts counts) {
    List<Step> steps = new ArrayList<>();
    String word = batches.word(run.arn());
    if (counts == null || counts.total() == 0) {
      return steps;
    }
    if (new RunResults(batches).areGone(run)) {
      steps.add(new Step("Run the file again: what this run wrote is gone", again()));
      return steps;
    }
    boolean failed = counts.failed() + counts.timedOut() > 0;
    if (failed) {
      steps.add(new Step("Why records failed", hints.command("failures", word, "--group")));
    }
    if (batches.unfinished(run.arn()).isPresent()) {
      steps.add(new Step("Go on with the rest", resume(run)));
    } else if (failed || counts.aborted() > 0 || counts.pending() > 0) {
      steps.add(
          new Step(
              counts.pending() > 0
                  ? "Run what failed and what never started"
                  : "Run what failed again",
              retry(run, counts)));
    } else if (run.retryOf() == null) {
      // Of a retry alone nobody wants the results; who started it was told how to merge them.
      steps.add(new Step(RESULTS, results(List.of(word))));
    }
    return steps;
  }

  /**
   * Returns what tries a run's records again: those that never started, too, where there are any.
   */
  private String retry(Batches.Run run, MapRun.ItemCounts counts) {
    return counts.pending() > 0
        ? batches.again("retry", run.arn(), "--pending")
        : batches.again("retry", run.arn());
  }

  /** Returns what goes on with a run of this machine. */
  public String resume(Batches.Run run) {
    return batches.again("resume", run.arn());
  }

  /** Returns what runs a file from its beginning, as another run. */
  String again() {
    return hints.command("start", "FILE");
  }

  /** Returns what merges the outputs of runs that belong together, by their names. */
  public String results(List<String> names) {
    List<String> words = new ArrayList<>();
    words.add("results");
    words.addAll(names);
    words.addAll(List.of("-o", "results.jsonl"));
    return hints.command(words.toArray(String[]::new));
  }
}
