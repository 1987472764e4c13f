package io.tenfold.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenfold run}: the whole batch on this machine, without an account. */
@Command(
    name = "run",
    description = {
      "Runs a batch on this machine: the workflow file in the local engine, the function in"
          + " processes of its own.",
      "",
      "Ends with 0 when the run SUCCEEDED, 1 when it did not, 2 when the command line is wrong, 3"
          + " when nothing could be run, and 4 when the results do not account for every record."
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

  @Option(
      names = "--max-concurrency",
      paramLabel = "N",
      description = "How many records are in flight at once, at most. Default: the workflow's, 10.")
  private Integer maxConcurrency;

  @Option(
      names = "--tolerate",
      paramLabel = "PERCENT",
      description =
          "How many percent of the records may fail before the run does. Default: the workflow's,"
              + " 50.")
  private Double tolerate;

  @Option(
      names = "--workflow",
      paramLabel = "FILE",
      defaultValue = "statemachine.asl.json",
      description = "The state machine's definition. Default: ${DEFAULT-VALUE}.")
  private Path workflow;

  @Option(
      names = "--function",
      paramLabel = "ZIP",
      description = {
        "The function's package, or a folder with its content. Default: the newer of",
        "lambda-native/target/function.zip (native) and lambda-native/target/jvm/function.zip."
      })
  private Path function;

  @Option(
      names = "--memory",
      paramLabel = "MB",
      defaultValue = "512",
      description = "The function's memory. Default: ${DEFAULT-VALUE}.")
  private int memory;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long one invocation may take. Default: ${DEFAULT-VALUE}.")
  private int timeout;

  @Option(
      names = "--reserved-concurrency",
      paramLabel = "N",
      description = "Throttles the function above that many invocations at once. Default: none.")
  private Integer reservedConcurrency;

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
    if (!Files.isRegularFile(workflow)) {
      throw new UserError(
          "There is no workflow "
              + workflow
              + ". Run from the project's folder, or give --workflow.");
    }
    requireRange("--timeout", timeout, 1, 900);
    requireRange("--memory", memory, 128, 10_240);
    if (reservedConcurrency != null) {
      requireRange("--reserved-concurrency", reservedConcurrency, 0, 1_000_000);
    }
    LocalBatch.Settings settings =
        new LocalBatch.Settings(
            file,
            maxConcurrency,
            tolerate,
            workflow,
            function == null ? FunctionPackages.newest() : function,
            memory,
            Duration.ofSeconds(timeout),
            reservedConcurrency == null ? OptionalInt.empty() : OptionalInt.of(reservedConcurrency),
            folder);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    // Progress goes to stderr, so that the summary on stdout can be piped.
    return new LocalBatch(settings, Progress.on(err))
        .run(
            summary -> {
              out.print(json ? summary.json() : summary.text());
              out.flush();
            })
        .exitCode();
  }

  private void requireRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          option + " is " + value + " but must be from " + least + " to " + most);
    }
  }
}
