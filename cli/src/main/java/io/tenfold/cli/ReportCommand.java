package io.tenfold.cli;

import io.tenfold.cli.report.ReportDocument;
import io.tenfold.cli.report.ReportPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
      "Writes a run that is over as one HTML page that needs no network: its outcome, the records"
          + " in flight over time, their durations, the failures by error, and the failed records"
          + " to sort and search.",
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
    ReportDocument document;
    try (Batches batches = stack.open(run)) {
      document = RunReport.of(batches, batches.resolve(run));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(document.text());
    } else {
      write(document);
      out.println("The report is in " + output + ". Open it in a browser.");
    }
    out.flush();
    return ExitCode.SUCCEEDED;
  }

  /** Under another name first, so that nobody finds half a page. */
  private void write(ReportDocument document) throws IOException {
    Path target = output.toAbsolutePath();
    try {
      Path half = target.resolveSibling(target.getFileName() + ".part");
      try {
        try (Writer writer = Files.newBufferedWriter(half, StandardCharsets.UTF_8)) {
          new ReportPage(document).write(writer);
        }
        Files.move(half, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(half);
      }
    } catch (IOException e) {
      throw new UserError("Can't write " + output + ": " + e, e);
    }
  }
}
