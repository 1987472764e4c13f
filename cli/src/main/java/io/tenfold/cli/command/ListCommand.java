package io.tenfold.cli.command;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.console.CountConverter;
import io.tenfold.cli.console.ExitCode;
import io.tenfold.cli.console.PrintableWriter;
import io.tenfold.cli.console.Quantity;
import io.tenfold.cli.results.RunJson;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.run.MapRun;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tenfold list}: the runs, newest first. */
@Command(
    name = "list",
    header = "Lists the runs, newest first.",
    description = {
      "",
      "Lists the runs of the stack, newest first; on this machine with the records that each had,"
          + " and how many of them failed.",
      "",
      "Ends with 0, or 3 if it can't."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  tenfold list", "  tenfold list --status FAILED --max 100 --json"})
final class ListCommand implements Callable<Integer> {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private static final String LINE = "%-15s  %-19s  %10s  %11s  %9s  %s%n";

  /** How a run can stand. */
  enum Status {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED,
    PENDING_REDRIVE
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only those: ${COMPLETION-CANDIDATES}.")
  private Status status;

  @Option(
      names = "--max",
      paramLabel = "N",
      defaultValue = "20",
      converter = CountConverter.class,
      description = "How many at most. Default: ${DEFAULT-VALUE}.")
  private int max;

  @Option(names = "--json", description = "Prints one JSON array.")
  private boolean json;

  @Mixin private StackOptions stack;

  @Override
  public Integer call() throws Exception {
    PrintableWriter out = (PrintableWriter) spec.commandLine().getOut();
    try (Batches batches = stack.open()) {
      List<Batches.Run> runs = batches.list(status == null ? null : status.name(), max);
      if (json) {
        List<Object> array = new ArrayList<>();
        runs.forEach(run -> array.add(RunJson.of(run, counts(batches, run))));
        out.println(Json.write(array));
      } else if (runs.isEmpty()) {
        out.println("No runs.");
      } else {
        out.printf(LINE, "STATUS", "STARTED", "TOOK", "RECORDS", "FAILED", "NAME");
        for (Batches.Run run : runs) {
          MapRun.ItemCounts counts = counts(batches, run);
          out.status(run.status(), String.format("%-15s", run.status()));
          out.printf(
              LINE.substring("%-15s".length()),
              DATE.format(run.startDate()),
              Quantity.of(run.duration()),
              counts == null ? "" : String.format("%,d", counts.total()),
              counts == null ? "" : String.format("%,d", counts.failed() + counts.timedOut()),
              run.name());
        }
      }
    }
    out.flush();
    return ExitCode.SUCCEEDED;
  }

  /** What is here is read in a moment; of AWS, each run would be a call that is throttled. */
  private static MapRun.ItemCounts counts(Batches batches, Batches.Run run) {
    return batches.objectsAreHere()
        ? batches.mapRun(run.arn()).map(Batches.MapRunState::counts).orElse(null)
        : null;
  }
}
