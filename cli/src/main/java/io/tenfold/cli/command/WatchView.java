package io.tenfold.cli.command;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.batch.Watch;
import io.tenfold.cli.console.Printable;
import io.tenfold.cli.console.PrintableWriter;
import io.tenfold.cli.console.Progress;
import io.tenfold.cli.console.SteadyProgress;
import io.tenfold.cli.results.NextSteps;
import io.tenfold.cli.results.RunSummary;
import java.io.IOException;
import java.io.PrintWriter;

/** Watches a run on a terminal or in a pipe, to its end and summary. */
final class WatchView {
  private final Batches batches;
  private final PrintableWriter out;
  private final PrintWriter err;

  /** Takes whose runs they are. */
  WatchView(Batches batches, PrintWriter out, PrintWriter err) {
    this.batches = batches;
    this.out = (PrintableWriter) out;
    this.err = err;
  }

  /** Watches a run, prints its summary, and returns the command's exit code. */
  int show(String arn, boolean json) throws IOException, InterruptedException {
    return summary(arn, json).exitCode();
  }

  /** Watches a run, prints its summary, and returns it. */
  RunSummary summary(String arn, boolean json) throws IOException, InterruptedException {
    if (batches.runsHere(arn)) {
      untilEnd(arn);
    } else if (!batches.describe(arn).ended()) {
      untilEndOrFarewell(arn);
    }
    RunSummary summary =
        RunSummary.of(
            batches,
            arn,
            note -> {
              err.println(note);
              err.flush();
            });
    if (json) {
      out.print(summary.json());
    } else {
      summary.print(out);
      out.print(next(summary));
    }
    out.flush();
    return summary;
  }

  /** Ctrl-C ends the watching alone. */
  private void untilEndOrFarewell(String arn) throws InterruptedException {
    Thread farewell =
        new Thread(
            () -> {
              err.println();
              err.println("The run goes on. Come back with: " + command("watch", arn));
              err.println("             End it with: " + command("stop", arn));
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

  private String command(String name, String arn) {
    return batches.hints().command(name, batches.word(arn));
  }

  /** What one would want to do now. */
  private String next(RunSummary summary) {
    StringBuilder lines = new StringBuilder();
    for (NextSteps.Step step : new NextSteps(batches).of(summary.run(), summary.counts())) {
      lines
          .append(lines.isEmpty() ? "  next      " : "            ")
          .append(Printable.line(step.command()))
          .append(System.lineSeparator());
    }
    return lines.toString();
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The shutdown has begun.
    }
  }
}
