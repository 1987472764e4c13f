package io.tenfold.cli.command;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.batch.NewRun;
import io.tenfold.cli.console.ExitCode;
import io.tenfold.cli.console.FaultWords;
import io.tenfold.cli.console.Quantity;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.file.FormatDetection;
import io.tenfold.cli.file.SaidFormat;
import io.tenfold.cli.results.CorrectedRecords;
import io.tenfold.cli.results.NextSteps;
import io.tenfold.cli.results.RetryFile;
import io.tenfold.cli.results.RunJson;
import io.tenfold.cli.results.RunResults;
import io.tenfold.cli.results.RunSummary;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.map.result.ResultFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenfold retry}: a new run over the records of a run that failed. */
@Command(
    name = "retry",
    header = "Starts a new run over the records of a run that failed.",
    description = {
      "",
      "Starts a new run over the records of a run that failed, also of a run that SUCCEEDED within"
          + " its tolerance. The records keep their indexes, so that `tenfold results` merges both"
          + " runs, and their idempotency keys, unless they are corrected. A retry can be tried"
          + " again in turn. It gets through all of its records, however many fail again, unless"
          + " --tolerate says otherwise.",
      "",
      "Ends with 0 when the run is started or nothing is to be tried again, and 3 when it can't be"
          + " started. With --watch, and with --local, it ends with 0 when no record is left, 1"
          + " when records still failed, and 4 when records are not accounted for."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  tenfold retry last --watch",
      "  tenfold retry orders-1 --error TransientFailure --pending",
      "  tenfold retry --local last",
      "  tenfold failures last --json > wrong.jsonl   # correct the records in it, then",
      "  tenfold retry last --corrected wrong.jsonl --watch"
    })
