package io.tenfold.cli.command;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.console.CountConverter;
import io.tenfold.cli.console.ExitCode;
import io.tenfold.cli.console.Printable;
import io.tenfold.cli.console.PrintableWriter;
import io.tenfold.cli.console.Quantity;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.results.FailedChildren;
import io.tenfold.cli.results.FailedRecord;
import io.tenfold.cli.results.FailureGroup;
import io.tenfold.cli.results.FailureGroups;
import io.tenfold.cli.results.FailureTable;
import io.tenfold.cli.results.IndexSorter;
import io.tenfold.cli.results.OutputFormat;
import io.tenfold.cli.results.RunResults;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.map.result.BatchFailures;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenfold failures}: which records failed, and why. */
@Command(
    name = "failures",
    header = "Lists the records of a run that failed, and why.",
    description = {
      "",
      "Lists the records of a run that failed, by index, and why; or with --group every reason,"
          + " most frequent first: an error and a message, with # for the values in it, how many"
          + " records failed for it, their share of all that failed, and the first of them. The"
          + " lines of jsonl have the record itself, too.",
      "",
      "Of a run that goes on: those that have failed by now, on this machine, and of batches also"
          + " on AWS (there without the record itself).",
      "",
      "Ends with 0, also when nothing failed, and 3 when the results can't be read."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  tenfold failures last --group",
      "  tenfold failures last --format jsonl | jq .record",
      "  tenfold failures last --format csv --limit 1000 > failures.csv"
    })
final class FailuresCommand implements Callable<Integer> {
  private static final int TABLE_ROWS = 50;
  private static final int WIDEST_MESSAGE = 120;

  /** The columns of groups. */
  private static final List<String> GROUP_COLUMNS =
      List.of("count", "share", "error", "message", "firstIndex", "firstMessage", "record");

  /** The forms that failures can have. */
  enum Format {
    table,
    jsonl,
    csv
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "An execution's ARN or name, or last.")
  private String reference;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, jsonl or csv. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Option(names = "--json", description = "The same as --format jsonl.")
  private boolean json;

  @Option(
      names = "--with-input",
      description =
          "In csv, the record's own columns behind those of the failure: to be corrected in a"
              + " spreadsheet, and given to tenfold retry --corrected. (jsonl has the record"
              + " anyway.)")
  private boolean withInput;

