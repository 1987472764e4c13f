package io.tenfold.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The command as a person has it: the script in the clone, in a process of its own. */
final class Tenfold {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** A build in the background of a script ignores SIGINT, and so would all that it starts. */
  static final List<String> WITH_SIGINT = List.of("env", "--default-signal=INT");

  /** How a process ended. */
  record Ended(int exitCode, String out, String err) {
    /** Expects that the user was told something, and not by a stack trace. */
    Ended says(int code, String... words) {
      assertThat(exitCode).as(out + err).isEqualTo(code);
      assertThat(out + err).doesNotContain("\tat ");
      for (String word : words) {
        assertThat(out + err).contains(word);
      }
      return this;
    }
  }

  /** A process that goes on. */
  record Running(Process process, Path out, Path err) {
    Ended end() throws IOException, InterruptedException {
      assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("it ends").isTrue();
      return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Waits until the words are in what the process has said. */
    void awaitSaid(String words) throws IOException, InterruptedException {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
      while (!(Files.readString(out) + Files.readString(err)).contains(words)) {
        assertThat(process.isAlive()).as(Files.readString(out) + Files.readString(err)).isTrue();
        assertThat(System.nanoTime()).as("it says " + words).isLessThan(deadline);
        Thread.sleep(100);
      }
    }

    void signal(String name) throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    }
  }

  private final Path folder;
  private final Map<String, String> environment;
  private final List<String> options;
  private final AtomicInteger count;

  /**
   * Takes where output is kept, the environment (a null removes a variable), and the options that
   * every call has.
   */
  Tenfold(Path folder, Map<String, String> environment, String... options) {
    this(folder, environment, List.of(options), new AtomicInteger());
  }

  private Tenfold(
      Path folder, Map<String, String> environment, List<String> options, AtomicInteger count) {
    this.folder = folder;
    this.environment = environment;
    this.options = options;
    this.count = count;
  }

  /** The same with other variables, too. */
  Tenfold with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Tenfold(folder, more, options, count);
  }

  Running start(String... words) throws IOException {
    List<String> command = new ArrayList<>(WITH_SIGINT);
    command.add(ROOT.resolve("tenfold").toString());
    command.addAll(List.of(words));
    command.addAll(options);
    int number = count.incrementAndGet();
    Path out = Files.createFile(folder.resolve(number + ".out"));
    Path err = Files.createFile(folder.resolve(number + ".err"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(ROOT.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    environment.forEach(
        (variable, value) -> {
          if (value == null) {
            builder.environment().remove(variable);
          } else {
            builder.environment().put(variable, value);
          }
        });
    return new Running(builder.start(), out, err);
  }

  Ended run(String... words) throws IOException, InterruptedException {
    return start(words).end();
  }
}
