package io.tenfold.cli;

import io.tenfold.local.map.ResultFiles;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The operator's command: {@code tenfold}. */
@Command(
    name = "tenfold",
    description = "Runs every record of a batch through one function, and loses none.",
    mixinStandardHelpOptions = true,
    versionProvider = Tenfold.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "A RUN is an execution's ARN or name, or last. Exit codes: 0 done; 1 the run did not"
          + " succeed; 2 wrong command line; 3 nothing could be done; 4 records are not accounted"
          + " for.",
      "",
      "Examples:",
      "  tenfold run samples/orders.json            # on this machine",
      "  tenfold start samples/orders.json --watch  # on the stack of Terraform",
      "  tenfold failures last --group",
      "  tenfold retry last --watch"
    })
public final class Tenfold implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(
        execute(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
  }

  /** Runs the command line and returns its exit code, one of {@link ExitCode}. */
  static int execute(PrintWriter out, PrintWriter err, String... args) {
    CommandLine command = commandLine(args.length == 0 ? "" : args[0]);
    command.setOut(out);
    command.setErr(err);
    command.setExecutionExceptionHandler(
        (exception, failed, parsed) -> {
          failed.getErr().println(failed.getColorScheme().errorText(messageOf(exception)));
          if (System.getenv("TENFOLD_DEBUG") != null) {
            exception.printStackTrace(failed.getErr());
          }
          failed.getErr().flush();
          return ExitCode.ERROR;
        });
    command.setParameterExceptionHandler(Tenfold::explain);
    command.setCaseInsensitiveEnumValuesAllowed(true);
    // A dozen of options in the first line tell less than the list below it.
    command.getSubcommands().values().stream()
        .map(subcommand -> subcommand.getCommandSpec().usageMessage())
        .forEach(usage -> usage.abbreviateSynopsis(true));
    return command.execute(args);
  }

  /** Says what is wrong with the command line, in a line or two rather than the whole help. */
  private static int explain(CommandLine.ParameterException exception, String[] args) {
    CommandLine failed = exception.getCommandLine();
    PrintWriter err = failed.getErr();
    err.println(failed.getColorScheme().errorText(exception.getMessage()));
    CommandLine.UnmatchedArgumentException.printSuggestions(exception, err);
    err.println("See: " + failed.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return ExitCode.USAGE;
  }

  /** Returns the command with the one subcommand of that name, or with all if there is none. */
  private static CommandLine commandLine(String name) {
    Map<String, Supplier<Object>> subcommands = subcommands();
    CommandLine command = new CommandLine(new Tenfold());
    // Reading a subcommand's options takes longer than most of them need for what they do.
    if (subcommands.containsKey(name) && !name.equals("completion")) {
      command.addSubcommand(name, subcommands.get(name).get());
    } else {
      subcommands.forEach((word, made) -> command.addSubcommand(word, made.get()));
    }
    return command;
  }

  /** The subcommands in the order of the help; a new one is added here. */
  private static Map<String, Supplier<Object>> subcommands() {
    Map<String, Supplier<Object>> subcommands = new LinkedHashMap<>();
    subcommands.put("run", RunCommand::new);
    subcommands.put("start", StartCommand::new);
    subcommands.put("watch", WatchCommand::new);
    subcommands.put("results", ResultsCommand::new);
    subcommands.put("failures", FailuresCommand::new);
    subcommands.put("retry", RetryCommand::new);
    subcommands.put("list", ListCommand::new);
    subcommands.put("stop", StopCommand::new);
    subcommands.put("queue", QueueCommand::new);
    subcommands.put("cost", CostCommand::new);
    subcommands.put("report", ReportCommand::new);
    subcommands.put("up", UpCommand::new);
    subcommands.put("down", DownCommand::new);
    subcommands.put("status", StatusCommand::new);
    subcommands.put("completion", CompletionCommand::new);
    return subcommands;
  }

  private static String messageOf(Exception exception) {
    // Both tell a user what is wrong, where, and what to do.
    return exception instanceof UserError || exception instanceof ResultFiles.Unreadable
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
