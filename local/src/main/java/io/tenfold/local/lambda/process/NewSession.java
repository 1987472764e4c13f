package io.tenfold.local.lambda.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How to start a program as the leader of a session and process group of its own, so that a Ctrl-C
 * in the engine's terminal does not reach it and its children can be killed together.
 *
 * @param prefix the words before the program's command; the program keeps the process id
 */
public record NewSession(List<String> prefix) {
  /**
   * Returns the way this machine has: {@code setsid} (Linux), else Perl's (macOS), else none, and
   * then a Ctrl-C ends functions in mid-record.
   */
  public static NewSession ofThisMachine() {
    for (String setsid : List.of("/usr/bin/setsid", "/bin/setsid")) {
      if (Files.isExecutable(Path.of(setsid))) {
        return new NewSession(List.of(setsid));
      }
    }
    Path perl = Path.of("/usr/bin/perl");
    return Files.isExecutable(perl)
        ? new NewSession(
            List.of(perl.toString(), "-e", "use POSIX; POSIX::setsid(); exec {$ARGV[0]} @ARGV"))
        : new NewSession(List.of());
  }

  /**
   * Closes this side of what a process prints, for one whose output goes elsewhere. Started with
   * pipes that are closed, not with {@code Redirect.DISCARD}: see {@link FunctionLauncher}.
   */
  static void closeOutputs(Process process) {
    try {
      process.getInputStream().close();
      process.getErrorStream().close();
    } catch (IOException e) {
      // Nobody wanted to read it.
    }
  }
}
