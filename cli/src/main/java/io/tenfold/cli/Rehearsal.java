package io.tenfold.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the commands that only look, so that the build can archive the classes which they load (<a
 * href="https://docs.oracle.com/en/java/javase/17/vm/class-data-sharing.html">class data
 * sharing</a>). It is no command of its own.
 */
public final class Rehearsal {
  private static final List<String> COMMANDS =
      List.of(
          "list",
          "list --json",
          "watch last",
          "watch last --json",
          "failures last",
          "failures last --json",
          "failures last --group",
          "results last",
          "results last --format csv",
          "report last --json",
          "cost last",
          "queue",
          "stop last");

  private Rehearsal() {}

  /**
   * Takes the folder of a small batch that was run, and where it is copied to.
   *
   * @throws IllegalStateException if this Java compiles what it runs: an archive keeps which
   *     methods were about to be compiled, and those never are where it is used, so that a large
   *     run's commands take twice their time
   */
  public static void main(String[] args) throws IOException {
    String mode = System.getProperty("java.vm.info", "");
    if (mode.contains("mixed mode") || mode.contains("compiled mode")) {
      throw new IllegalStateException(
          "An archive of classes is made by java -Xint, and this one runs in " + mode);
    }
    Path folder = Path.of(args[1]);
    copy(Path.of(args[0]), folder);
    execute("--help");
    execute("list --help");
    execute("watch");
    execute("cost --records 1000 --ms 5");
    for (String words : COMMANDS) {
      execute(words + " --local --folder " + folder);
    }
    execute("report last -o " + folder.resolve("page.html") + " --local --folder " + folder);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Path copy = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static void execute(String words) {
    Tenfold.execute(
        OutputStream.nullOutputStream(),
        OutputStream.nullOutputStream(),
        () -> false,
        words.split(" "));
  }
}
