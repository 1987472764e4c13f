package io.tenfold.cli.results;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.batch.OpenRecords;
import io.tenfold.cli.batch.RunMessages;
import io.tenfold.cli.console.ExitCode;
import io.tenfold.cli.console.Hints;
import io.tenfold.cli.console.PrintableWriter;
import io.tenfold.cli.console.Quantity;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ManifestLocation;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.map.run.MapRun;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * What a run came to: how it ended, what became of the records, and where everything is.
 *
 * @param counts null if there was no Map Run
 * @param proof null if no record was read
 * @param failed how many records failed
 * @param failures those that failed, as far as they were read
 * @param manifest what people call the manifest, null if there is none
 * @param messages what the run told the queue
 * @param function null where its processes are not known
 * @param mayHaveRun the records that may have run and left no outcome
 * @param hints what leads to more of it
 */
public record RunSummary(
    Batches.Run run,
    MapRun.ItemCounts counts,
    Proof proof,
    long failed,
    Failures failures,
    String manifest,
    RunMessages messages,
    Batches.FunctionUse function,
    OpenRecords mayHaveRun,
    Hints hints) {

  /**
   * Records that failed.
   *
   * @param first those of the lowest indexes
   * @param groups all of them, by error and message
   */
  public record Failures(List<FailedRecord> first, List<FailureGroup> groups) {}

  /** How many failed records are listed. */
  private static final int LISTED = 20;

  /** To download more takes a while on most lines. */
  private static final long MUCH = 256L << 20;

  /** How many groups of them are shown to people. */
  private static final int GROUPS = 10;

  /** As the other method, and tells nobody that it takes long. */
  public static RunSummary of(Batches batches, String arn) {
    return of(batches, arn, note -> {});
  }

  /**
   * Reads the results of a run that has ended, as far as there are any that can be read.
   *
   * @param notes is told where that takes long
   */
  public static RunSummary of(Batches batches, String arn, Consumer<String> notes) {
    Batches.Run run = batches.describe(arn);
    Batches.MapRunState mapRun = batches.mapRun(arn).orElse(null);
    MapRun.ItemCounts counts = mapRun == null ? null : mapRun.counts();
    ManifestLocation location = batches.results(arn).orElse(null);
    ResultFiles results = null;
    String missing = "they were deleted, or could never be written";
    try {
      results = new RunResults(batches).find(run).orElse(null);
    } catch (UserError e) {
      // How the run ended is to be told nevertheless.
      missing = e.getMessage();
    }
    if (results != null && !batches.objectsAreHere() && bytes(results) > MUCH) {
      notes.accept(
          String.format(
              "Reading %,d MB of results from s3://%s to prove that no record is lost.",
              bytes(results) >> 20, location.bucket()));
    }
    ListedFailures failures = new ListedFailures();
    Proof proof = null;
    if (counts != null && results != null && location == null) {
      proof = Proof.unfinished(counts);
    } else if (counts != null && results == null && counts.total() > 0) {
      proof = Proof.none(counts.total(), missing);
    } else if (counts != null && results != null) {
      proof = Proof.of(batches, results, mapRun, run.retryOf() != null, failures);
    }
    return new RunSummary(
        run,
        counts,
        proof,
        counts == null ? 0 : counts.unsuccessful(),
        failures.orOf(results).found(),
        results == null || location == null
            ? null
            : batches.address(location.bucket(), location.key()),
        batches.messages(arn),
        batches.function(arn).orElse(null),
        batches.mayHaveRun(arn),
        batches.hints());
  }

  private static long bytes(ResultFiles results) {
    long bytes = 0;
    for (ResultGroup group : ResultGroup.values()) {
      for (ResultFiles.File file : results.files(group)) {
        bytes += file.size();
      }
    }
    return bytes;
  }

  /** The failed records of results: the first of them, and the groups' own, are kept. */
  private static final class ListedFailures implements ResultFiles.Visitor {
    private final FailureGroups groups = new FailureGroups();
    private final PriorityQueue<FailedRecord> first =
        new PriorityQueue<>(Comparator.comparingLong(FailedRecord::index).reversed());
    private boolean complete;

    @Override
    public void record(ResultGroup group, ChildExecution record) {
      if (group == ResultGroup.FAILED) {
        add(record);
      }
    }

    private void add(ChildExecution record) {
      FailedRecord failure = FailedRecord.of(record);
      groups.add(failure, record);
      first.add(failure);
      if (first.size() > LISTED) {
        first.poll();
      }
    }

    @Override
    public void end() {
      complete = true;
    }

    /** Returns these, or where there was no proof, or nothing to prove, those that can be read. */
    ListedFailures orOf(ResultFiles results) {
      if (complete || results == null) {
        return this;
      }
      ListedFailures readable = new ListedFailures();
      try {
        results.forEach(ResultGroup.FAILED, readable::add);
      } catch (ResultFiles.Unreadable | UserError e) {
        // The proof says so; what was read is shown.
      }
      return readable;
    }

    Failures found() {
      List<FailedRecord> ordered = new ArrayList<>(first);
      ordered.sort(Comparator.comparingLong(FailedRecord::index));
      return new Failures(ordered, groups.groups());
    }
  }

  /** Returns the command's exit code. */
  public int exitCode() {
    if (proof != null && proof.broken()) {
      return ExitCode.RECORDS_LOST;
    }
    return run.status().equals("SUCCEEDED") ? ExitCode.SUCCEEDED : ExitCode.RUN_FAILED;
  }

  /** Returns the summary for people. */
  public String text() {
    StringWriter lines = new StringWriter();
    PrintableWriter text = new PrintableWriter(lines);
    print(text);
    text.flush();
    return lines.toString();
  }

  /** Prints the summary for people. */
  public void print(PrintableWriter text) {
    text.print("Run ");
    text.status(run.status(), run.status());
    text.printf("%s%s%n", reason(), killed() ? "" : " in " + seconds(run.duration()));
    text.printf("  run       %s%n", run.name());
    if (counts != null) {
      text.printf("  records   %s%n", recordsLine());
    }
    if (proof != null) {
      text.printf("  %-8s  %s%n", proof.verdict().label(), proof.sentence());
    }
    if (!mayHaveRun.records().isEmpty()) {
      text.printf("  unknown   may have run: %s%n", mayHaveRun.text());
    }
    printFailures(text);
    if (function != null && function.environmentsStarted() > 0) {
      text.printf(
          "  function  %d process%s started, at most %s at once; logs in %s%n",
          function.environmentsStarted(),
          function.environmentsStarted() == 1 ? "" : "es",
          Quantity.of(function.peakConcurrency(), "invocation"),
          function.logs());
    }
    if (manifest != null) {
      text.printf("  manifest  %s%n", manifest);
    }
    messages.print(text);
  }

  /** How long a killed run took, nobody knows: it could not say. */
  private boolean killed() {
    return "Tenfold.Killed".equals(run.error());
  }

  private String reason() {
    return run.error() == null ? "" : " with " + run.error() + " (" + run.cause() + ")";
  }

  private String recordsLine() {
    String line = String.format("%,d: %s", counts.total(), CountWords.of(counts, true));
    if (killed()) {
      return line;
    }
    double seconds = run.duration().toMillis() / 1000.0;
    long ended = counts.total() - counts.running() - counts.pending() - counts.unread();
    return line + String.format("; %,.0f records/s", ended / Math.max(0.001, seconds));
  }

  private void printFailures(PrintableWriter text) {
    List<FailureGroup> groups = failures.groups();
    if (groups.isEmpty()) {
      return;
    }
    text.printf(
        "  failed    %s%n",
        groups.size() == 1
            ? "all for the same reason"
            : Quantity.of(groups.size(), "reason") + ", the most frequent first");
    FailureTable table = new FailureTable(text, "  ");
    table.heading();
    groups.stream().limit(GROUPS).forEach(table::group);
    if (groups.size() > GROUPS) {
      text.printf(
          "  … and %s: %s%n",
          Quantity.of(groups.size() - GROUPS, "more reason"),
          hints.command("failures", run.name(), "--group"));
    }
  }

  private static String seconds(Duration time) {
    return String.format("%.1f s", time.toMillis() / 1000.0);
  }

  /** Returns the summary for scripts: one JSON object. */
  public String json() {
    Map<String, Object> json = RunJson.of(run, counts);
    if (counts != null) {
      json.put("mayHaveRun", counts.running());
      json.put("firstMayHaveRun", mayHaveRun.first(LISTED));
    }
    if (proof != null) {
      json.put("everyRecordAccountedForOnce", proof.holds());
    }
    List<Object> listed = new ArrayList<>();
    for (FailedRecord failure : failures.first()) {
      listed.add(failure.json());
    }
    json.put("failures", listed);
    json.put(
        "failureGroups", failures.groups().stream().limit(LISTED).map(FailureGroup::json).toList());
    json.put("manifest", manifest);
    json.putAll(messages.json());
    if (function != null) {
      Map<String, Object> processes = new LinkedHashMap<>();
      processes.put("environmentsStarted", function.environmentsStarted());
      processes.put("peakConcurrency", function.peakConcurrency());
      json.put("function", processes);
    }
    return new String(Json.writePretty(json), StandardCharsets.UTF_8) + System.lineSeparator();
  }
}
