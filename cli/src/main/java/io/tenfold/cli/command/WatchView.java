package io.tenfold.cli.command;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.batch.Watch;
import io.tenfold.cli.console.Printable;
import io.tenfold.cli.console.Progress;
import io.tenfold.cli.console.SteadyProgress;
import io.tenfold.cli.results.RunSummary;
import java.io.IOException;
import java.io.PrintWriter;

/** Watches a run on a terminal or in a pipe, to its end and summary. */
final class WatchView {
  private final Batches batches;
  private final String hint;
  private final PrintWriter out;
  private final PrintWriter err;

  /** Takes whose runs they are, and the words that lead another command to them. */
  WatchView(Batches batches, String hint, PrintWriter out, PrintWriter err) {
    this.batches = batches;
    this.hint = hint;
    this.out = out;
    this.err = err;
  }

  /** Watches a run, prints its summary, and returns the command's exit code. */
  int show(String arn, boolean json) throws IOException, InterruptedException {
    if (batches.runsHere(arn)) {
      untilEnd(arn);
    } else if (!batches.describe(arn).ended()) {
      untilEndOrFarewell(arn);
    }
    RunSummary summary = RunSummary.of(batches, arn);
    out.print(json ? summary.json() : summary.text() + next(arn, summary));
    out.flush();
    return summary.exitCode();
  }

  /** Ctrl-C ends the watching alone. */
  private void untilEndOrFarewell(String arn) throws InterruptedException {
    Thread farewell =
        new Thread(
            () -> {
              err.println();
              err.println("The run goes on. Come back with: tenfold watch" + words(arn));
              err.println("             End it with: tenfold stop" + words(arn));
              err.flush();
            },
            "tenfold-farewell");
    Runtime.getRuntime().addShutdownHook(farewell);
    try {
      untilEnd(arn);
    } finally {
      removeHook(farewell);
    }
  }

  private void untilEnd(String arn) throws InterruptedException {
    new Watch(
            batches,
            time -> Thread.sleep(time.toMillis()),
            note -> {
              err.println(note);
              err.flush();
            })
        .untilEnd(arn, new SteadyProgress(() -> Progress.on(err), err::println));
  }

  private String words(String arn) {
    return Printable.line(" " + batches.word(arn) + hint);
  }

  /** What one would want to do now. */
  private String next(String arn, RunSummary summary) {
    // Of a retry alone nobody wants the results; who started it was told how to merge them.
    if (summary.manifest() == null || summary.run().retryOf() != null && summary.failed() == 0) {
      return "";
    }
    return summary.failed() > 0
        ? String.format(
            "  next      tenfold failures%1$s --group%n            tenfold retry%1$s%n", words(arn))
        : String.format("  next      tenfold results%s -o results.jsonl%n", words(arn));
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The shutdown has begun.
    }
  }
}
