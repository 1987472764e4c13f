package io.tenfold.cli;

import java.io.PrintWriter;

/** Lets the soak's package run a command line in this process. */
public final class CommandLineDoor {
  private CommandLineDoor() {}

  /** Runs the command line and returns its exit code. */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    return Tenfold.execute(out, err, args);
  }
}
