package io.tenfold.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The command as a person has it, but in this process: what it ended with and what it said. */
public record InProcess(int code, String out, String err) {

  /** Runs a command line with its output in a pipe. */
  public static InProcess run(String... args) {
    return run(false, args);
  }

  /** Runs a command line with its output in a terminal. */
  static InProcess inTerminal(String... args) {
    return run(true, args);
  }

  private static InProcess run(boolean terminal, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Tenfold.execute(out, err, () -> terminal, args);
    return new InProcess(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
