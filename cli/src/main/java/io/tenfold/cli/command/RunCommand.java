package io.tenfold.cli.command;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.batch.embedded.EmbeddedBatches;
import io.tenfold.cli.batch.embedded.RunSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code tenfold run}: the whole batch on this machine, without an account; {@code start --local}.
 */
@Command(
    name = "run",
    header = "Runs a batch on this machine, without an account.",
    description = {
      "",
      "Runs a batch on this machine: the workflow file in the local engine, the function in"
          + " processes of its own. It is tenfold start --local.",
      "",
      "Ends with 0 when the run SUCCEEDED, 1 when it did not, 2 when the command line is wrong, 3"
          + " when nothing was run, and 4 when the results do not account for every record, or"
          + " can't be read."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  tenfold run samples/orders.json",
      "  tenfold run export.csv",
      "  tenfold run scans/ --suffix .pdf",
      "  tenfold run --batch-size 100 --param date=2026-11-01 orders.jsonl",
      "  tenfold run --env PRICE_LIST=2026 --env TOKEN --aws up orders.json",
      "  tenfold run --tolerate 0 --max-concurrency 2 orders.json.gz"
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE|DIR",
      description =
          "The file of records: a JSON array, JSON Lines or CSV, also compressed (.gz, .zst)."
              + " Or - for standard input, with --format. Of a folder each file in it, and in the"
              + " folders below it, becomes a record.")
  private String file;

  @Mixin private RunLimits limits;

  @Mixin private BatchOptions batch;

  @Mixin private FormatOptions format;

  @Mixin private ObjectOptions objects;

  @Mixin private FunctionOptions function;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "Where the bucket, the queue and the function's logs are kept. Default: folder, or"
              + " .tenfold.")
  private Path folder;

  @Option(names = "--json", description = "Prints the summary as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    RunSettings settings = function.settings();
    PrintWriter err = spec.commandLine().getErr();
    try (Batches batches =
        new EmbeddedBatches(
            StackOptions.localFolder(folder),
            () -> settings,
            err::println,
            StackOptions.localHints(folder))) {
      return new FileStart(batches, spec.commandLine().getOut(), err, json)
          .start(file, format, objects, limits, batch, true);
    }
  }
}
