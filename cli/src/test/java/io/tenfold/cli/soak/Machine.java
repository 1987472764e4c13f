package io.tenfold.cli.soak;

import io.tenfold.cli.CommandLineDoor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs commands of tenfold: in this process, or in one of their own that may be disturbed. */
final class Machine {
  /** No run of a soak takes as long; one that does stands still. */
  private static final Duration LIMIT = Duration.ofSeconds(150);

  private final Path folder;

  /** Takes the folder in which processes are started. */
  Machine(Path folder) {
    this.folder = folder;
  }

  /** Runs a command in this process. */
  Ended here(List<String> words) throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int[] exit = {Ended.NEVER};
    Thread command =
        new Thread(
            () -> exit[0] = CommandLineDoor.execute(out, err, words.toArray(String[]::new)),
            "soak-command");
    command.setDaemon(true);
    command.start();
    command.join(LIMIT.toMillis());
    if (command.isAlive()) {
      StringBuilder stacks = new StringBuilder("It did not end:\n");
      Thread.getAllStackTraces()
          .forEach(
              (thread, frames) -> {
                stacks.append(thread.getName()).append('\n');
                for (StackTraceElement frame : frames) {
                  stacks.append("    at ").append(frame).append('\n');
                }
              });
      command.interrupt();
      return new Ended(words, Ended.NEVER, text(out), text(err) + stacks);
    }
    return new Ended(words, exit[0], text(out), text(err));
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /**
   * Runs a command in a process of its own.
   *
   * @param limits what {@code ulimit} is to be told before, such as {@code -S -f 100}; may be empty
   * @param started is given the process once it runs
   */
  Ended apart(List<String> words, String limits, Consumer<Process> started)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (!limits.isEmpty()) {
      command.addAll(List.of("/bin/sh", "-c", "ulimit " + limits + " && exec \"$@\"", "sh"));
    }
    // A build in the background of a script ignores SIGINT, and so would all that it starts.
    command.addAll(List.of("env", "--default-signal=INT", Classes.java().toString()));
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx256m"));
    command.addAll(List.of("-cp", Classes.path(), "io.tenfold.cli.Tenfold"));
    command.addAll(words);
    Path out = Files.createTempFile(folder, "out-", ".txt");
    Path err = Files.createTempFile(folder, "err-", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    started.accept(process);
    boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    String stacks = "";
    if (!ended) {
      // HotSpot answers SIGQUIT with its stacks, on stdout.
      new ProcessBuilder("kill", "-QUIT", "" + process.pid()).start().waitFor();
      TimeUnit.SECONDS.sleep(1);
      process.destroyForcibly().waitFor();
      stacks = "It did not end.";
    }
    return new Ended(
        words,
        ended ? process.exitValue() : Ended.NEVER,
        Files.readString(out),
        Files.readString(err) + stacks);
  }
}
