package io.tenfold.cli.report;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.batch.RunWorkflow;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.results.NextSteps;
import io.tenfold.cli.results.Proof;
import io.tenfold.cli.results.RunResults;
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
  private final RetryChain retries;

  /** Takes whose runs they are. */
  public RunReport(Batches batches) {
    this.batches = batches;
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
              + " is not over yet. See how far it is: "
              + batches.hints().command("watch", batches.word(arn), "--web"));
    }
    Batches.MapRunState mapRun = batches.mapRun(arn).orElse(null);
    ResultFiles results = new RunResults(batches).find(run).orElse(null);
    if (results == null) {
      return document(run, mapRun, null, Measurements.none(run.startDate()), List.of());
    }
    Measurements measurements =
        Measurements.begun(run.startDate(), run.duration(), Measurements.LISTED);
    Proof proof =
        mapRun == null
            ? null
            : batches.results(arn).isEmpty()
                ? Proof.unfinished(mapRun.counts())
                : Proof.of(batches, results, mapRun, run.retryOf() != null, measurements);
    return document(
        run,
        mapRun,
        proof,
        measurements.complete() ? measurements : measured(run, results),
        List.of());
  }

  /** Reads through the results of a run, those so far of one that goes on. */
  static Measurements measured(Batches.Run run, ResultFiles results) {
    return Measurements.of(results, run.startDate(), run.duration(), Measurements.LISTED);
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
            mapRun == null ? null : mapRun.counts(),
            proof == null ? null : new RunFacts.ProofLine(proof.holds(), proof.sentence()),
            coldStarts(run));
    RunWorkflow workflow = batches.workflow(run).orElse(null);
    Surroundings surroundings =
        new Surroundings(
            workflow,
            retries.of(run),
            cost(run, mapRun, workflow, measurements, samples),
            samples,
            commands(run, mapRun == null ? null : mapRun.counts()));
    return new ReportDocument(facts, measurements, surroundings, Instant.now());
  }

  private String inputOf(Batches.Run run) {
    String key = run.inputText("key");
    String bucket = run.inputText("bucket");
    try {
      return key == null
          ? null
          : batches.address(bucket == null ? batches.stack().bucket() : bucket, key);
    } catch (UserError e) {
      // Who names a run by its ARN need not say, or be able to ask, what else the stack has.
      return key;
    }
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
    long ended = counts.succeeded() + counts.unsuccessful();
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

  private List<Surroundings.Command> commands(Batches.Run run, MapRun.ItemCounts counts) {
    String word = batches.word(run.arn());
    List<Surroundings.Command> commands = new ArrayList<>();
    if (!run.ended()) {
      commands.add(command("Watch it on a terminal", "watch", word));
      commands.add(command("End it", "stop", word));
      return commands;
    }
    if (counts == null) {
      return commands;
    }
    NextSteps next = new NextSteps(batches);
    for (NextSteps.Step step : next.of(run, counts)) {
      commands.add(new Surroundings.Command(step.purpose(), step.command()));
    }
    Surroundings.Command results =
        new Surroundings.Command(NextSteps.RESULTS, next.results(List.of(word)));
    if (new RunResults(batches).areGone(run)) {
      return commands;
    }
    if (counts.succeeded() > 0 && !commands.contains(results)) {
      commands.add(results);
    }
    if (batches.unfinished(run.arn()).isEmpty()) {
      commands.add(command("What it costs", "cost", word));
    }
    return commands;
  }

  private Surroundings.Command command(String purpose, String... words) {
    return new Surroundings.Command(purpose, batches.hints().command(words));
  }
}
