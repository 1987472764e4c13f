package io.tenfold.cli.report;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.results.FailedRecord;
import io.tenfold.cli.results.Proof;
import io.tenfold.cli.results.RunResults;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ManifestLocation;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.run.MapRun;
import java.io.IOException;
import java.time.Instant;

/** Collects what a report says of a run. */
public final class RunReport {
  private RunReport() {}

  /**
   * Reads a run and its results.
   *
   * @throws UserError if the run is not over
   * @throws ResultFiles.Unreadable if results can't be read
   */
  public static ReportDocument of(Batches batches, String arn) throws IOException {
    Batches.Run run = batches.describe(arn);
    if (!run.ended()) {
      throw new UserError(
          run.name()
              + " is not over yet. See how far it is: "
              + batches.hints().command("watch", batches.word(arn)));
    }
    Batches.MapRunState mapRun = batches.mapRun(arn).orElse(null);
    ManifestLocation location = batches.results(arn).orElse(null);
    ResultFiles results = new RunResults(batches).find(run).orElse(null);
    Proof proof =
        results == null || mapRun == null
            ? null
            : location == null
                ? Proof.unfinished(mapRun.counts())
                : Proof.of(batches, results, mapRun, run.retryOf() != null);
    RunFacts facts =
        new RunFacts(
            run.arn(),
            run.name(),
            run.status(),
            run.startDate(),
            run.startDate().plus(run.duration()),
            run.error(),
            run.cause(),
            inputOf(batches, run),
            run.retryOf(),
            run.consoleLink(),
            mapRun == null ? null : mapRun.arn(),
            location == null ? null : batches.address(location.bucket(), location.key()),
            // 0 is the Map's own word for no limit.
            mapRun == null || mapRun.maxConcurrency() == 0 ? null : mapRun.maxConcurrency(),
            mapRun == null ? null : mapRun.toleratedFailurePercentage(),
            mapRun == null ? null : counts(mapRun.counts()),
            proof == null ? null : new RunFacts.ProofLine(proof.holds(), proof.sentence()),
            coldStarts(batches, run));
    Measurements measurements =
        results == null
            ? Measurements.none(run.startDate())
            : Measurements.of(
                results, run.startDate(), run.duration(), RunReport::failure, Measurements.LISTED);
    return new ReportDocument(facts, measurements, Instant.now());
  }

  private static FailureRow failure(ChildExecution child) {
    FailedRecord record = FailedRecord.of(child);
    return new FailureRow(record.index(), record.status(), record.error(), record.message());
  }

  private static String inputOf(Batches batches, Batches.Run run) {
    String key = run.inputText("key");
    String bucket = run.inputText("bucket");
    return key == null
        ? null
        : batches.address(bucket == null ? batches.stack().bucket() : bucket, key);
  }

  private static RunFacts.Counts counts(MapRun.ItemCounts counts) {
    return new RunFacts.Counts(
        counts.total(),
        counts.succeeded(),
        counts.failed(),
        counts.timedOut(),
        counts.aborted(),
        counts.pending(),
        counts.unread(),
        counts.running());
  }

  private static ColdStarts coldStarts(Batches batches, Batches.Run run) throws IOException {
    Batches.FunctionUse use = batches.function(run.arn()).orElse(null);
    return use == null
        ? ColdStarts.unknown()
        : ColdStarts.ofLogs(use.environmentsStarted(), use.logs(), run.startDate(), run.stopDate());
  }
}
