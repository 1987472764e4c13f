package io.tenfold.cli.report;

import io.tenfold.cli.batch.RunWorkflow;
import io.tenfold.cli.console.Printable;
import io.tenfold.cli.results.FailureGroup;
import io.tenfold.cli.results.RunJson;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.run.MapRun;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report's data as the page's script takes it: plain values that have a JSON form. */
public record ReportDocument(
    RunFacts facts, Measurements measurements, Surroundings surroundings, Instant written) {
  /** More than a chart has pixels for on most screens, and few enough for a table. */
  private static final int POINTS = 600;

  /** Records and failures are counted in stretches that a bar can be seen of. */
  private static final int STRETCHES = 120;

  /** The most characters of a group's sample record that a page shows. */
  private static final int LONGEST_RECORD = 4_000;

  /** Returns the data; times are milliseconds since 1970. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("written", written.toEpochMilli());
    json.put("run", run());
    json.put("counts", facts.counts() == null ? null : RunJson.counts(facts.counts()));
    json.put("mayHaveRun", facts.counts() == null ? 0 : facts.counts().running());
    RunFacts.ProofLine proof = facts.proof();
    json.put("proof", proof == null ? null : proof.sentence());
    json.put("proofHolds", proof == null ? null : proof.holds());
    json.put("inFlight", inFlight());
    json.put("durations", durations());
    json.put("coldStarts", coldStarts());
    json.put("overTime", overTime());
    json.put("slowest", slowest());
    json.put("workflow", workflow());
    json.put("function", function());
    json.put("chain", chain());
    json.put("cost", cost());
    List<Object> commands = new ArrayList<>();
    for (Surroundings.Command command : surroundings.commands()) {
      commands.add(List.of(command.purpose(), command.line()));
    }
    json.put("commands", commands);
    json.put("groups", groups());
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
              listed.durationMillis(),
              listed.group()));
    }
    json.put("failures", rows);
    return json;
  }

  private Map<String, Object> cost() {
    CostEstimate cost = surroundings.cost();
    if (cost == null) {
      return null;
    }
    // In an order of its own: two reports of a run are alike.
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dollars", cost.dollars());
    json.put("basis", cost.basis());
    return json;
  }

  private List<Object> groups() {
    List<Object> groups = new ArrayList<>();
    for (FailureGroup group : measurements.groups().groups()) {
      Map<String, Object> json = group.json();
      json.put("number", group.number());
      json.put("example", FailureRow.of(group.example()).message());
      json.put("record", record(group.record()));
      groups.add(json);
    }
    return groups;
  }

  /** A sample is for looking at: what is too long for that is cut, and no JSON any more. */
  private static String record(Object value) {
    if (value == null) {
      return null;
    }
    String text = new String(Json.writePretty(value), StandardCharsets.UTF_8).strip();
    return text.length() <= LONGEST_RECORD ? text : Printable.beginning(text, LONGEST_RECORD) + "…";
  }

  private Map<String, Object> overTime() {
    List<OverTime.Stretch> stretches = measurements.overTime().stretches(STRETCHES);
    if (stretches.isEmpty()) {
      stretches = sampled();
    }
    List<Object> from = new ArrayList<>();
    List<Object> to = new ArrayList<>();
    List<Object> ended = new ArrayList<>();
    List<Object> failed = new ArrayList<>();
    for (OverTime.Stretch stretch : stretches) {
      from.add(stretch.fromMillis());
      to.add(stretch.toMillis());
      ended.add(stretch.ended());
      failed.add(stretch.failed());
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", from);
    json.put("to", to);
    json.put("ended", ended);
    json.put("failed", failed);
    return json;
  }

  /** What was seen between one look and the next, where results come at a run's end. */
  private List<OverTime.Stretch> sampled() {
    List<OverTime.Stretch> stretches = new ArrayList<>();
    Surroundings.Sample before = null;
    for (Surroundings.Sample sample : surroundings.samples()) {
      if (before != null && sample.offsetMillis() > before.offsetMillis()) {
        stretches.add(
            new OverTime.Stretch(
                before.offsetMillis(),
                sample.offsetMillis(),
                Math.max(0, sample.ended() - before.ended()),
                Math.max(0, sample.failed() - before.failed())));
      }
      before = sample;
    }
    return stretches;
  }

  private List<Object> slowest() {
    List<Object> slowest = new ArrayList<>();
    for (Slowest.Child child : measurements.slowest().slowestFirst()) {
      slowest.add(
          List.of(
              child.index(),
              child.records(),
              child.status(),
              child.startOffsetMillis(),
              child.durationMillis()));
    }
    return slowest;
  }

  private Map<String, Object> workflow() {
    RunWorkflow workflow = surroundings.workflow();
    Map<String, Object> shape = workflow == null ? null : WorkflowShape.of(workflow.definition());
    if (shape == null) {
      return null;
    }
    Map<String, Object> visits = new LinkedHashMap<>();
    workflow
        .visits()
        .forEach(
            (state, visit) ->
                visits.put(
                    state,
                    Arrays.asList(
                        visit.times(),
                        visit.entered().toEpochMilli(),
                        visit.exited() == null ? null : visit.exited().toEpochMilli())));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("shape", shape);
    json.put("visits", visits);
    return json;
  }

  private Map<String, Object> function() {
    RunWorkflow workflow = surroundings.workflow();
    return workflow == null || workflow.function() == null ? null : workflow.function().json();
  }

  private List<Object> chain() {
    List<Object> chain = new ArrayList<>();
    for (RetryChain.Link link : surroundings.chain()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", link.name());
      json.put("arn", link.arn());
      json.put("status", link.status());
      json.put("start", link.startDate().toEpochMilli());
      json.put("tookMillis", link.tookMillis());
      MapRun.ItemCounts counts = link.counts();
      json.put("total", counts == null ? 0 : counts.total());
      json.put("succeeded", counts == null ? 0 : counts.succeeded());
      json.put("failed", counts == null ? 0 : counts.unsuccessful());
      chain.add(json);
    }
    return chain;
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
