package io.tenfold.cli.command;

import io.tenfold.cli.batch.NewRun;
import io.tenfold.cli.batch.embedded.EmbeddedBatches;
import io.tenfold.cli.batch.embedded.RunSettings;
import io.tenfold.cli.console.Progress;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.results.RunSummary;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenfold run}: the whole batch on this machine, without an account. */
@Command(
    name = "run",
    header = "Runs a batch on this machine, without an account.",
    description = {
      "",
      "Runs a batch on this machine: the workflow file in the local engine, the function in"
          + " processes of its own.",
      "",
      "Ends with 0 when the run SUCCEEDED, 1 when it did not, 2 when the command line is wrong, 3"
          + " when nothing was run, and 4 when the results do not account for every record, or"
          + " can't be read."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  tenfold run samples/orders.json",
      "  tenfold run --tolerate 0 --max-concurrency 2 orders.json.gz"
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "The file of records: a JSON array, or one compressed with gzip (.gz).")
  private Path file;

  @Mixin private RunLimits limits;

  @Mixin private FunctionOptions function;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      defaultValue = ".tenfold",
      description =
          "Where the bucket, the queue and the function's logs are kept. Default:"
              + " ${DEFAULT-VALUE}.")
  private Path folder;

  @Option(names = "--json", description = "Prints the summary as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (!Files.isRegularFile(file)) {
      throw new UserError("There is no file " + file + ". Name a file of records.");
    }
    RunSettings settings = function.settings();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    // Progress goes to stderr, so that the summary on stdout can be piped.
    try (EmbeddedBatches batches =
        new EmbeddedBatches(folder, () -> settings, () -> Progress.on(err), err::println)) {
      NewRun run = NewRun.of(file.getFileName().toString(), batches.stack().inputPrefix());
      batches.upload(file, run.key());
      String arn =
          batches.start(
              run.executionName(),
              NewRun.input(run.key(), limits.concurrency(), limits.tolerated()));
      // Before the batches are closed: after Ctrl-C this process lives no longer than they do.
      RunSummary summary = RunSummary.of(batches, arn);
      out.print(json ? summary.json() : summary.text());
      out.flush();
      return summary.exitCode();
    }
  }
}
