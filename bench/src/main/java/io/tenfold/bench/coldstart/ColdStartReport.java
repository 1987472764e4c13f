package io.tenfold.bench.coldstart;

import io.tenfold.bench.Machine;
import io.tenfold.bench.Samples;
import io.tenfold.bench.Table;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, for people and for programs. */
record ColdStartReport(Circumstances circumstances, Comparison comparison) {

  /** Returns the tables, with what is needed to read them. */
  String text() {
    Samples loads = loads();
    StringBuilder text = new StringBuilder();
    line(text, circumstances.machine().sentence());
    line(
        text,
        "%s, commit %s, rounds: %d; load average %.1f (median; %.1f to %.1f)",
        circumstances.date(),
        circumstances.commit(),
        circumstances.rounds(),
        loads.median(),
        loads.least(),
        loads.most());
    line(text, "Template built with %s", circumstances.compiler().sentence());
    line(text, "CPU share: %s", circumstances.cpuControl());
    line(
        text, "Page cache: %s; %s", circumstances.eviction(), circumstances.diskReads().sentence());
    comparison
        .all()
        .forEach(
            results ->
                line(text, "%s: %s", results.candidate().title(), results.candidate().detail()));
    line(text, "\nFrom exec to the first request for an event, in ms (medians)\n");
    text.append(starts());
    line(text, "\nInvocations in ms: the first, and the median of the 91st to the 100th\n");
    text.append(invocations());
    line(text, "\nSizes, and what the start costs until the first request\n");
    text.append(costs());
    List<Target> targets = Target.all(comparison);
    if (!targets.isEmpty()) {
      line(text, "\nTargets");
      targets.forEach(target -> line(text, "%s", target.sentence()));
    }
    circumstances.skipped().forEach(reason -> line(text, "skipped: %s", reason));
    return text.toString();
  }

  /** Returns in one line on what and when everything was measured, and how busy that was. */
  String footnote() {
    Machine machine = circumstances.machine();
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %s; %s; load average %.1f; rounds: %d; %s",
        machine.cpu(),
        machine.cores(),
        machine.kernel(),
        LocalDate.ofInstant(circumstances.date(), ZoneOffset.UTC),
        loads().median(),
        circumstances.rounds(),
        circumstances.diskReads().sentence());
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
    text.append('\n');
  }

  private Table starts() {
    Table table =
        new Table(
            "candidate",
            "cached",
            "÷ plain",
            "÷ Node",
            "÷ Go",
            "evicted",
            "÷ plain",
            "÷ Node",
            "÷ Go",
            "CPU");
    for (Results each : comparison.all()) {
      table.row(
          each.candidate().title(),
          millis(Figure.NEXT_CACHED.of(each)),
          ratio(each, Figure.NEXT_CACHED, CandidateKind.TEMPLATE),
          ratio(each, Figure.NEXT_CACHED, CandidateKind.NODE),
          ratio(each, Figure.NEXT_CACHED, CandidateKind.GO),
          millis(Figure.NEXT_EVICTED.of(each)),
          ratio(each, Figure.NEXT_EVICTED, CandidateKind.TEMPLATE),
          ratio(each, Figure.NEXT_EVICTED, CandidateKind.NODE),
          ratio(each, Figure.NEXT_EVICTED, CandidateKind.GO),
          millis(Figure.CPU_CACHED.of(each)));
    }
    return table;
  }

  private Table invocations() {
    Table table =
        new Table(
            "candidate",
            "full CPU",
            "÷ plain",
            "CPU",
            "÷ plain",
            "1,769 MB",
            "512 MB",
            "128 MB",
            "÷ plain",
            "÷ Node",
            "÷ Go",
            "evicted",
            "evicted, 128 MB");
    for (Results each : comparison.all()) {
      table.row(
          each.candidate().title(),
          pair(each, Figure.FIRST, Figure.WARM),
          ratio(each, Figure.FIRST, CandidateKind.TEMPLATE),
          pair(each, Figure.FIRST_CPU, Figure.WARM_CPU),
          ratio(each, Figure.FIRST_CPU, CandidateKind.TEMPLATE),
          pair(each, Figure.FIRST_1769, Figure.WARM_1769),
          pair(each, Figure.FIRST_512, Figure.WARM_512),
          pair(each, Figure.FIRST_128, Figure.WARM_128),
          ratio(each, Figure.FIRST_128, CandidateKind.TEMPLATE),
          ratio(each, Figure.FIRST_128, CandidateKind.NODE),
          ratio(each, Figure.FIRST_128, CandidateKind.GO),
          millis(Figure.FIRST_EVICTED.of(each)),
          millis(Figure.FIRST_EVICTED_128.of(each)));
    }
    return table;
  }

  private Table costs() {
    Table table =
        new Table(
            "candidate",
            "zip MB",
            "÷ plain",
            "÷ Go",
            "unpacked MB",
            "÷ plain",
            "÷ Go",
            "unzip ms",
            "read MB",
            "÷ plain",
            "major faults",
            "minor faults",
            "peak RSS MB",
            "÷ plain",
            "÷ Go");
    for (Results each : comparison.all()) {
      table.row(
          each.candidate().title(),
          megabytes(Figure.ZIP.of(each)),
          ratio(each, Figure.ZIP, CandidateKind.TEMPLATE),
          ratio(each, Figure.ZIP, CandidateKind.GO),
          megabytes(Figure.UNPACKED.of(each)),
          ratio(each, Figure.UNPACKED, CandidateKind.TEMPLATE),
          ratio(each, Figure.UNPACKED, CandidateKind.GO),
          millis(Figure.UNPACK.of(each)),
          megabytes(Figure.READ.of(each)),
          ratio(each, Figure.READ, CandidateKind.TEMPLATE),
          count(Figure.MAJOR_FAULTS.of(each)),
          count(Figure.MINOR_FAULTS.of(each)),
          megabytes(Figure.RESIDENT.of(each)),
          ratio(each, Figure.RESIDENT, CandidateKind.TEMPLATE),
          ratio(each, Figure.RESIDENT, CandidateKind.GO));
    }
    return table;
  }

  private static String pair(Results results, Figure first, Figure warm) {
    double value = first.of(results);
    return Double.isNaN(value) ? "-" : millis(value) + " / " + millis(warm.of(results));
  }

  private String ratio(Results results, Figure figure, CandidateKind reference) {
    double ratio = comparison.ratio(results, figure, reference);
    return format(ratio < 10 ? "%.2f" : "%.0f", ratio);
  }

  private static String millis(double millis) {
    return format(millis < 10 ? "%.2f" : millis < 100 ? "%.1f" : "%,.0f", millis);
  }

  private static String megabytes(double bytes) {
    return format(bytes < 1e5 ? "%.3f" : "%.1f", bytes / 1e6);
  }

  private static String count(double number) {
    return format("%,.0f", number);
  }

  private static String format(String format, double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
  }

  private Samples loads() {
    return Samples.of(
        comparison.all().stream()
            .flatMap(results -> results.starts().values().stream())
            .flatMap(List::stream)
            .mapToDouble(Start::load)
            .toArray());
  }

  /** Returns everything as a JSON object, the single starts included. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>(circumstances.toJson());
    Samples loads = loads();
    Map<String, Object> load = new LinkedHashMap<>();
    load.put("median", loads.median());
    load.put("least", loads.least());
    load.put("most", loads.most());
    json.put("loadAverage", load);
    json.put("targets", Target.all(comparison).stream().map(Target::toJson).toList());
    List<Object> results = new ArrayList<>();
    comparison.all().forEach(each -> results.add(each.toJson()));
    json.put("results", results);
    return json;
  }
}
