package io.tenfold.cli.environment.option;

import io.tenfold.cli.console.ExitCode;
import io.tenfold.cli.console.PrintableWriter;
import io.tenfold.cli.environment.FunctionEnvironment;
import io.tenfold.cli.settings.Settings;
import io.tenfold.local.lambda.AwsVariables;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tenfold env}: gives a shell the environment that the function would have. */
@Command(
    name = "env",
    header = "Prints the function's environment, for a shell's eval.",
    description = {
      "",
      "Prints what gives a shell the variables that `tenfold run` gives the function, checked as"
          + " Lambda checks them, and takes away from it every other way to AWS: for the"
          + " development mode, a debugger, or a function started by hand. Values are printed as"
          + " they are, secrets as well."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  tenfold env --env-file local.env > function.sh",
      "  eval \"$(tenfold env --env-file local.env --aws up)\"",
      "  make dev ENV=\"PRICE_LIST=2026 TOKEN\" ENV_FILE=local.env"
    })
public final class EnvCommand implements Callable<Integer> {
  /** What would lead to the credentials of whoever develops. */
  private static final List<String> WAYS_TO_AWS =
      List.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_PROFILE",
          "AWS_DEFAULT_PROFILE",
          "AWS_ROLE_ARN",
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI",
          AwsVariables.ENDPOINT);

  @Spec private CommandSpec spec;

  @Mixin private EnvironmentOptions options;

  @Override
  public Integer call() throws Exception {
    Map<String, String> shell = System.getenv();
    byte[] lines =
        lines(options.environment(spec, Settings.here(), shell)).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = ((PrintableWriter) spec.commandLine().getOut()).data()) {
      out.write(lines);
    }
    return ExitCode.SUCCEEDED;
  }

  /** Returns the lines, which a shell has to take one after the other. */
  static String lines(FunctionEnvironment environment) {
    Map<String, String> variables = new TreeMap<>();
    StringBuilder lines = new StringBuilder();
    if (!environment.aws().isOwn()) {
      lines.append("unset ").append(String.join(" ", WAYS_TO_AWS)).append('\n');
      variables.putAll(AwsVariables.ofSandbox());
    }
    variables.put("AWS_REGION", environment.aws().region());
    variables.put("AWS_DEFAULT_REGION", environment.aws().region());
    variables.putAll(environment.over(Map.of()));
    variables.forEach(
        (name, value) ->
            lines
                .append("export ")
                .append(name)
                .append("='")
                .append(value.replace("'", "'\\''"))
                .append("'\n"));
    return lines.toString();
  }
}
