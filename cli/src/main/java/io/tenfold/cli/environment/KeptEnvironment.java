package io.tenfold.cli.environment;

import io.tenfold.cli.console.UserError;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is written down of a run's environment: names. Values may be secrets, so they are given anew
 * whenever records of the run are to be run again.
 *
 * @param variables the names of those that were given
 * @param aws what asked for an AWS, null where nothing did
 */
public record KeptEnvironment(SortedSet<String> variables, String aws) {
  /** Nothing at all, as of runs from before it was kept. */
  public static final KeptEnvironment NOTHING = new KeptEnvironment(new TreeSet<>(), null);

  /**
   * Checks that a run's records are not run without what the run had.
   *
   * @param run the run's name
   * @throws UserError if something is missing: it says what, and how to give it
   */
  public void requireIn(FunctionEnvironment now, String run) {
    SortedSet<String> missing = new TreeSet<>(variables);
    missing.removeAll(now.variables().values().keySet());
    boolean withoutAws = aws != null && now.aws().word() == null;
    if (missing.isEmpty() && !withoutAws) {
      return;
    }
    StringBuilder message = new StringBuilder(run).append(" was run with ");
    if (!missing.isEmpty()) {
      message.append("the environment variables ").append(String.join(", ", missing));
    }
    if (withoutAws) {
      message.append(missing.isEmpty() ? "" : " and ").append("--aws ").append(aws);
    }
    message.append(". Their values are kept nowhere, for they may be secrets: give ");
    message.append(missing.isEmpty() ? "it" : "them").append(" again");
    if (!missing.isEmpty()) {
      message.append(", by --env NAME=VALUE (--env NAME takes this shell's value, --env NAME= is");
      message.append(" empty) or --env-file");
    }
    throw new UserError(message.append('.').toString());
  }
}
