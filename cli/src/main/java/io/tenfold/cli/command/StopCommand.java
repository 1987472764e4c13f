package io.tenfold.cli.command;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.console.ExitCode;
import io.tenfold.cli.console.Quantity;
import io.tenfold.cli.results.CountWords;
import io.tenfold.cli.results.NextSteps;
import io.tenfold.cli.results.RunJson;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.run.MapRun;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenfold stop}: ends a run before its time. */
@Command(
    name = "stop",
    header = "Stops a run.",
    description = {
      "",
      "Stops a run, without asking, and waits up to a minute for its end. What has succeeded stays;"
          + " `tenfold retry RUN --pending` runs the rest. With --local it ends the process that"
          + " runs it, as Ctrl-C there would.",
      "",
      "Ends with 0 when the run has ended or had ended before, and 1 when it has not yet."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  tenfold stop last", "  tenfold stop orders-1 --cause 'wrong file'"})
final class StopCommand implements Callable<Integer> {
  private static final long LIMIT_NANOS = Duration.ofMinutes(1).toNanos();

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "An execution's ARN or name, or last.")
  private String reference;

  @Option(
      names = "--cause",
      paramLabel = "TEXT",
      defaultValue = "Stopped with tenfold stop",
      description = "Why, for those who look at the run. Default: ${DEFAULT-VALUE}.")
  private String cause;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Mixin private StackOptions stack;

  @Override
  public Integer call() throws Exception {
    try (Batches batches = stack.open(reference)) {
      Batches.Run run = batches.describe(batches.resolve(reference));
      boolean wasOver = run.ended();
      if (!wasOver) {
        batches.stop(run.arn(), cause);
        run = awaitEnd(batches, run.arn());
      }
      print(batches, run, wasOver);
      return run.ended() ? ExitCode.SUCCEEDED : ExitCode.RUN_FAILED;
    }
  }

  private static Batches.Run awaitEnd(Batches batches, String arn) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    Batches.Run run = batches.describe(arn);
    while (!run.ended() && System.nanoTime() < deadline) {
      Thread.sleep(1_000);
      run = batches.describe(arn);
    }
    return run;
  }

  private void print(Batches batches, Batches.Run run, boolean wasOver) {
    PrintWriter out = spec.commandLine().getOut();
    Batches.MapRunState mapRun = batches.mapRun(run.arn()).orElse(null);
    MapRun.ItemCounts counts = mapRun == null ? null : mapRun.counts();
    if (json) {
      Map<String, Object> object = RunJson.of(run, counts);
      object.put("wasOver", wasOver);
      out.println(Json.write(object));
    } else {
      out.println(
          wasOver
              ? run.name() + " had ended already: " + run.status() + "."
              : run.ended()
                  ? run.name() + " has ended: " + run.status() + "."
                  : run.name() + " is being stopped and has not ended yet.");
      if (counts != null) {
        out.printf(
            "%s: %s.%n", Quantity.of(counts.total(), "record"), CountWords.of(counts, run.ended()));
      }
      if (run.ended()) {
        new NextSteps(batches)
            .of(run, counts)
            .forEach(step -> out.println("next: " + step.command()));
      }
    }
    out.flush();
  }
}
