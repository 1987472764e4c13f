package io.tenfold.cli.environment.option;

import io.tenfold.cli.batch.aws.OwnAws;
import io.tenfold.cli.console.Hints;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.endpoint.EndpointFile;
import io.tenfold.cli.environment.FunctionEnvironment;
import io.tenfold.cli.environment.GivenAws;
import io.tenfold.cli.environment.GivenVariables;
import io.tenfold.cli.settings.Setting;
import io.tenfold.cli.settings.Settings;
import io.tenfold.local.lambda.ConfiguredVariables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a function on this machine has in its environment, as options of a command. */
public final class EnvironmentOptions {
  /** An endpoint's URL, in which no name or password has a place. */
  private static final String URL = "https?://[A-Za-z0-9.\\-\\[\\]:]+/?";

  @ArgGroup(
      exclusive = false,
      heading =
          "%nWhat the function on this machine has in its environment (on AWS, Terraform's variable"
              + " environment):%n")
  private final What what = new What();

  /** The options, under a heading of their own. */
  static final class What {
    @Option(
        names = "--env",
        paramLabel = "NAME[=VALUE]",
        description =
            "A variable; NAME alone takes the value that this shell has, so that a secret is on no"
                + " command line. May be given several times.")
    private List<String> variables = new ArrayList<>();

    @Option(
        names = "--env-file",
        paramLabel = "FILE",
        description =
            "Lines NAME=VALUE or NAME, and comments (#), as docker run takes them; --env is"
                + " stronger. Default: env-file.")
    private List<Path> files = new ArrayList<>();

    @Option(
        names = "--aws",
        paramLabel = "up|URL|own",
        description =
            "The AWS that the function has: up, the endpoint that `tenfold up` started, or the URL"
                + " of another, with dummy keys; or own, this shell's own credentials, endpoint and"
                + " Region, with which what it does is done. Default: aws, or none: no endpoint and"
                + " no credentials.")
    private String aws;
  }

  /** Returns whether one of them is on the command line. */
  public boolean given() {
    return !what.variables.isEmpty() || !what.files.isEmpty() || what.aws != null;
  }

  /**
   * Returns the options that give the same again: of variables the names alone, whose values are
   * then the shell's, for they may be secrets.
   */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    for (String variable : what.variables) {
      int end = variable.indexOf('=');
      boolean valued = end >= 0 && end < variable.length() - 1;
      words.addAll(List.of("--env", valued ? variable.substring(0, end) : variable));
    }
    what.files.forEach(file -> Hints.add(words, "--env-file", file));
    Hints.add(words, "--aws", what.aws);
    return words;
  }

  /**
   * Returns what they say, and the settings where they say nothing.
   *
   * @param spec the command that has them
   * @param shell the command's own environment
   * @throws UserError if a file, the endpoint or this shell's credentials can't be had
   * @throws ParameterException if the command line is wrong
   */
  public FunctionEnvironment environment(
      CommandSpec spec, Settings settings, Map<String, String> shell) {
    GivenVariables given = new GivenVariables(shell);
    Path usual = settings.path(Setting.ENV_FILE, null);
    if (!what.files.isEmpty()) {
      what.files.forEach(given::addFile);
    } else if (usual != null) {
      given.addFile(usual);
    }
    for (String variable : what.variables) {
      try {
        given.add(variable, "--env");
      } catch (UserError e) {
        throw new ParameterException(spec.commandLine(), e.getMessage(), e);
      }
    }
    return new FunctionEnvironment(
        new ConfiguredVariables(given.values()), aws(spec, settings, shell));
  }

  private GivenAws aws(CommandSpec spec, Settings settings, Map<String, String> shell) {
    String word = what.aws != null ? what.aws : settings.text(Setting.AWS);
    if (word == null) {
      return GivenAws.none();
    }
    if (word.equals("up")) {
      return GivenAws.endpoint(word, running(settings), shell);
    }
    if (word.equals(GivenAws.OWN)) {
      return OwnAws.of(shell);
    }
    if (word.matches(URL)) {
      return GivenAws.endpoint(word, word, shell);
    }
    String message =
        "aws is " + word + " but must be up, own or a URL such as http://127.0.0.1:4566";
    throw what.aws != null
        ? new ParameterException(spec.commandLine(), "--" + message)
        : new UserError("Of the settings, " + message + ".");
  }

  private static String running(Settings settings) {
    Path folder = settings.folder().resolve("aws");
    EndpointFile.Endpoint endpoint = new EndpointFile(folder).running();
    if (endpoint == null) {
      throw new UserError(
          "No endpoint of "
              + folder
              + " is running, so the function can't have it. Start it: tenfold up --background; or"
              + " name another: --aws http://127.0.0.1:4566");
    }
    return endpoint.url();
  }
}
