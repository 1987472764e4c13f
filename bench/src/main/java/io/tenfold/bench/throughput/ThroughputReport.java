package io.tenfold.bench.throughput;

import io.tenfold.bench.Machine;
import io.tenfold.bench.Samples;
import io.tenfold.bench.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that one run of the benchmark found.
 *
 * @param machine where it ran
 * @param date when it began
 * @param commit what was checked out
 * @param load the load average before it
 * @param source what the records are, for people
 * @param orders the records
 * @param measurements of the engine's trials
 * @param moto the peer's, if it was there
 * @param skipped what was not measured, and why
 */
record ThroughputReport(
    Machine machine,
    Instant date,
    String commit,
    double load,
    String source,
    Orders orders,
    List<Measurement> measurements,
    Optional<MotoTrial.Result> moto,
    List<String> skipped) {

  /** Returns the report for people: Markdown that a terminal shows well. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append("Machine: ").append(machine.sentence()).append('\n');
    text.append("Date:    %s, commit %s%n".formatted(date, commit));
    text.append(
        "Load:    %.2f before the run, on %d cores%s%n"
            .formatted(load, machine.cores(), disturbed() ? " - disturbed by other work" : ""));
    text.append(
        "Records: %s, %.0f bytes each; %d at once; engine's JVM %s%n%n"
            .formatted(
                source,
                orders.meanBytes(),
                WorkflowBatch.CONCURRENCY,
                String.join(" ", TrialJvm.OPTIONS)));
    text.append(engineTable()).append('\n');
    if (measurements.stream().anyMatch(m -> m.function().isPresent())) {
      text.append(functionTable()).append('\n');
    }
    Map<String, Double> ratios = new Ratios(measurements, moto).all();
    if (!ratios.isEmpty()) {
      Table table = new Table("ratio of records/s", "");
      ratios.forEach((name, ratio) -> table.row(name, times(ratio)));
      text.append(table);
    }
    skipped.forEach(what -> text.append("\nSkipped: ").append(what).append('\n'));
    return text.toString();
  }

  private boolean disturbed() {
    return load > machine.cores() / 2.0;
  }

  private Table engineTable() {
    Table table =
        new Table(
            "candidate",
            "records",
            "records/s",
            "slowest-fastest run",
            "first run",
            "engine CPU µs/record",
            "heap left MiB",
            "heap used MiB",
            "engine RSS MiB",
            "load");
    for (Measurement m : measurements) {
      Samples seconds = Samples.of(m.runSeconds());
      table.row(
          m.candidate(),
          "%,d".formatted(m.records()),
          rate(m.recordsPerSecond()),
          rate(m.records() / seconds.most()) + "-" + rate(m.records() / seconds.least()),
          rate(m.firstRunRecordsPerSecond()),
          "%.0f".formatted(m.engineCpuMicros()),
          mebibytes(m.heapLeft()),
          mebibytes(m.heapUsed()),
          mebibytes(m.engineResident()),
          "%.1f".formatted(m.loadBefore()));
    }
    moto.ifPresent(
        m ->
            table.row(
                "moto, Pass",
                "%,d".formatted(m.records()),
                rate(m.recordsPerSecond()),
                "-",
                "-",
                "-",
                "-",
                "-",
                "-",
                "%.1f".formatted(m.loadBefore())));
    return table;
  }

  private Table functionTable() {
    Table table =
        new Table(
            "candidate",
            "records",
            "refused",
            "p50 ms",
            "p99 ms",
            "first run p50 ms",
            "first run p99 ms",
            "processes",
            "most at once",
            "RSS MiB (median)",
            "RSS MiB (most)");
    for (Measurement m : measurements) {
      m.function()
          .ifPresent(
              f ->
                  table.row(
                      m.candidate(),
                      "%,d".formatted(m.records()),
                      "%,d".formatted(m.failed()),
                      millis(f.p50Micros()),
                      millis(f.p99Micros()),
                      millis(f.firstRunP50Micros()),
                      millis(f.firstRunP99Micros()),
                      String.valueOf(f.started()),
                      String.valueOf(f.mostAtOnce()),
                      mebibytes(f.residentMedian()),
                      mebibytes(f.residentMost())));
    }
    return table;
  }

  private static String rate(double perSecond) {
    return perSecond < 100 ? "%.1f".formatted(perSecond) : "%,.0f".formatted(perSecond);
  }

  private static String times(double ratio) {
    return ratio < 10 ? "%.2f ×".formatted(ratio) : "%,.0f ×".formatted(ratio);
  }

  private static String millis(double micros) {
    return "%.2f".formatted(micros / 1e3);
  }

  private static String mebibytes(long bytes) {
    return "%.1f".formatted(bytes / (1024.0 * 1024));
  }

  /** Returns everything as a JSON object. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", "throughput");
    json.put("date", date.toString());
    json.put("commit", commit);
    json.put("machine", machine.toJson());
    json.put("loadAverageBefore", load);
    json.put("engineJvmOptions", TrialJvm.OPTIONS);
    json.put("concurrency", WorkflowBatch.CONCURRENCY);
    json.put("policy", MeasuringPolicy.standard().toJson());
    Map<String, Object> records = new LinkedHashMap<>();
    records.put("source", source);
    records.put("meanBytes", orders.meanBytes());
    json.put("records", records);
    List<Object> all = new ArrayList<>();
    measurements.forEach(measurement -> all.add(measurement.toJson()));
    moto.ifPresent(result -> all.add(result.toJson()));
    json.put("measurements", all);
    json.put("ratios", new LinkedHashMap<>(new Ratios(measurements, moto).all()));
    json.put("skipped", skipped);
    return json;
  }
}