final class RetryCommand implements Callable<Integer> {
  private static final int LONGEST_CHAIN = 100;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "An execution's ARN or name, or last.")
  private String reference;

  @Option(
      names = "--error",
      paramLabel = "NAME",
      description =
          "Only the records that failed with this error: its name, or what follows its last dot.")
  private String error;

  @Option(names = "--pending", description = "Also the records that the run never started.")
  private boolean pending;

  @Option(
      names = "--corrected",
      paramLabel = "FILE",
      description =
          "Only the records in this file, as corrected there: lines of `tenfold failures --format"
              + " jsonl`, the table of `tenfold failures --format csv --with-input`, or the run's"
              + " own CSV file again.")
  private Path corrected;

  @Mixin private RunLimits limits;

  @Mixin private BatchOptions batch;

  @Option(names = "--watch", description = "Shows how far the new run is, to its end.")
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
    if (corrected != null && (error != null || pending)) {
      throw new ParameterException(
          spec.commandLine(), "--corrected says which records; leave out --error and --pending");
    }
    if (corrected != null && !Files.isRegularFile(corrected)) {
      throw new UserError(
          Files.isDirectory(corrected)
              ? corrected + " is a folder. Give the file of the corrected records."
              : "There is no file " + corrected + ".");
    }
    try (Batches batches = stack.open(function, reference)) {
      Batches.Run run = batches.describe(batches.resolve(reference));
      Path file = Files.createTempFile("tenfold-retry-", ".records");
      try {
        ResultFiles results = new RunResults(batches).require(run);
        if (batches.unfinished(run.arn()).isPresent()) {
          // A retry beside the rest of the run would leave two halves of a result.
          throw new UserError(
              "What failed is retried once the run got through its records. "
                  + UnfinishedHint.of(batches, run));
        }
        batches.requireEnvironment(run.arn());
        Optional<ReaderConfig> stackReads = batches.reader();
        ReaderConfig reader = stackReads.orElseGet(() -> ReaderConfig.of(InputType.JSON));
        RetryFile retry =
            corrected != null
                ? new CorrectedRecords(results)
                    .write(corrected, rows(stackReads), total(batches, run), reader, file)
                : RetryFile.write(results, new RetryFile.Selection(error, pending), reader, file);
        sayLeftOut(retry);
        return retry.records() == 0 ? nothing(run) : start(batches, run, retry, reader, file);
      } finally {
        forget(file);
      }
    }
  }

  /** Returns how the correction is read if it is a table, else null. */
  private ReaderConfig rows(Optional<ReaderConfig> stackReads) throws IOException {
    return ReaderConfig.byName(corrected.getFileName().toString())
            .filter(ReaderConfig::textValues)
            .isPresent()
        ? new FormatDetection(SaidFormat.NOTHING, stackReads).of(corrected)
        : null;
  }

  /** Returns how many records the first run's file had, -1 if nobody knows. */
  private static long total(Batches batches, Batches.Run run) {
    Batches.Run first = chain(batches, run).get(0);
    return first.retryOf() != null
        ? -1
        : batches.mapRun(first.arn()).map(mapRun -> mapRun.counts().total()).orElse(-1L);
  }

  /** A temporary file that stays is no reason to call a run that went well a failure. */
  private void forget(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      spec.commandLine().getErr().println(file + " is left over: " + FaultWords.of(e));
    }
  }

  private void sayLeftOut(RetryFile retry) {
    PrintWriter err = spec.commandLine().getErr();
    if (retry.otherErrors() > 0) {
      err.printf(
          "Left out: %s that %s.%n",
          Quantity.of(retry.otherErrors(), "record"),
          corrected == null ? "failed with another error" : "are not in the file");
    }
    if (retry.pending() > 0) {
      err.printf(
          "Left out: %s that never started (--pending has them, too).%n",
          Quantity.of(retry.pending(), "record"));
    }
    err.flush();
  }

  private int nothing(Batches.Run run) {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Object> none = new LinkedHashMap<>();
    none.put("records", 0);
    none.put("retryOf", run.arn());
    out.println(json ? Json.write(none) : "Nothing to try again in " + run.name() + ".");
    out.flush();
    return ExitCode.SUCCEEDED;
  }

  private int start(
      Batches batches, Batches.Run run, RetryFile retry, ReaderConfig reader, Path file)
      throws IOException, InterruptedException {
    NewRun again = NewRun.of(nameOf(run), batches.stack().inputPrefix() + "retries/");
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      out.printf("Retrying %s of %s%n", Quantity.of(retry.records(), "record"), run.name());
      out.flush();
    }
    batches.upload(file, again.key());
    String arn = batches.start(again.executionName(), input(run, again.key()), reader);
    // What ends with this process is seen to its end.
    boolean watched = watch || batches.runsHere(arn);
    if (!(json && watched)) {
      String hint = watched ? null : batches.hints().command("watch", batches.word(arn));
      print(out, batches.describe(arn), run, retry, again, hint);
    }
    RunSummary summary =
        watched
            ? new WatchView(batches, out, spec.commandLine().getErr()).summary(arn, json)
            : null;
    if (!json) {
      List<String> names = new ArrayList<>();
      chain(batches, run).forEach(each -> names.add(each.name()));
      names.add(again.executionName());
      out.printf(
          "%s: %s%n",
          watched ? "All outputs in one file" : "All outputs in one file, when it has ended",
          new NextSteps(batches).results(names));
      out.flush();
    }
    return summary == null ? ExitCode.SUCCEEDED : end(summary);
  }

  /** Says how many records are left, and that, too, by the exit code: a retry is to leave none. */
  private int end(RunSummary summary) {
    int code = summary.exitCode();
    if (summary.failed() > 0) {
      PrintWriter err = spec.commandLine().getErr();
      err.printf("%s still failed.%n", Quantity.are(summary.failed(), "record"));
      err.flush();
    }
    return code == ExitCode.SUCCEEDED && summary.failed() > 0 ? ExitCode.RUN_FAILED : code;
  }

  /** A retry of a retry is named for the file, not for the retry. */
  private static String nameOf(Batches.Run run) {
    String stem = NewRun.fileName(run.name());
    return stem.endsWith("-retry") ? stem : stem + "-retry";
  }

  /**
   * The run's own concurrency, batch size and parameters hold for its retry, unless others are
   * asked for.
   */
  private Map<String, Object> input(Batches.Run run, String key) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("key", key);
    if (run.input() instanceof Map<?, ?> before) {
      for (String field : List.of("maxConcurrency", "batchSize", "parameters")) {
        if (before.get(field) != null) {
          input.put(field, before.get(field));
        }
      }
    }
    // What failed before may well fail again, and is no reason to leave the rest untried.
    Double tolerated = limits.tolerated() == null ? Double.valueOf(100) : limits.tolerated();
    input.putAll(NewRun.input(key, limits.concurrency(), tolerated));
    batch.addTo(input);
    input.put("retryOf", run.arn());
    return input;
  }

  /** Returns the runs from the first to the one that is tried again. */
  private static List<Batches.Run> chain(Batches batches, Batches.Run run) {
    List<Batches.Run> runs = new ArrayList<>();
    Batches.Run at = run;
    runs.add(at);
    try {
      while (at.retryOf() != null && runs.size() < LONGEST_CHAIN) {
        at = batches.describe(at.retryOf());
        runs.add(0, at);
      }
    } catch (UserError e) {
      // Step Functions forgets an execution after 90 days; the rest is still good to know.
      return runs;
    }
    return runs;
  }

  private void print(
      PrintWriter out,
      Batches.Run started,
      Batches.Run run,
      RetryFile retry,
      NewRun again,
      String watch) {
    if (json) {
      Map<String, Object> object = RunJson.of(started, null);
      object.put("key", again.key());
      object.put("records", retry.records());
      object.put("leftOut", retry.otherErrors() + retry.pending());
      object.put("retryOf", run.arn());
      out.println(Json.write(object));
    } else {
      out.printf("Started  %s%n", started.arn());
      if (started.consoleLink() != null) {
        out.printf("Console  %s%n", started.consoleLink());
      }
      if (watch != null) {
        out.printf("Watch it with: %s%n", watch);
      }
    }
    out.flush();
  }
}
