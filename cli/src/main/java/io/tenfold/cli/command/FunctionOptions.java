package io.tenfold.cli.command;

import io.tenfold.cli.batch.embedded.FunctionPackages;
import io.tenfold.cli.batch.embedded.RunSettings;
import io.tenfold.cli.console.Hints;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.environment.FunctionEnvironment;
import io.tenfold.cli.environment.option.EnvironmentOptions;
import io.tenfold.cli.settings.Setting;
import io.tenfold.cli.settings.Settings;
import io.tenfold.local.WorkflowFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say what runs the records on this machine. */
final class FunctionOptions {
  private static final int MEMORY = 512;
  private static final int LEAST_MEMORY = 128;
  private static final int MOST_MEMORY = 10_240;
  private static final int TIMEOUT = 30;
  private static final int MOST_TIMEOUT = 900;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @ArgGroup(
      exclusive = false,
      heading =
          "%nWhat runs the records on this machine (a default in small letters is a line of"
              + " tenfold.properties or $$TENFOLD_…):%n")
  private final What what = new What();

  @Mixin private EnvironmentOptions environment;

  /** The options, under a heading of their own. */
  static final class What {
    @Option(
        names = "--workflow",
        paramLabel = "FILE",
        description = {
          "The state machine's definition. Default: workflow, or statemachine.asl.json where there",
          "is one, else the one in this command, which is that of Terraform's module."
        })
    private Path workflow;

    @Option(
        names = "--function",
        paramLabel = "ZIP",
        description = {
          "The function's package, or a folder with its content. Default: function, or of the",
          "Maven module (module, or lambda-native where there is one, else this folder)",
          "target/function.zip (native) while no source is newer, else target/jvm/function.zip."
        })
    private Path function;

    @Option(
        names = "--memory",
        paramLabel = "MB",
        description = "The function's memory. Default: memory, or " + MEMORY + ".")
    private Integer memory;

    @Option(
        names = "--timeout",
        paramLabel = "SECONDS",
        description = "How long one invocation may take. Default: timeout, or " + TIMEOUT + ".")
    private Integer timeout;

    @Option(
        names = "--reserved-concurrency",
        paramLabel = "N",
        description = "Throttles the function above that many invocations at once. Default: none.")
    private Integer reservedConcurrency;
  }

  /**
   * Returns what runs the records.
   *
   * @throws UserError if there is no workflow, or no package
   */
  RunSettings settings() throws IOException {
    if (what.timeout != null) {
      requireRange("--timeout", what.timeout, 1, MOST_TIMEOUT);
    }
    if (what.memory != null) {
      requireRange("--memory", what.memory, LEAST_MEMORY, MOST_MEMORY);
    }
    if (what.reservedConcurrency != null) {
      requireRange("--reserved-concurrency", what.reservedConcurrency, 0, 1_000_000);
    }
    Settings settings = Settings.here();
    return new RunSettings(
        workflow(settings),
        function(settings),
        what.memory != null
            ? what.memory
            : settings.number(Setting.MEMORY, MEMORY, LEAST_MEMORY, MOST_MEMORY),
        Duration.ofSeconds(
            what.timeout != null
                ? what.timeout
                : settings.number(Setting.TIMEOUT, TIMEOUT, 1, MOST_TIMEOUT)),
        what.reservedConcurrency == null
            ? OptionalInt.empty()
            : OptionalInt.of(what.reservedConcurrency),
        environment(settings),
        words());
  }

  /** Returns the options that give the same again. */
  private List<String> words() {
    List<String> words = new ArrayList<>();
    Hints.add(words, "--workflow", what.workflow);
    Hints.add(words, "--function", what.function);
    Hints.add(words, "--memory", what.memory);
    Hints.add(words, "--timeout", what.timeout);
    Hints.add(words, "--reserved-concurrency", what.reservedConcurrency);
    words.addAll(environment.words());
    return words;
  }

  private FunctionEnvironment environment(Settings settings) {
    FunctionEnvironment given = environment.environment(spec, settings, System.getenv());
    if (given.aws().isOwn()) {
      spec.commandLine()
          .getErr()
          .println("The function has this shell's own AWS credentials: what it does is done.");
    }
    return given;
  }

  /**
   * Refuses what only a function on this machine can be given.
   *
   * @throws CommandLine.ParameterException if it is on the command line
   */
  void refuseEnvironment() {
    if (environment.given()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--env, --env-file and --aws are for runs on this machine (--local); a stack's function"
              + " has the variables of Terraform's environment");
    }
  }

  private WorkflowFile workflow(Settings settings) throws IOException {
    Path named = what.workflow != null ? what.workflow : settings.path(Setting.WORKFLOW, null);
    if (named == null) {
      Path here = Path.of(WorkflowFile.NAME);
      return Files.isRegularFile(here) ? WorkflowFile.read(here) : WorkflowFile.shipped();
    }
    if (!Files.isRegularFile(named)) {
      throw new UserError(
          "There is no workflow "
              + named
              + ". Name one by --workflow or "
              + Setting.WORKFLOW.key()
              + ", or none: then Tenfold's own is run.");
    }
    return WorkflowFile.read(named);
  }

  private Path function(Settings settings) {
    Path named = what.function != null ? what.function : settings.path(Setting.FUNCTION, null);
    return named != null
        ? named
        : new FunctionPackages(
                Path.of(""),
                settings.path(Setting.MODULE, null),
                spec.commandLine().getErr()::println)
            .chosen();
  }

  private void requireRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          option + " is " + value + " but must be from " + least + " to " + most);
    }
  }
}
