package io.tenfold.cli.command;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.console.ExitCode;
import io.tenfold.cli.console.PrintableWriter;
import io.tenfold.cli.console.Quantity;
import io.tenfold.cli.results.Coverage;
import io.tenfold.cli.results.IndexSorter;
import io.tenfold.cli.results.MergedResults;
import io.tenfold.cli.results.OutputFile;
import io.tenfold.cli.results.OutputFormat;
import io.tenfold.cli.results.RunResults;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.run.MapRun;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenfold results}: the outputs of a run and its retries, in the order of the input. */
@Command(
    name = "results",
    header = "Merges the outputs of a run and its retries, in the order of the input.",
    description = {
      "",
      "Writes the outputs of all records that succeeded, in the order of the input file: of one"
          + " run, or of a run and its retries together. Where a record succeeded in several of"
          + " them, the latest run's output is taken.",
      "",
      "Checks that every record is accounted for exactly once, and says on stderr how many are"
          + " still failed or pending. However many records there are, memory stays bounded; what"
          + " does not fit goes to temporary files.",
      "",
      "Ends with 0, also when records are still failed or pending; with 4 when records are missing"
          + " or there more than once; with 3 when results can't be read."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  tenfold results last -o results.jsonl",
      "  tenfold results orders-1 orders-1-retry -o results.csv --format csv",
      "  tenfold results last -o priced.csv --format csv --with-input",
      "  tenfold results last | jq .output.total"
    })
final class ResultsCommand implements Callable<Integer> {
  /** The forms that outputs can have. */
  enum Format {
    jsonl,
    json,
    csv
  }

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description = "Execution ARNs or names, or last: a run, and its retries in any order.")
  private List<String> references;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write; it appears when it is complete. Default: stdout.")
  private Path output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "jsonl",
      description =
          "jsonl, json (one array) or csv (the output's fields as columns). Default:"
              + " ${DEFAULT-VALUE}.")
  private Format format;

  @Option(
      names = "--with-input",
      description =
          "Each output with its record: as a field, record, and in csv as columns before the"
              + " output's.")
  private boolean withInput;

  @Option(
      names = "--temp",
      paramLabel = "DIR",
      description =
          "For temporary files, as large as the outputs. Default: beside FILE, or the system's.")
  private Path temp;

  @Mixin private StackOptions stack;

  @Override
  public Integer call() throws Exception {
    if (references.size() > IndexSorter.MOST_RUNS) {
      throw new ParameterException(
          spec.commandLine(), "At most " + IndexSorter.MOST_RUNS + " runs can be merged");
    }
    PrintableWriter out = (PrintableWriter) spec.commandLine().getOut();
    OutputFile file = output == null ? null : OutputFile.at(output);
    try (Batches batches = stack.open(references.toArray(String[]::new))) {
      List<MergedResults.Source> sources = sources(batches);
      Path folder = temporary().resolve(".tenfold-" + UUID.randomUUID());
      try (IndexSorter sorter = new IndexSorter(folder, IndexSorter.memoryOfThisProcess())) {
        MergedResults results = new MergedResults(sources, formatter(out), withInput, sorter);
        Coverage coverage =
            file == null ? toStandardOutput(results, out) : file.write(results::writeTo);
        return report(batches, sources, results, coverage);
      }
    }
  }

  private Path temporary() {
    if (temp != null) {
      return temp;
    }
    return output != null
        ? output.toAbsolutePath().getParent()
        : Path.of(System.getProperty("java.io.tmpdir"));
  }

  private OutputFormat formatter(PrintableWriter out) {
    return switch (format) {
      case jsonl -> new OutputFormat.Jsonl();
      case json -> new OutputFormat.JsonArray();
      case csv -> new OutputFormat.Csv(output == null && out.isTerminal());
    };
  }

  private List<MergedResults.Source> sources(Batches batches) {
    LinkedHashSet<String> arns = new LinkedHashSet<>();
    references.forEach(reference -> arns.add(batches.resolve(reference)));
    List<MergedResults.Source> sources = new ArrayList<>();
    for (String arn : arns) {
      Batches.Run run = batches.describe(arn);
      ResultFiles files = new RunResults(batches).require(run);
      MapRun.ItemCounts counts = batches.mapRun(arn).map(Batches.MapRunState::counts).orElse(null);
      boolean unfinished = batches.unfinished(arn).isPresent();
      if (unfinished) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(UnfinishedHint.of(batches, run));
        err.flush();
      }
      sources.add(
          new MergedResults.Source(
              run,
              files,
              counts == null ? 0 : counts.total(),
              counts == null
                  ? 0
                  : counts.unread() + (unfinished ? counts.running() + counts.pending() : 0)));
    }
    sources.sort(Comparator.comparing(source -> source.run().startDate()));
    return sources;
  }

  private static Coverage toStandardOutput(MergedResults results, PrintableWriter printed)
      throws IOException {
    OutputStream out = new BufferedOutputStream(printed.data(), 1 << 18);
    try {
      return results.writeTo(out);
    } catch (IOException e) {
      if (!printed.isLost()) {
        throw e; // a temporary file
      }
      // What is said of that is said at the command's end. All records were looked at before the
      // first was written.
      return results.coverage();
    }
  }

  private int report(
      Batches batches,
      List<MergedResults.Source> sources,
      MergedResults results,
      Coverage coverage) {
    PrintWriter err = spec.commandLine().getErr();
    if (output != null) {
      err.printf("Wrote %s to %s.%n", Quantity.of(results.written(), "output"), output);
    }
    if (coverage.replacedRecords() > 0) {
      err.printf(
          "%s succeeded in more than one run; the latest run's output is taken.%n",
          Quantity.of(coverage.replacedRecords(), "record"));
    }
    Batches.Run first = sources.get(0).run();
    Batches.Run last = sources.get(sources.size() - 1).run();
    if (!coverage.leftOut().isEmpty()) {
      err.println("Not in the output: " + coverage.leftOut() + '.' + next(batches, last, coverage));
    }
    if (first.retryOf() != null) {
      err.printf(
          "%s is a retry and holds only the records it tried again; for all of them name %s,"
              + " too.%n",
          first.name(), batches.word(first.retryOf()));
    }
    coverage.faults().forEach(fault -> err.println("LOST: " + fault));
    err.flush();
    return coverage.faults().isEmpty() ? ExitCode.SUCCEEDED : ExitCode.RECORDS_LOST;
  }

  /** Returns what leads on; to a run that did not finish {@link UnfinishedHint} does. */
  private static String next(Batches batches, Batches.Run run, Coverage coverage) {
    String word = batches.word(run.arn());
    return coverage.failedRecords() > 0
        ? " See: " + batches.hints().command("failures", word, "--group")
        : coverage.pendingRecords() > 0
            ? " Run them: " + batches.again("retry", run.arn(), "--pending")
            : "";
  }
}
