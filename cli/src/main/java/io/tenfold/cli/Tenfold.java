package io.tenfold.cli;

import io.tenfold.cli.command.Subcommands;
import io.tenfold.cli.console.CommandOutput;
import io.tenfold.cli.console.ExitCode;
import io.tenfold.cli.console.FaultWords;
import io.tenfold.cli.console.Printable;
import io.tenfold.cli.console.PrintableWriter;
import io.tenfold.cli.console.Terminal;
import io.tenfold.cli.console.UserError;
import io.tenfold.local.map.result.ResultFiles;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
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
      "A RUN is an execution's ARN or name, or last. Each command has --help (-h), the same as"
          + " tenfold help COMMAND. Exit codes: 0 done; 1 the run did not succeed; 2 wrong command"
          + " line; 3 nothing could be done; 4 records are not accounted for; 130 Ctrl-C; 141 who"
          + " read the output has had enough.",
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
    // The texts are English, and so are the numbers in them; keys have no other digits anyway.
    Locale.setDefault(Locale.ENGLISH);
    System.exit(execute(args));
  }

  private static int execute(String... args) {
    try {
      // Bytes as they are: System.out has another encoding where the locale says so.
      return execute(
          new FileOutputStream(FileDescriptor.out),
          new FileOutputStream(FileDescriptor.err),
          Terminal::isOutput,
          args);
    } catch (Throwable e) {
      // A machine without descriptors or memory may not even let a message be made.
      System.err.println(
          "tenfold failed: " + FaultWords.of(e) + "; what a run did: tenfold watch --local last");
      return ExitCode.ERROR;
    }
  }

  /**
   * Runs the command line and returns its exit code, one of {@link ExitCode}.
   *
   * @param terminal tells whether {@code out} is one
   */
  static int execute(
      OutputStream stdout, OutputStream err, BooleanSupplier terminal, String... words) {
    CommandOutput out = new CommandOutput(stdout);
    String[] args = HelpText.asked(words);
    boolean stack = args.length == 2 && args[0].equals(HelpText.STACK);
    if (stack) {
      args[0] = "list";
    }
    CommandLine command = commandLine(args.length == 0 ? "" : args[0]);
    PrintableWriter printed = new PrintableWriter(out, terminal, false);
    PrintableWriter complaints = new PrintableWriter(err, () -> true, true);
    // Help is this program's own text, and may have colours.
    command.setOut(new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true));
    command.setErr(complaints);
    PrintWriter coloured =
        new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
    command.setExecutionStrategy(
        parsed -> {
          if (stack) {
            command.getOut().print(HelpText.stack(command.getSubcommands().get("list")));
            return ExitCode.SUCCEEDED;
          }
          if (parsed.asCommandLineList().stream().anyMatch(CommandLine::isUsageHelpRequested)) {
            command.setColorScheme(colours(terminal.getAsBoolean() && Terminal.likesColours()));
          }
          Integer help = CommandLine.executeHelpRequest(parsed);
          if (help != null) {
            return help;
          }
          command.setOut(printed);
          return new CommandLine.RunLast().execute(parsed);
        });
    command.setExecutionExceptionHandler(
        (exception, failed, parsed) -> {
          if (out.closed() || out.failed() && !(exception instanceof UserError)) {
            // That is why; it is said below.
            return ExitCode.SUCCEEDED;
          }
          coloured.println(errors().errorText(messageOf(exception)));
          if (System.getenv("TENFOLD_DEBUG") != null) {
            StringWriter trace = new StringWriter();
            exception.printStackTrace(new PrintWriter(trace));
            complaints.print(trace.toString().replace("\t", "    "));
            complaints.flush();
          }
          return ExitCode.ERROR;
        });
    command.setParameterExceptionHandler(
        (exception, unread) -> explain(exception, coloured, complaints));
    command.setCaseInsensitiveEnumValuesAllowed(true);
    // A dozen of options in the first line tell less than the list below it.
    for (CommandLine subcommand : command.getSubcommands().values()) {
      subcommand.getCommandSpec().usageMessage().abbreviateSynopsis(true);
      HelpText.fold(subcommand);
    }
    int code = command.execute(args);
    command.getOut().flush();
    printed.flush();
    if (out.failed() && !out.closed() && code != ExitCode.ERROR) {
      coloured.println(errors().errorText(out.sentence()));
    }
    complaints.flush();
    return out.exitCode(code);
  }

  /** Complaints have colours by where they go: the library looks at stdin and stdout instead. */
  private static CommandLine.Help.ColorScheme errors() {
    return colours(Terminal.isColouredError());
  }

  private static CommandLine.Help.ColorScheme colours(boolean any) {
    return CommandLine.Help.defaultColorScheme(
        any ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF);
  }

  /** Says what is wrong with the command line, in a line or two rather than the whole help. */
  private static int explain(
      CommandLine.ParameterException exception, PrintWriter coloured, PrintWriter err) {
    CommandLine failed = exception.getCommandLine();
    coloured.println(errors().errorText(UsageWords.of(exception)));
    if (exception instanceof NoCommand) {
      err.println("To begin with:");
      err.println("  tenfold run FILE     # a batch on this machine: JSON, JSON Lines or CSV");
      err.println("  tenfold new NAME     # a project of your own");
      err.println("  tenfold help         # all commands; tenfold help COMMAND has more");
      err.flush();
      return ExitCode.USAGE;
    }
    CommandLine.UnmatchedArgumentException.printSuggestions(exception, err);
    err.println("See: " + failed.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return ExitCode.USAGE;
  }

  /** Returns the command with the one subcommand of that name, or with all if there is none. */
  private static CommandLine commandLine(String name) {
    Map<String, Supplier<Object>> subcommands = Subcommands.all();
    CommandLine command = new CommandLine(new Tenfold());
    // Reading a subcommand's options takes longer than most of them need for what they do.
    if (subcommands.containsKey(name) && !name.equals("completion")) {
      command.addSubcommand(name, subcommands.get(name).get());
    } else {
      subcommands.forEach((word, made) -> command.addSubcommand(word, made.get()));
      command.addSubcommand(new HelpCommand());
    }
    return command;
  }

  private static String messageOf(Exception exception) {
    // These tell a user what is wrong, where, and what to do.
    if (exception instanceof UserError) {
      return exception.getMessage();
    }
    if (exception instanceof ResultFiles.Unreadable) {
      return Printable.line(exception.getMessage());
    }
    return "tenfold failed: " + FaultWords.of(exception) + " (TENFOLD_DEBUG=1 shows where)";
  }

  @Override
  public void run() {
    throw new NoCommand(spec.commandLine());
  }

  /** Somebody wants to see what there is. */
  private static final class NoCommand extends CommandLine.ParameterException {
    private static final long serialVersionUID = 1L;

    NoCommand(CommandLine command) {
      super(command, "A command is missing.");
    }
  }

  /** Is there to be listed and completed: what it says is the help of others. */
  @Command(name = "help", header = "Shows the help of a command: tenfold help COMMAND.")
  static final class HelpCommand implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @CommandLine.Parameters(arity = "0..*", hidden = true)
    private List<String> words;

    @Override
    public void run() {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "Give one command: tenfold help COMMAND");
    }
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
