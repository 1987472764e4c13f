package io.tenfold.cli;

import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.map.ManifestLocation;
import io.tenfold.local.map.MapRun;
import io.tenfold.local.map.ResultFiles;
import io.tenfold.local.map.ResultGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * What a run came to: how it ended, what became of the records, and where everything is.
 *
 * @param counts null if there was no Map Run
 * @param proof null if there are no results, or too many to read for a summary
 * @param failed how many records failed
 * @param failures the first of those, by index
 * @param manifest what people call the manifest, null if there is none
 * @param messages what the run put on the queue, as far as that can be seen without taking it
 * @param function null where its processes are not known
 */
record RunSummary(
    Batches.Run run,
    MapRun.ItemCounts counts,
    Proof proof,
    long failed,
    List<FailedRecord> failures,
    String manifest,
    List<Object> messages,
    Batches.FunctionUse function) {

  /** How many failed records are listed. */
  private static final int LISTED = 20;

  private static final int WIDEST_MESSAGE = 160;

  /** Results up to this size are read for the proof; beyond, `tenfold results` is the way. */
  private static final long MOST_BYTES = 256L << 20;

  /** Reads the results of a run that has ended. */
  static RunSummary of(Batches batches, String arn) throws IOException {
    Batches.Run run = batches.describe(arn);
    MapRun.ItemCounts counts = batches.mapRun(arn).map(Batches.MapRunState::counts).orElse(null);
    ManifestLocation location = batches.results(arn).orElse(null);
    ResultFiles results = location == null ? null : resultsOf(batches, run);
    boolean small = results != null && bytes(results) <= MOST_BYTES;
    return new RunSummary(
        run,
        counts,
        small && counts != null ? Proof.of(results, counts.total(), run.retryOf() != null) : null,
        counts == null ? 0 : counts.failed() + counts.timedOut() + counts.aborted(),
        small ? firstFailures(results) : List.of(),
        results == null ? null : batches.address(location.bucket(), location.key()),
        batches instanceof EmbeddedBatches local ? messagesOf(arn, local.messages()) : List.of(),
        batches.function(arn).orElse(null));
  }

  private static ResultFiles resultsOf(Batches batches, Batches.Run run) {
    try {
      return new RunResults(batches).find(run).orElse(null);
    } catch (UserError e) {
      // A run that was stopped may well have no results; how it ended is still to be told.
      if (run.status().equals("SUCCEEDED")) {
        throw e;
      }
      return null;
    }
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

  /** Returns the failed records of the lowest indexes; only those are kept while reading. */
  private static List<FailedRecord> firstFailures(ResultFiles results) {
    PriorityQueue<FailedRecord> first =
        new PriorityQueue<>(Comparator.comparingLong(FailedRecord::index).reversed());
    results.forEach(
        ResultGroup.FAILED,
        child -> {
          first.add(FailedRecord.of(child));
          if (first.size() > LISTED) {
            first.poll();
          }
        });
    List<FailedRecord> ordered = new ArrayList<>(first);
    ordered.sort(Comparator.comparingLong(FailedRecord::index));
    return ordered;
  }

  private static List<Object> messagesOf(String executionArn, List<Batches.Message> queued) {
    List<Object> own = new ArrayList<>();
    for (Batches.Message message : queued) {
      try {
        if (Json.parse(message.body()) instanceof Map<?, ?> body
            && executionArn.equals(body.get("executionArn"))) {
          own.add(body);
        }
      } catch (MalformedJson e) {
        // Somebody else's message: this workflow's are JSON.
      }
    }
    return own;
  }

  /** Returns the command's exit code. */
  int exitCode() {
    if (proof != null && !proof.holds()) {
      return ExitCode.RECORDS_LOST;
    }
    return run.status().equals("SUCCEEDED") ? ExitCode.SUCCEEDED : ExitCode.RUN_FAILED;
  }

  /** Returns the summary for people. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(String.format("Run %s in %s%n", ending(), seconds(run.duration())));
    text.append(String.format("  run       %s%n", run.name()));
    if (counts != null) {
      text.append(String.format("  records   %s%n", recordsLine()));
    }
    if (proof != null) {
      text.append(
          String.format("  %s  %s%n", proof.holds() ? "proof   " : "LOST    ", proof.sentence()));
    }
    if (proof == null && manifest != null) {
      text.append(
          String.format(
              "  proof     not looked for: the results are over %,d MB; tenfold results has it%n",
              MOST_BYTES >> 20));
    }
    appendFailures(text);
    if (function != null && function.environmentsStarted() > 0) {
      text.append(
          String.format(
              "  function  %d process%s started, at most %s in flight; logs in %s%n",
              function.environmentsStarted(),
              function.environmentsStarted() == 1 ? "" : "es",
              Quantity.of(function.peakConcurrency(), "record"),
              function.logs()));
    }
    if (manifest != null) {
      text.append(String.format("  manifest  %s%n", manifest));
    }
    if (!messages.isEmpty()) {
      text.append(
          String.format(
              "  queue     %d message%s%n", messages.size(), messages.size() == 1 ? "" : "s"));
      for (Object message : messages) {
        text.append(new String(Json.writePretty(message), StandardCharsets.UTF_8).indent(12));
      }
    }
    return text.toString();
  }

  private String ending() {
    return run.error() == null
        ? run.status()
        : run.status() + " with " + run.error() + " (" + run.cause() + ")";
  }

  private String recordsLine() {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            "%,d: %,d succeeded, %,d failed",
            counts.total(), counts.succeeded(), counts.failed() + counts.timedOut()));
    if (counts.aborted() > 0) {
      line.append(String.format(", %,d aborted", counts.aborted()));
    }
    if (counts.pending() > 0) {
      line.append(String.format(", %,d not started", counts.pending()));
    }
    double seconds = run.duration().toMillis() / 1000.0;
    long ended = counts.total() - counts.pending();
    return line.append(String.format("; %,.0f records/s", ended / Math.max(0.001, seconds)))
        .toString();
  }

  private void appendFailures(StringBuilder text) {
    if (failures.isEmpty()) {
      return;
    }
    int width = failures.stream().mapToInt(f -> f.error().length()).max().orElse(0);
    text.append("  failed records\n");
    String format = "  %9s  %-" + Math.max(5, width) + "s  %s%n";
    text.append(String.format(format, "index", "error", "message"));
    for (FailedRecord failure : failures) {
      text.append(
          String.format(format, failure.index(), failure.error(), oneLine(failure.message())));
    }
    long more = failed - failures.size();
    if (more > 0) {
      text.append(
          String.format("  … and %,d more in the FAILED files beside the manifest%n", more));
    }
  }

  private static String oneLine(String message) {
    String line = message.replaceAll("\\s+", " ").strip();
    return line.length() <= WIDEST_MESSAGE ? line : line.substring(0, WIDEST_MESSAGE - 1) + "…";
  }

  private static String seconds(Duration time) {
    return String.format("%.1f s", time.toMillis() / 1000.0);
  }

  /** Returns the summary for scripts: one JSON object. */
  String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("executionArn", run.arn());
    json.put("status", run.status());
    if (run.error() != null) {
      json.put("error", run.error());
      json.put("cause", run.cause());
    }
    json.put("wallTimeMillis", run.duration().toMillis());
    if (counts != null) {
      Map<String, Object> records = new LinkedHashMap<>();
      records.put("total", counts.total());
      records.put("succeeded", counts.succeeded());
      records.put("failed", counts.failed());
      records.put("timedOut", counts.timedOut());
      records.put("aborted", counts.aborted());
      records.put("pending", counts.pending());
      json.put("counts", records);
    }
    if (proof != null) {
      json.put("everyRecordAccountedForOnce", proof.holds());
    }
    List<Object> listed = new ArrayList<>();
    for (FailedRecord failure : failures) {
      listed.add(failure.json());
    }
    json.put("failures", listed);
    json.put("manifest", manifest);
    json.put("messages", messages);
    if (function != null) {
      Map<String, Object> processes = new LinkedHashMap<>();
      processes.put("environmentsStarted", function.environmentsStarted());
      processes.put("peakConcurrency", function.peakConcurrency());
      json.put("function", processes);
    }
    return new String(Json.writePretty(json), StandardCharsets.UTF_8) + System.lineSeparator();
  }
}
