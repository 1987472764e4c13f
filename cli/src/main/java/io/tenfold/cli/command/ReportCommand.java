package io.tenfold.cli.command;

import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.console.ExitCode;
import io.tenfold.cli.report.ReportDocument;
import io.tenfold.cli.report.ReportPage;
import io.tenfold.cli.report.RunReport;
import io.tenfold.cli.results.OutputFile;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tenfold report}: a run as a page to look at and to hand on. */
@Command(
    name = "report",
    header = "Writes a run as an HTML page.",
    description = {
      "",
      "Writes a run that is over as one HTML page that needs no network: its outcome, its workflow,"
          + " records and failures over time, the failures by error and message with a record of"
          + " each, the failed records to sort, search and download, durations, and its retries."
          + " While a run goes on, `tenfold watch RUN --web` shows the same page.",
      "",
      "Ends with 0 when the page is written, with 2 when the command line is wrong, and with 3"
          + " when there is no such run or its results can't be read."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  tenfold report last -o report.html",
      "  tenfold report --local last",
      "  tenfold report --json arn:aws:states:…:execution:orders:… | jq .durations"
    })
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The run's ARN, its name, or `last`.")
  private String run;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = "report.html",
      description = "Where the page is written. Default: ${DEFAULT-VALUE}.")
  private Path output;

  @Option(
      names = "--json",
      description = "Prints the report's data as one JSON object, and writes no page.")
  private boolean json;

  @Mixin private StackOptions stack;

  @Override
  public Integer call() throws Exception {
    OutputFile file = json ? null : OutputFile.at(output);
    ReportDocument document;
    try (Batches batches = stack.open(run)) {
      document = new RunReport(batches).of(batches.resolve(run));
    }
    PrintWriter said = spec.commandLine().getOut();
    if (json) {
      said.println(document.text());
    } else {
      file.write(
          out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            new ReportPage(document).write(writer);
            writer.flush();
            return null;
          });
      said.println("The report is in " + output + ". Open it in a browser.");
    }
    said.flush();
    return ExitCode.SUCCEEDED;
  }
}
