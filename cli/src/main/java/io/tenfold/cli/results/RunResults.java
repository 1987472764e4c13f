package io.tenfold.cli.results;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.console.FaultWords;
import io.tenfold.cli.console.Quantity;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.map.result.ManifestLocation;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.map.run.UnfinishedMapRun;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.util.Optional;

/** The result files of a run that has ended. */
public final class RunResults {
  private final Batches batches;

  /** Takes whose runs they are. */
  public RunResults(Batches batches) {
    this.batches = batches;
  }

  /**
   * Returns a run's result files, or empty if there was no Map Run to write any.
   *
   * @throws UserError if the run has not ended, or its results can't be read
   */
  public Optional<ResultFiles> find(Batches.Run run) {
    if (!run.ended()) {
      throw new UserError(
          run.name()
              + " is "
              + run.status()
              + ", and results are complete at a run's end. Wait for it: "
              + batches.hints().command("watch", batches.word(run.arn())));
    }
    Optional<ManifestLocation> location = batches.results(run.arn());
    if (location.isEmpty()) {
      return soFar(run);
    }
    try {
      return location.map(at -> new ResultFiles(batches.store(), at.bucket(), at.key()));
    } catch (ResultFiles.Unreadable e) {
      throw new UserError(
          e.getMessage()
              + ". Without its manifest nothing is known of the records of "
              + run.name()
              + ". Run the file again: "
              + new NextSteps(batches).again(),
          e);
    }
  }

  /**
   * Returns what there is of the results of a run that goes on, or that did not complete them;
   * empty if there is nothing, as there always is where Step Functions writes them.
   */
  public Optional<ResultFiles> soFar(Batches.Run run) {
    Optional<UnfinishedMapRun> unfinished = batches.unfinished(run.arn());
    try {
      return unfinished.isEmpty() ? Optional.empty() : Optional.of(unfinished.get().results());
    } catch (IOException e) {
      throw new UserError(
          "Can't read the results of " + run.name() + " so far: " + FaultWords.of(e), e);
    }
  }

  /**
   * As {@link #find}, for a run that must have results.
   *
   * @throws UserError if there are none, too
   */
  public ResultFiles require(Batches.Run run) {
    return find(run).orElseThrow(() -> new UserError(nothingOf(run)));
  }

  private String nothingOf(Batches.Run run) {
    long records = batches.mapRun(run.arn()).map(state -> state.counts().total()).orElse(0L);
    String why = run.error() == null ? "" : ", with " + run.error() + " (" + run.cause() + ")";
    return run.name()
        + " is "
        + run.status()
        + (records == 0
            ? " and has no results: it ended before it read its records" + why + "."
            : String.format(
                " and its results are not there: they were deleted, or could never be written."
                    + " What became of its %s is lost. Run the file again: %s",
                Quantity.of(records, "record"), new NextSteps(batches).again()));
  }

  /**
   * Tells whether a run had records, and what it wrote of them is gone from this machine, or a part
   * of it: no command gets anything out of it then.
   */
  public boolean areGone(Batches.Run run) {
    if (!batches.objectsAreHere()) {
      // Who may not look in a bucket can't say that there is nothing in it.
      return false;
    }
    try {
      Optional<ResultFiles> results = find(run);
      Optional<ManifestLocation> location = batches.results(run.arn());
      if (results.isPresent() && location.isPresent()) {
        for (ResultGroup group : ResultGroup.values()) {
          for (ResultFiles.File file : results.get().files(group)) {
            batches.store().head(location.get().bucket(), file.key());
          }
        }
      }
      return results.isEmpty();
    } catch (IOException | ServiceException | UserError e) {
      return true;
    }
  }
}
