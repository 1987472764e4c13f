package io.tenfold.bench;

import io.tenfold.bench.coldstart.ColdStartCommand;
import io.tenfold.bench.commands.CommandsCommand;
import io.tenfold.bench.reading.ReadingCommand;
import io.tenfold.bench.throughput.ThroughputCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks' command: one subcommand per benchmark. */
@Command(
    name = "bench",
    description = "Measures Tenfold beside its peers.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ThroughputCommand.class,
      ReadingCommand.class,
      CommandsCommand.class,
      ColdStartCommand.class
    },
    synopsisSubcommandLabel = "BENCHMARK")
public final class Bench implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs the command line and ends the process: 0, 1 if a benchmark failed, 2 for its usage. */
  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true);
    command.setExecutionExceptionHandler(
        (exception, failed, parsed) -> {
          failed.getErr().println("bench failed: " + exception.getMessage());
          if (!(exception instanceof BenchFailure)) {
            exception.printStackTrace(failed.getErr());
          }
          return 1;
        });
    System.exit(command.execute(arguments));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which benchmark?");
  }
}
