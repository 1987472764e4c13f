package io.tenfold.cli.command;

import io.tenfold.cli.batch.Batches;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenfold resume}: goes on with a run of this machine that was cut off. */
@Command(
    name = "resume",
    header = "Goes on with a run on this machine that was killed, stopped or failed.",
    description = {
      "",
      "Runs the records of a run on this machine that have no outcome: those it never started,"
          + " those that were aborted, and those that may have run when the process was killed or"
          + " the disk was full. What succeeded or failed stays as it is. The run keeps its name"
          + " and its results' place, and ends with one complete set of results.",
      "",
      "Ends as run does: 0 SUCCEEDED, 1 not, 2 wrong command line, 3 nothing was run, 4 records are"
          + " not accounted for. On AWS, Step Functions itself does not lose its place: use tenfold"
          + " retry --pending."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  tenfold resume --local last",
      "  tenfold resume --local orders-1 --tolerate 100   # more had failed than it tolerated"
    })
final class ResumeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "An execution's ARN or name, or last.")
  private String reference;

  @Mixin private RunLimits limits;

  @Option(names = "--json", description = "Prints the summary as one JSON object.")
  private boolean json;

  @Mixin private StackOptions stack;

  @Mixin private FunctionOptions function;

  @Override
  public Integer call() throws Exception {
    Map<String, Object> changed = new LinkedHashMap<>();
    if (limits.concurrency() != null) {
      changed.put("maxConcurrency", limits.concurrency());
    }
    if (limits.tolerated() != null) {
      changed.put("toleratedFailurePercentage", limits.tolerated());
    }
    try (Batches batches = stack.open(function, reference)) {
      return new WatchView(batches, spec.commandLine().getOut(), spec.commandLine().getErr())
          .show(batches.resume(reference, changed), json);
    }
  }
}
