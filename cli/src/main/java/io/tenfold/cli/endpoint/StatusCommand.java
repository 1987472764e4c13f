package io.tenfold.cli.endpoint;

import io.tenfold.cli.console.ExitCode;
import io.tenfold.local.json.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tenfold status}: tells whether the endpoint runs, and where. */
@Command(
    name = "status",
    header = "Tells whether the local AWS endpoint runs.",
    description = "Tells whether the local AWS endpoint runs: ends with 0 if it does, else with 1.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  tenfold status", "  eval \"$(tenfold status --env)\""})
public final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private EndpointFolder where;

  @Option(names = "--env", description = "Prints what to export, for a shell's eval.")
  private boolean env;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Path folder = where.path();
    EndpointFile.Endpoint endpoint = new EndpointFile(folder).running();
    if (json) {
      spec.commandLine().getOut().println(Json.write(EndpointFile.json(endpoint, folder)));
      return endpoint == null ? ExitCode.RUN_FAILED : ExitCode.SUCCEEDED;
    }
    if (endpoint == null) {
      spec.commandLine().getErr().println("No endpoint of " + folder + " is running.");
      return ExitCode.RUN_FAILED;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        env
            ? EndpointFile.exports(endpoint.url())
            : "The endpoint runs at "
                + endpoint.url()
                + " (process "
                + endpoint.process().pid()
                + ").\n");
    out.flush();
    return ExitCode.SUCCEEDED;
  }
}
