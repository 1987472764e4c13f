package io.tenfold.cli.command;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.results.NextSteps;
import io.tenfold.local.map.run.MapRun;

/** What is to be said of a run that has not got through its records. */
final class UnfinishedHint {
  private UnfinishedHint() {}

  /** Says how many records are open, and what gets on with them. */
  static String of(Batches batches, Batches.Run run) {
    if (!run.ended()) {
      return run.name() + " goes on: these are its results by now.";
    }
    String which = batches.mayHaveRun(run.arn()).text();
    MapRun.ItemCounts counts = batches.mapRun(run.arn()).orElseThrow().counts();
    return String.format(
        "%s did not finish: %,d may have run and left no outcome%s%s, and %,d never started. Go on"
            + " with them: %s",
        run.name(),
        counts.running(),
        which.isEmpty() ? "" : " (" + which + ")",
        counts.aborted() == 0 ? "" : String.format(", %,d aborted", counts.aborted()),
        counts.pending() + counts.unread(),
        new NextSteps(batches).resume(run));
  }
}
