package io.tenfold.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The operator's command: {@code tenfold}. */
@Command(
    name = "tenfold",
    description = "Runs every record of a batch through one function, and loses none.",
    mixinStandardHelpOptions = true,
    versionProvider = Tenfold.Version.class,
    subcommands = {
      RunCommand.class,
      CostCommand.class,
      ReportCommand.class,
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Tenfold implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Runs the command line and returns its exit code, one of {@link ExitCode}. */
  static int execute(String... args) {
    CommandLine command = new CommandLine(new Tenfold());
    command.setExecutionExceptionHandler(
        (exception, failed, parsed) -> {
          failed.getErr().println(failed.getColorScheme().errorText(messageOf(exception)));
          if (System.getenv("TENFOLD_DEBUG") != null) {
            exception.printStackTrace(failed.getErr());
          }
          return ExitCode.ERROR;
        });
    return command.execute(args);
  }

  private static String messageOf(Exception exception) {
    return exception instanceof UserError
        ? exception.getMessage()
        : "tenfold failed: " + exception + " (TENFOLD_DEBUG=1 shows where)";
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "A command is missing.");
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Tenfold.class.getPackage().getImplementationVersion();
      return new String[] {"tenfold " + (version == null ? "(not packaged)" : version)};
    }
  }
}
