package io.tenfold.cli.command;

import io.tenfold.cli.batch.embedded.FunctionPackages;
import io.tenfold.cli.batch.embedded.RunSettings;
import io.tenfold.cli.console.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say what runs the records on this machine. */
final class FunctionOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @ArgGroup(exclusive = false, heading = "%nWhat runs the records on this machine:%n")
  private final What what = new What();

  /** The options, under a heading of their own. */
  static final class What {
    @Option(
        names = "--workflow",
        paramLabel = "FILE",
        defaultValue = "statemachine.asl.json",
        description = "The state machine's definition. Default: ${DEFAULT-VALUE}.")
    private Path workflow = Path.of("statemachine.asl.json");

    @Option(
        names = "--function",
        paramLabel = "ZIP",
        description = {
          "The function's package, or a folder with its content. Default:",
          "lambda-native/target/function.zip (native) while no source is newer, else",
          "lambda-native/target/jvm/function.zip."
        })
    private Path function;

    @Option(
        names = "--memory",
        paramLabel = "MB",
        defaultValue = "512",
        description = "The function's memory. Default: ${DEFAULT-VALUE}.")
    private int memory = 512;

    @Option(
        names = "--timeout",
        paramLabel = "SECONDS",
        defaultValue = "30",
        description = "How long one invocation may take. Default: ${DEFAULT-VALUE}.")
    private int timeout = 30;

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
  RunSettings settings() {
    if (!Files.isRegularFile(what.workflow)) {
      throw new UserError(
          "There is no workflow "
              + what.workflow
              + ". Run from the project's folder, or give --workflow.");
    }
    requireRange("--timeout", what.timeout, 1, 900);
    requireRange("--memory", what.memory, 128, 10_240);
    if (what.reservedConcurrency != null) {
      requireRange("--reserved-concurrency", what.reservedConcurrency, 0, 1_000_000);
    }
    return new RunSettings(
        what.workflow,
        what.function == null ? built() : what.function,
        what.memory,
        Duration.ofSeconds(what.timeout),
        what.reservedConcurrency == null
            ? OptionalInt.empty()
            : OptionalInt.of(what.reservedConcurrency));
  }

  private Path built() {
    return new FunctionPackages(Path.of(""), spec.commandLine().getErr()::println).chosen();
  }

  private void requireRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          option + " is " + value + " but must be from " + least + " to " + most);
    }
  }
}
