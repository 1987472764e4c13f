package io.tenfold.cli.command;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.web.PageServer;
import io.tenfold.cli.web.RunPages;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
      "  tenfold watch --local last --web",
      "  tenfold watch arn:aws:states:us-east-1:123456789012:execution:tenfold:orders-1",
      "  tenfold watch last --json 2>/dev/null | jq .counts"
    })
final class WatchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "An execution's ARN or name, or last.")
  private String reference;

  @Option(names = "--json", description = "Prints the summary as one JSON object.")
  private boolean json;

  @Option(
      names = "--web",
      description =
          "Shows it as a page, too, which this command serves on 127.0.0.1, to who has its address,"
              + " until it is ended with Ctrl-C: while the run goes on, and as the report of"
              + " `tenfold report` after that.")
  private boolean web;

  @Mixin private StackOptions stack;

  @Override
  public Integer call() throws Exception {
    try (Batches batches = stack.open(reference)) {
      String arn = batches.resolve(reference);
      WatchView view =
          new WatchView(batches, spec.commandLine().getOut(), spec.commandLine().getErr());
      if (!web) {
        return view.show(arn, json);
      }
      // Of its own: what asks AWS is for one thread.
      RunPages pages = new RunPages(() -> stack.open(arn));
      try (PageServer server = PageServer.start(0, pages)) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("The page of the run: " + server.address(arn));
        err.flush();
        int code = view.show(arn, json);
        err.println("The page stays until Ctrl-C.");
        err.flush();
        new CountDownLatch(1).await();
        return code;
      }
    }
  }
}
