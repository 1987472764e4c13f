package io.tenfold.cli;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Lets the soak's package run a command line in this process. */
public final class CommandLineDoor {
  private CommandLineDoor() {}

  /** Runs the command line, which writes UTF-8, and returns its exit code. */
  public static int execute(OutputStream out, OutputStream err, String... args) {
    return Tenfold.execute(
        new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true),
        new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true),
        args);
  }
}
