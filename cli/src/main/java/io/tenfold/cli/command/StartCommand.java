package io.tenfold.cli.command;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.batch.FileCheck;
import io.tenfold.cli.batch.NewRun;
import io.tenfold.cli.batch.embedded.RunSettings;
import io.tenfold.cli.console.ExitCode;
import io.tenfold.cli.console.Quantity;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.json.Json;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
          + " file that is not well-formed, or has records that are too large, is not uploaded.",
      "",
      "Ends with 0 when the run is started, and 3 when it is not. With --watch, and with --local,"
          + " where the run is in the foreground, it ends as watch does: 0 SUCCEEDED, 1 not, 4"
          + " records are not accounted for."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  tenfold start samples/orders.json --watch",
      "  tenfold start --tolerate 5 --max-concurrency 50 orders.json.gz",
      "  tenfold start s3://my-bucket/input/orders.json",
      "  tenfold start --local samples/orders.json"
    })
final class StartCommand implements Callable<Integer> {
  private static final String S3 = "s3://";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE|KEY",
      description =
          "A file of records: a JSON array, or one compressed with gzip (.gz). Or what is in the"
              + " stack's bucket already: a key, or an s3:// address.")
  private String file;

  @Mixin private RunLimits limits;

  @Option(names = "--watch", description = "Shows how far the run is, to its end.")
  private boolean watch;

  @Option(
      names = "--json",
      description =
          "Prints one JSON object: what was started or, where it is watched, its summary.")
  private boolean json;

  @Mixin private StackOptions stack;

  @Mixin private FunctionOptions function;

  /** What is to be run: the key of a file, its bucket if that is another, and a name for it. */
  private record Work(String key, String bucket, String executionName, Long records) {}

  @Override
  public Integer call() throws Exception {
    boolean watched = watch || stack.local();
    // What is wrong with them is said before anything is done.
    RunSettings settings = stack.local() ? function.settings() : null;
    try (Batches batches = stack.open(() -> settings)) {
      Path path = Path.of(file);
      Work work =
          !file.startsWith(S3) && Files.isRegularFile(path)
              ? upload(batches, path, watched)
              : existing(batches);
      Map<String, Object> input =
          NewRun.input(work.key(), limits.concurrency(), limits.tolerated());
      if (work.bucket() != null) {
        input.put("bucket", work.bucket());
      }
      String arn = batches.start(work.executionName(), input);
      // On this machine it has ended by now, and its summary says which it was.
      if (!stack.local() && !(json && watched)) {
        print(batches, arn, work);
      }
      return watched
          ? new WatchView(batches, stack, spec.commandLine().getOut(), spec.commandLine().getErr())
              .show(arn, json)
          : ExitCode.SUCCEEDED;
    }
  }

  private Work upload(Batches batches, Path path, boolean watched) throws IOException {
    FileCheck check = FileCheck.of(path);
    if (!check.faults().isEmpty()) {
      List<String> lines = new ArrayList<>(check.faults());
      if (check.more() > 0) {
        lines.add(String.format("and %,d more records that are too large", check.more()));
      }
      lines.add("Nothing was uploaded or started.");
      throw new UserError(lines);
    }
    NewRun run = NewRun.of(path.getFileName().toString(), batches.stack().inputPrefix());
    batches.upload(path, run.key());
    if (!json) {
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          "Checked  %s: %s, well-formed, none over 256 KiB%n",
          path, Quantity.of(check.records(), "record"));
      out.printf("Uploaded %s%n", batches.address(batches.stack().bucket(), run.key()));
      out.flush();
    }
    return new Work(run.key(), null, run.executionName(), check.records());
  }

  private Work existing(Batches batches) throws IOException {
    String bucket = batches.stack().bucket();
    String key = file;
    if (file.startsWith(S3)) {
      int slash = file.indexOf('/', S3.length());
      if (slash < 0 || slash == file.length() - 1) {
        throw new UserError(file + " names no object. Give s3://BUCKET/KEY.");
      }
      bucket = file.substring(S3.length(), slash);
      key = file.substring(slash + 1);
    }
    try {
      batches.store().head(bucket, key);
    } catch (ServiceException e) {
      throw new UserError(
          (file.startsWith(S3)
                  ? "There is no object "
                  : "There is no file " + file + " here, and in the bucket there is no object ")
              + batches.address(bucket, key)
              + ". Name a file of records, or a key of the stack's bucket.",
          e);
    }
    String name = NewRun.of(key.substring(key.lastIndexOf('/') + 1), "").executionName();
    return new Work(key, bucket.equals(batches.stack().bucket()) ? null : bucket, name, null);
  }

  private void print(Batches batches, String arn, Work work) {
    PrintWriter out = spec.commandLine().getOut();
    Batches.Run run = batches.describe(arn);
    if (json) {
      Map<String, Object> started = new LinkedHashMap<>();
      started.put("executionArn", arn);
      started.put("name", run.name());
      started.put("key", work.key());
      if (work.records() != null) {
        started.put("records", work.records());
      }
      started.put("consoleUrl", run.consoleLink());
      out.println(Json.write(started));
    } else {
      out.printf("Started  %s%n", arn);
      if (run.consoleLink() != null) {
        out.printf("Console  %s%n", run.consoleLink());
      }
      if (!watch) {
        out.printf("Watch it with: tenfold watch %s%s%n", arn, stack.hint());
      }
    }
    out.flush();
  }
}