  @Option(names = "--group", description = "Groups the records by error and message.")
  private boolean group;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "How many lines at most. Default: 50 in a table, else all.")
  private Integer limit;

  @Mixin private StackOptions stack;

  private PrintableWriter out;

  /** What rows go to, once there are any. */
  private OutputFormat.Csv table;

  private OutputStream data;

  /** The columns of the records, where they are shown; they are seen before the first row is. */
  private final Set<String> columns = new LinkedHashSet<>();

  @Override
  public Integer call() throws Exception {
    out = (PrintableWriter) spec.commandLine().getOut();
    if (json) {
      format = Format.jsonl;
    }
    long most = limit != null ? limit : format == Format.table ? TABLE_ROWS : Long.MAX_VALUE;
    try (Batches batches = stack.open(reference)) {
      Batches.Run run = batches.describe(batches.resolve(reference));
      RunResults all = new RunResults(batches);
      // Of a run that goes on, those that have failed by now.
      Optional<BatchFailures> batch = run.ended() ? Optional.empty() : batches.batchFailures(run);
      Optional<ResultFiles> results =
          batch.isPresent()
              ? Optional.empty()
              : Optional.of(
                  (run.ended() ? Optional.<ResultFiles>empty() : all.soFar(run))
                      .orElseGet(() -> all.require(run)));
      FailedChildren failed =
          results.map(FailedChildren::of).orElseGet(() -> FailedChildren.of(batch.orElseThrow()));
      if (group) {
        groups(failed, most);
      } else {
        list(failed, most);
      }
      long[] pending = new long[1];
      results.ifPresent(files -> files.forEach(ResultGroup.PENDING, child -> pending[0]++));
      PrintWriter err = spec.commandLine().getErr();
      if (batches.unfinished(run.arn()).isPresent()) {
        err.println(UnfinishedHint.of(batches, run));
        err.flush();
      } else if (pending[0] > 0) {
        err.printf(
            "%s never started. This runs them, too: %s%n",
            Quantity.of(pending[0], "more record"), batches.again("retry", run.arn(), "--pending"));
        err.flush();
      }
    }
    if (data != null) {
      data.flush();
    }
    out.flush();
    return ExitCode.SUCCEEDED;
  }

  private void list(FailedChildren failed, long most) throws IOException {
    Path temporary =
        Path.of(System.getProperty("java.io.tmpdir")).resolve(".tenfold-" + UUID.randomUUID());
    long[] count = new long[1];
    try (IndexSorter sorter = new IndexSorter(temporary, IndexSorter.memoryOfThisProcess())) {
      failed.forEach(
          child -> {
            count[0]++;
            add(sorter, child);
          });
      List<String> names = new ArrayList<>(FailedRecord.COLUMNS);
      columns.forEach(column -> names.add(FailedRecord.columnOf(column)));
      heading(names);
      long[] shown = new long[1];
      sorter.forEach(
          (index, run, buffer, offset, length) -> {
            if (shown[0] < most) {
              shown[0]++;
              print(new String(buffer, offset, length, StandardCharsets.UTF_8));
            }
          });
      if (format == Format.table) {
        out.println(
            count[0] == 0
                ? "No record failed."
                : count[0] > shown[0]
                    ? String.format("… and %,d more (--limit)", count[0] - shown[0])
                    : Quantity.of(count[0], "record") + " failed.");
      }
    }
  }

  private void add(IndexSorter sorter, ChildExecution child) {
    FailedRecord failure = FailedRecord.of(child);
    Map<String, Object> line = failure.json();
    Object record = recordOf(child);
    line.put("record", record);
    if (withInput && format == Format.csv) {
      if (!(record instanceof Map<?, ?> row)) {
        throw new UserError(
            "Record "
                + failure.index()
                + " is no row of a table. Use --format jsonl, which has every record.");
      }
      row.keySet().forEach(name -> columns.add((String) name));
    }
    // One without an index is shown last rather than not at all.
    long index = failure.index() < 0 ? IndexSorter.MOST_INDEX : failure.index();
    try {
      sorter.add(Math.min(index, IndexSorter.MOST_INDEX), 0, Json.writeBytes(line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object recordOf(ChildExecution child) {
    try {
      return Json.parse(child.inputJson()) instanceof Map<?, ?> input ? input.get("record") : null;
    } catch (MalformedJson e) {
      return child.inputJson();
    }
  }

  private void heading(List<String> columns) throws IOException {
    switch (format) {
      case csv -> csv(columns);
      case table -> out.printf("%9s  %4$s%n", columns.toArray());
      case jsonl -> {}
    }
  }

  private void print(String line) throws IOException {
    if (out.isLost()) {
      throw new IOException("nobody reads on");
    }
    if (format == Format.jsonl) {
      out.println(line);
      return;
    }
    Map<?, ?> failure = (Map<?, ?>) Json.parse(line);
    if (format == Format.csv) {
      List<String> cells = new ArrayList<>();
      FailedRecord.COLUMNS.forEach(column -> cells.add(String.valueOf(failure.get(column))));
      if (failure.get("record") instanceof Map<?, ?> row) {
        columns.forEach(column -> cells.add(OutputFormat.Csv.cell(row.get(column))));
      }
      csv(cells);
    } else {
      out.printf(
          "%9s  %s: %s%n",
          failure.get("index"),
          failure.get("error"),
          Printable.line(((String) failure.get("message")).strip(), WIDEST_MESSAGE));
    }
  }

  private void groups(FailedChildren failed, long most) throws IOException {
    List<FailureGroup> groups = FailureGroups.of(failed);
    FailureTable people = new FailureTable(out, "");
    switch (format) {
      case csv -> csv(GROUP_COLUMNS);
      case table -> people.heading();
      case jsonl -> {}
    }
    for (FailureGroup each : groups.subList(0, (int) Math.min(most, groups.size()))) {
      switch (format) {
        case jsonl -> out.println(Json.write(each.json()));
        case csv -> csv(cells(each));
        case table -> {
          people.group(each);
          people.example(each);
        }
      }
    }
    if (format == Format.table) {
      out.println(
          groups.isEmpty()
              ? "No record failed."
              : groups.size() > most
                  ? String.format("… and %,d more (--limit)", groups.size() - most)
                  : total(groups));
    }
  }

  private static String total(List<FailureGroup> groups) {
    long records = groups.stream().mapToLong(FailureGroup::count).sum();
    return Quantity.of(records, "record")
        + " failed, for "
        + Quantity.of(groups.size(), "reason")
        + ".";
  }

  private static List<String> cells(FailureGroup group) {
    return List.of(
        Long.toString(group.count()),
        Double.toString(group.share()),
        group.error(),
        group.message(),
        Long.toString(group.example().index()),
        group.example().message(),
        group.record() == null ? "" : Json.write(group.record()));
  }

  private void csv(List<String> cells) throws IOException {
    if (table == null) {
      table = new OutputFormat.Csv(out.isTerminal());
      data = new BufferedOutputStream(out.data());
    }
    table.row(data, cells);
  }
}
