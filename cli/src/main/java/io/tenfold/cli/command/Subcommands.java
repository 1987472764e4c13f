package io.tenfold.cli.command;

import io.tenfold.cli.endpoint.DownCommand;
import io.tenfold.cli.endpoint.StatusCommand;
import io.tenfold.cli.endpoint.UpCommand;
import io.tenfold.cli.environment.option.EnvCommand;
import io.tenfold.cli.workflow.TestStateCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The subcommands of the command, each made when it is needed. */
public final class Subcommands {
  private Subcommands() {}

  /** Returns the subcommands by name, in the order of the help; a new one is added here. */
  public static Map<String, Supplier<Object>> all() {
    Map<String, Supplier<Object>> subcommands = new LinkedHashMap<>();
    subcommands.put("new", NewCommand::new);
    subcommands.put("run", RunCommand::new);
    subcommands.put("start", StartCommand::new);
    subcommands.put("watch", WatchCommand::new);
    subcommands.put("results", ResultsCommand::new);
    subcommands.put("failures", FailuresCommand::new);
    subcommands.put("retry", RetryCommand::new);
    subcommands.put("resume", ResumeCommand::new);
    subcommands.put("list", ListCommand::new);
    subcommands.put("stop", StopCommand::new);
    subcommands.put("queue", QueueCommand::new);
    subcommands.put("test-state", TestStateCommand::new);
    subcommands.put("cost", CostCommand::new);
    subcommands.put("report", ReportCommand::new);
    subcommands.put("env", EnvCommand::new);
    subcommands.put("up", () -> new UpCommand(StackOptions::page));
    subcommands.put("down", DownCommand::new);
    subcommands.put("status", StatusCommand::new);
    subcommands.put("completion", CompletionCommand::new);
    return subcommands;
  }
}
