package io.tenfold.cli.command;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.console.ExitCode;
import io.tenfold.cli.console.Quantity;
import io.tenfold.local.json.Json;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      "Lists the runs of the stack, newest first.",
      "",
      "Ends with 0, or 3 if it can't."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  tenfold list", "  tenfold list --status FAILED --max 100 --json"})
final class ListCommand implements Callable<Integer> {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

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
      description = "How many at most. Default: ${DEFAULT-VALUE}.")
  private int max;

  @Option(names = "--json", description = "Prints one JSON array.")
  private boolean json;

  @Mixin private StackOptions stack;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (Batches batches = stack.open()) {
      List<Batches.Run> runs = batches.list(status == null ? null : status.name(), max);
      if (json) {
        List<Object> array = new ArrayList<>();
        runs.forEach(run -> array.add(json(run)));
        out.println(Json.write(array));
      } else if (runs.isEmpty()) {
        out.println("No runs.");
      } else {
        out.printf("%-15s  %-19s  %10s  %s%n", "STATUS", "STARTED", "TOOK", "NAME");
        for (Batches.Run run : runs) {
          out.printf(
              "%-15s  %-19s  %10s  %s%n",
              run.status(), DATE.format(run.startDate()), Quantity.of(run.duration()), run.name());
        }
      }
    }
    out.flush();
    return ExitCode.SUCCEEDED;
  }

  private static Map<String, Object> json(Batches.Run run) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("executionArn", run.arn());
    object.put("name", run.name());
    object.put("status", run.status());
    object.put("startDate", run.startDate().toString());
    object.put("stopDate", run.stopDate() == null ? null : run.stopDate().toString());
    return object;
  }
}
