package io.tenfold.cli.command;

import io.tenfold.cli.batch.Batches;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenfold watch}: shows how far a run is, to its end. */
@Command(
    name = "watch",
    header = "Shows how far a run is, to its end and summary.",
    description = {
      "",
      "Shows how far a run is until it has ended, and then what it came to; at once, if it is over."
          + " Ctrl-C leaves the run running.",
      "",
      "Ends with 0 when the run SUCCEEDED, 1 when it did not, and 4 when its results do not account"
          + " for every record."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  tenfold watch last",
      "  tenfold watch arn:aws:states:us-east-1:123456789012:execution:tenfold:orders-1",
      "  tenfold watch last --json 2>/dev/null | jq .counts"
    })
final class WatchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "An execution's ARN or name, or last.")
  private String reference;

  @Option(names = "--json", description = "Prints the summary as one JSON object.")
  private boolean json;

  @Mixin private StackOptions stack;

  @Override
  public Integer call() throws Exception {
    try (Batches batches = stack.open(reference)) {
      return new WatchView(batches, spec.commandLine().getOut(), spec.commandLine().getErr())
          .show(batches.resolve(reference), json);
    }
  }
}
