package io.tenfold.cli.endpoint;

import io.tenfold.cli.console.ExitCode;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.json.Json;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tenfold down}: ends the endpoint that {@code tenfold up} started. */
@Command(
    name = "down",
    header = "Ends the local AWS endpoint.",
    description = "Ends the local AWS endpoint, once the results of what runs are written.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  tenfold down", "  tenfold down --folder .tenfold/aws"})
public final class DownCommand implements Callable<Integer> {
  /** A run that is stopped has a minute to write its results; the rest takes seconds. */
  private static final int LIMIT_SECONDS = 75;

  @Spec private CommandSpec spec;

  @Mixin private EndpointFolder where;

  @Option(names = "--json", description = "Prints one JSON object, that of `status`.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Path folder = where.path();
    EndpointFile.Endpoint endpoint = new EndpointFile(folder).running();
    if (endpoint == null) {
      spec.commandLine().getErr().println("No endpoint of " + folder + " is running.");
      return ended(folder);
    }
    endpoint.process().destroy();
    try {
      endpoint.process().onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      endpoint.process().destroyForcibly();
      throw new UserError("The endpoint did not end by itself and was killed.", e);
    }
    return ended(folder);
  }

  private int ended(Path folder) {
    if (json) {
      spec.commandLine().getOut().println(Json.write(EndpointFile.json(null, folder)));
    }
    return ExitCode.SUCCEEDED;
  }
}
