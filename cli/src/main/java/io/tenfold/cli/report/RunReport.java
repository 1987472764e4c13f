package io.tenfold.cli.report;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.batch.RunWorkflow;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects what a report says of a run. */
public final class RunReport {
  private final Batches batches;
  private final String hint;
  private final RetryChain retries;

  /** Takes whose runs they are, and the words that lead another command to them. */
  public RunReport(Batches batches, String hint) {
    this.batches = batches;
    this.hint = hint;
    this.retries = new RetryChain(batches);
  }

  /**
   * Reads a run and its results.
   *
   * @throws UserError if the run is not over
   * @throws ResultFiles.Unreadable if results can't be read
   */
  public ReportDocument of(String arn) throws IOException {
    Batches.Run run = batches.describe(arn);
    if (!run.ended()) {
      throw new UserError(
          run.name()
              + " is not over yet. See how far it is: tenfold watch, or with --web as a page");
    }
    Batches.MapRunState mapRun = batches.mapRun(arn).orElse(null);
    ResultFiles results = new RunResults(batches).find(run).orElse(null);
    Proof proof =
        results == null || mapRun == null
            ? null
            : batches.results(arn).isEmpty()
                ? Proof.unfinished(mapRun.counts())
                : Proof.of(batches, results, mapRun, run.retryOf() != null);
    Measurements measurements =
        results == null ? Measurements.none(run.startDate()) : measured(run, results);
    return document(run, mapRun, proof, measurements, List.of());
  }

  /** Reads through the results of a run, those so far of one that goes on. */
  static Measurements measured(Batches.Run run, ResultFiles results) {
    return Measurements.of(
        results, run.startDate(), run.duration(), RunReport::failure, Measurements.LISTED);
  }

  /** Puts together what is known of a run. */
  ReportDocument document(
      Batches.Run run,
      Batches.MapRunState mapRun,
      Proof proof,
      Measurements measurements,
      List<Surroundings.Sample> samples)
      throws IOException {
    ManifestLocation location = batches.results(run.arn()).orElse(null);
    RunFacts facts =
        new RunFacts(
            run.arn(),
            run.name(),
            run.status(),
            run.startDate(),
            run.startDate().plus(run.duration()),
            run.error(),
            run.cause(),
            inputOf(run),
            run.retryOf(),
            run.consoleLink(),
            mapRun == null ? null : mapRun.arn(),
            location == null ? null : batches.address(location.bucket(), location.key()),
            // 0 is the Map's own word for no limit.
            mapRun == null || mapRun.maxConcurrency() == 0 ? null : mapRun.maxConcurrency(),
            mapRun == null ? null : mapRun.toleratedFailurePercentage(),
            mapRun == null ? null : counts(mapRun.counts()),
            proof == null ? null : new RunFacts.ProofLine(proof.holds(), proof.sentence()),
            coldStarts(run));
    RunWorkflow workflow = batches.workflow(run).orElse(null);
    Surroundings surroundings =
        new Surroundings(
            workflow,
            retries.of(run),
            cost(run, mapRun, workflow, measurements, samples),
            samples,
            commands(run, facts.counts()));
    return new ReportDocument(facts, measurements, surroundings, Instant.now());
  }

  private static FailureRow failure(ChildExecution child) {
    FailedRecord record = FailedRecord.of(child);
    return new FailureRow(record.index(), record.status(), record.error(), record.message());
  }

  private String inputOf(Batches.Run run) {
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

  private ColdStarts coldStarts(Batches.Run run) throws IOException {
    Batches.FunctionUse use = batches.function(run.arn()).orElse(null);
    if (use == null) {
      return ColdStarts.unknown();
    }
    Instant stop = run.stopDate() == null ? Instant.now() : run.stopDate();
    return ColdStarts.ofLogs(use.environmentsStarted(), use.logs(), run.startDate(), stop);
  }

  private static CostEstimate cost(
      Batches.Run run,
      Batches.MapRunState mapRun,
      RunWorkflow workflow,
      Measurements measurements,
      List<Surroundings.Sample> samples) {
    if (mapRun == null) {
      return null;
    }
    MapRun.ItemCounts counts = mapRun.counts();
    long ended = counts.succeeded() + counts.failed() + counts.timedOut() + counts.aborted();
    Object size = run.input() instanceof Map<?, ?> input ? input.get("batchSize") : null;
    return CostEstimate.of(
        ended,
        samples.isEmpty() ? measurements.durations().sum() : inFlightMillis(samples),
        size instanceof Number records ? Math.max(1, records.longValue()) : 1,
        workflow == null || workflow.function() == null
            ? null
            : workflow.function().memoryMegabytes());
  }

  /** How long children were in flight, as far as a look now and then tells. */
  private static long inFlightMillis(List<Surroundings.Sample> samples) {
    long sum = 0;
    Surroundings.Sample before = new Surroundings.Sample(0, 0, 0, 0);
    for (Surroundings.Sample sample : samples) {
      sum += (sample.offsetMillis() - before.offsetMillis()) * sample.running();
      before = sample;
    }
    return sum;
  }

  private List<Surroundings.Command> commands(Batches.Run run, RunFacts.Counts counts) {
    String words = " " + batches.word(run.arn()) + hint;
    List<Surroundings.Command> commands = new ArrayList<>();
    if (!run.ended()) {
      commands.add(new Surroundings.Command("Watch it on a terminal", "tenfold watch" + words));
      commands.add(new Surroundings.Command("End it", "tenfold stop" + words));
      return commands;
    }
    if (counts == null) {
      return commands;
    }
    long failed = counts.failed() + counts.timedOut() + counts.aborted();
    boolean resumable = batches.unfinished(run.arn()).isPresent();
    if (failed > 0) {
      commands.add(
          new Surroundings.Command("Why records failed", "tenfold failures" + words + " --group"));
    }
    if (resumable) {
      commands.add(new Surroundings.Command("Go on with the rest", "tenfold resume" + words));
    } else if (counts.pending() > 0) {
      commands.add(
          new Surroundings.Command(
              "Run what failed and what never started", "tenfold retry" + words + " --pending"));
    } else if (failed > 0) {
      commands.add(new Surroundings.Command("Run what failed again", "tenfold retry" + words));
    }
    if (counts.succeeded() > 0) {
      commands.add(
          new Surroundings.Command(
              "The outputs, in order", "tenfold results" + words + " -o results.jsonl"));
    }
    commands.add(new Surroundings.Command("What it costs", "tenfold cost" + words));
    return commands;
  }
}
