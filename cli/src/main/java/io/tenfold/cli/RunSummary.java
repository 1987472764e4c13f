package io.tenfold.cli;

import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.StartedExecution;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.lambda.HostStatistics;
import io.tenfold.local.map.ManifestLocation;
import io.tenfold.local.map.MapRun;
import io.tenfold.local.map.Reconciliation;
import io.tenfold.local.map.ResultFiles;
import io.tenfold.local.map.ResultGroup;
import io.tenfold.local.port.MessageQueue;
import io.tenfold.local.port.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** What a run came to: how it ended, what became of the records, and where everything is. */
record RunSummary(
    String executionArn,
    ExecutionOutcome outcome,
    Duration wallTime,
    MapRun.ItemCounts counts,
    Reconciliation reconciliation,
    List<FailedRecord> failures,
    Path manifest,
    List<Object> messages,
    HostStatistics function,
    Path logs) {

  /** How many failed records are listed. */
  private static final int LISTED = 20;

  private static final int WIDEST_MESSAGE = 160;

  /** Reads a run's results; {@code run} is null if the Map did not start. */
  static RunSummary of(
      ExecutionOutcome outcome,
      StartedExecution execution,
      MapRun run,
      ObjectStore store,
      List<MessageQueue.Message> queued,
      HostStatistics function,
      Path folder) {
    ManifestLocation location = run == null ? null : run.results();
    ResultFiles results =
        location == null ? null : new ResultFiles(store, location.bucket(), location.key());
    return new RunSummary(
        execution.arn(),
        outcome,
        Duration.between(execution.startDate(), execution.stopDate()),
        run == null ? null : run.itemCounts(),
        results == null ? null : Reconciliation.of(results, run.itemCounts().total()),
        results == null ? List.of() : firstFailures(results),
        location == null
            ? null
            : folder.resolve("s3").resolve(location.bucket()).resolve(location.key()),
        messagesOf(execution.arn(), queued),
        function,
        folder.resolve("lambda").resolve("logs"));
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

  private static List<Object> messagesOf(String executionArn, List<MessageQueue.Message> queued) {
    List<Object> own = new ArrayList<>();
    for (MessageQueue.Message message : queued) {
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
    if (reconciliation != null && !reconciliation.holds()) {
      return ExitCode.RECORDS_LOST;
    }
    return outcome instanceof ExecutionOutcome.Succeeded ? ExitCode.SUCCEEDED : ExitCode.RUN_FAILED;
  }

  /** Returns the summary for people. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(String.format("Run %s in %s%n", ending(), seconds(wallTime)));
    if (counts != null) {
      text.append(String.format("  records   %s%n", recordsLine()));
    }
    if (reconciliation != null) {
      text.append(
          String.format(
              "  %s  %s%n",
              reconciliation.holds() ? "proof   " : "LOST    ", reconciliation.sentence()));
    }
    appendFailures(text);
    if (function.environmentsStarted() > 0) {
      text.append(
          String.format(
              "  function  %d process%s started, at most %d records in flight; logs in %s%n",
              function.environmentsStarted(),
              function.environmentsStarted() == 1 ? "" : "es",
              function.peakConcurrency(),
              logs));
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
    if (outcome instanceof ExecutionOutcome.Failed failed) {
      return "FAILED with " + failed.error() + " (" + failed.cause() + ")";
    }
    if (outcome instanceof ExecutionOutcome.Aborted aborted) {
      return "ABORTED with " + aborted.error() + " (" + aborted.cause() + ")";
    }
    return outcome.status();
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
    double seconds = wallTime.toMillis() / 1000.0;
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
    long more = reconciliation.failed() - failures.size();
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
    json.put("executionArn", executionArn);
    json.put("status", outcome.status());
    if (outcome instanceof ExecutionOutcome.Failed failed) {
      json.put("error", failed.error());
      json.put("cause", failed.cause());
    } else if (outcome instanceof ExecutionOutcome.Aborted aborted) {
      json.put("error", aborted.error());
      json.put("cause", aborted.cause());
    }
    json.put("wallTimeMillis", wallTime.toMillis());
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
    if (reconciliation != null) {
      json.put("everyRecordAccountedForOnce", reconciliation.holds());
    }
    List<Object> failed = new ArrayList<>();
    for (FailedRecord failure : failures) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("index", failure.index());
      entry.put("status", failure.status());
      entry.put("error", failure.error());
      entry.put("message", failure.message());
      failed.add(entry);
    }
    json.put("failures", failed);
    json.put("manifest", manifest == null ? null : manifest.toString());
    json.put("messages", messages);
    Map<String, Object> processes = new LinkedHashMap<>();
    processes.put("environmentsStarted", function.environmentsStarted());
    processes.put("peakConcurrency", function.peakConcurrency());
    json.put("function", processes);
    return new String(Json.writePretty(json), StandardCharsets.UTF_8) + System.lineSeparator();
  }
}
