package io.tenfold.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say what runs the records on this machine. */
final class FunctionOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--workflow",
      paramLabel = "FILE",
      defaultValue = "statemachine.asl.json",
      description = "The state machine's definition. Default: ${DEFAULT-VALUE}.")
  private Path workflow;

  @Option(
      names = "--function",
      paramLabel = "ZIP",
      description = {
        "The function's package, or a folder with its content. Default: the newer of",
        "lambda-native/target/function.zip (native) and lambda-native/target/jvm/function.zip."
      })
  private Path function;

  @Option(
      names = "--memory",
      paramLabel = "MB",
      defaultValue = "512",
      description = "The function's memory. Default: ${DEFAULT-VALUE}.")
  private int memory;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long one invocation may take. Default: ${DEFAULT-VALUE}.")
  private int timeout;

  @Option(
      names = "--reserved-concurrency",
      paramLabel = "N",
      description = "Throttles the function above that many invocations at once. Default: none.")
  private Integer reservedConcurrency;

  /**
   * Returns what runs the records.
   *
   * @throws UserError if there is no workflow, or no package
   */
  LocalRun.Settings settings() {
    if (!Files.isRegularFile(workflow)) {
      throw new UserError(
          "There is no workflow "
              + workflow
              + ". Run from the project's folder, or give --workflow.");
    }
    requireRange("--timeout", timeout, 1, 900);
    requireRange("--memory", memory, 128, 10_240);
    if (reservedConcurrency != null) {
      requireRange("--reserved-concurrency", reservedConcurrency, 0, 1_000_000);
    }
    return new LocalRun.Settings(
        workflow,
        function == null ? FunctionPackages.newest() : function,
        memory,
        Duration.ofSeconds(timeout),
        reservedConcurrency == null ? OptionalInt.empty() : OptionalInt.of(reservedConcurrency));
  }

  private void requireRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          option + " is " + value + " but must be from " + least + " to " + most);
    }
  }
}
