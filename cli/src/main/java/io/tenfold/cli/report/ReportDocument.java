package io.tenfold.cli.report;

import io.tenfold.local.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report's data as the page's script takes it: plain values that have a JSON form. */
public record ReportDocument(RunFacts facts, Measurements measurements, Instant written) {
  /** More than a chart has pixels for on most screens, and few enough for a table. */
  private static final int POINTS = 600;

  /** Returns the data; times are milliseconds since 1970. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("written", written.toEpochMilli());
    json.put("run", run());
    json.put("counts", counts());
    json.put("mayHaveRun", facts.counts() == null ? 0 : facts.counts().mayHaveRun());
    RunFacts.ProofLine proof = facts.proof();
    json.put("proof", proof == null ? null : proof.sentence());
    json.put("proofHolds", proof == null ? null : proof.holds());
    json.put("inFlight", inFlight());
    json.put("durations", durations());
    json.put("coldStarts", coldStarts());
    List<Object> groups = new ArrayList<>();
    for (FailureGroups.Group group : measurements.groups().groups()) {
      groups.add(List.of(group.error(), group.count(), group.example()));
    }
    json.put("groups", groups);
    json.put("failedCount", measurements.failures().count());
    List<Object> rows = new ArrayList<>();
    for (ListedFailures.Listed listed : measurements.failures().byIndex()) {
      FailureRow row = listed.row();
      rows.add(
          Arrays.asList(
              row.index(),
              row.status(),
              row.error(),
              row.message(),
              listed.startOffsetMillis(),
              listed.durationMillis()));
    }
    json.put("failures", rows);
    return json;
  }

  /** Returns the data as JSON text. */
  public String text() {
    return new String(Json.writeBytes(json()), StandardCharsets.UTF_8);
  }

  private Map<String, Object> run() {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("arn", facts.arn());
    run.put("name", facts.name());
    run.put("status", facts.status());
    run.put("start", facts.startDate().toEpochMilli());
    run.put("stop", facts.stopDate().toEpochMilli());
    run.put("error", facts.error());
    run.put("cause", facts.cause());
    run.put("input", facts.input());
    run.put("retryOf", facts.retryOf());
    run.put("consoleLink", facts.consoleLink());
    run.put("mapRunArn", facts.mapRunArn());
    run.put("manifest", facts.manifest());
    run.put("limit", facts.limit());
    run.put("toleratedPercent", facts.toleratedPercent());
    return run;
  }

  private Map<String, Object> counts() {
    RunFacts.Counts counts = facts.counts();
    if (counts == null) {
      return null;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("total", counts.total());
    json.put("succeeded", counts.succeeded());
    json.put("failed", counts.failed());
    json.put("timedOut", counts.timedOut());
    json.put("aborted", counts.aborted());
    json.put("pending", counts.pending());
    json.put("unread", counts.unread());
    return json;
  }

  private Map<String, Object> inFlight() {
    InFlight inFlight = measurements.inFlight();
    List<Object> offsets = new ArrayList<>();
    List<Object> means = new ArrayList<>();
    List<Object> most = new ArrayList<>();
    for (InFlight.Point point : inFlight.points(POINTS)) {
      offsets.add(point.offsetMillis());
      means.add(Math.round(point.mean() * 100) / 100.0);
      most.add(point.most());
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("offsets", offsets);
    json.put("means", means);
    json.put("most", most);
    json.put("peak", inFlight.peak());
    json.put("resolution", inFlight.resolutionMillis());
    return json;
  }

  private Map<String, Object> durations() {
    Durations durations = measurements.durations();
    List<Object> bars = new ArrayList<>();
    for (Durations.Bar bar : durations.bars()) {
      bars.add(List.of(bar.fromMillis(), bar.toMillis(), bar.count()));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("count", durations.count());
    json.put("min", durations.min());
    json.put("p50", durations.percentile(50));
    json.put("p90", durations.percentile(90));
    json.put("p99", durations.percentile(99));
    json.put("max", durations.max());
    json.put("bars", bars);
    return json;
  }

  private Map<String, Object> coldStarts() {
    ColdStarts coldStarts = facts.coldStarts();
    if (!coldStarts.known()) {
      return null;
    }
    List<Double> init = coldStarts.initMillis();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("count", coldStarts.count());
    json.put("measured", init.size());
    if (!init.isEmpty()) {
      json.put("min", init.get(0));
      json.put("median", init.get((init.size() - 1) / 2));
      json.put("max", init.get(init.size() - 1));
    }
    return json;
  }
}
