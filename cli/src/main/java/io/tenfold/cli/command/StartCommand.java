package io.tenfold.cli.command;

import io.tenfold.cli.batch.Batches;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenfold start}: checks a file, uploads it, and starts a run over it. */
@Command(
    name = "start",
    header = "Checks a file of records, uploads it, and starts a run over it.",
    description = {
      "",
      "Checks a file of records, uploads it under a key of its own, and starts a run over it. A"
          + " file that is not well-formed, or has records that are too large, is not uploaded. On"
          + " this machine, with --local, nothing is uploaded to anywhere: the engine itself reads"
          + " the file to its end before the first record is run.",
      "",
      "Ends with 0 when the run is started, and 3 when it is not. With --watch, and with --local,"
          + " where the run ends with the command, it ends as watch does: 0 SUCCEEDED, 1 not, 4"
          + " records are not accounted for."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  tenfold start samples/orders.json --watch",
      "  tenfold start --tolerate 5 --max-concurrency 50 orders.json.gz",
      "  tenfold start --batch-size 100 --param date=2026-11-01 orders.jsonl",
      "  tenfold start export.csv --delimiter semicolon",
      "  tenfold start s3://my-bucket/input/orders.json",
      "  tenfold start s3://my-bucket/scans/ --suffix .pdf --newer-than 2d",
      "  tenfold start --local samples/orders.json"
    })
final class StartCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE|KEY",
      description =
          "A file of records: a JSON array, JSON Lines or CSV, also compressed (.gz, .zst);"
              + " where the stack reads another format, it becomes that on the way. Or what is in"
              + " the stack's bucket already: a key, or an s3:// address. Or - for standard input,"
              + " with --format. What ends in a slash is a prefix, s3://bucket/images/ or images/"
              + " in the stack's bucket, and with --local a folder: each object below it becomes a"
              + " record.")
  private String file;

  @Mixin private RunLimits limits;

  @Mixin private BatchOptions batch;

  @Mixin private FormatOptions format;

  @Mixin private ObjectOptions objects;

  @Option(names = "--watch", description = "Shows how far the run is, to its end.")
  private boolean watch;

  @Option(
      names = "--json",
      description =
          "Prints one JSON object: what was started or, where it is watched, its summary.")
  private boolean json;

  @Mixin private StackOptions stack;

  @Mixin private FunctionOptions function;

  @Override
  public Integer call() throws Exception {
    try (Batches batches = stack.open(function)) {
      return new FileStart(batches, spec.commandLine().getOut(), spec.commandLine().getErr(), json)
          .start(file, format, objects, limits, batch, watch);
    }
  }
}
