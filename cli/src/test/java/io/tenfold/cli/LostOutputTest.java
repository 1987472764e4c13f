package io.tenfold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.console.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that do not get to where they go: a disk is full, or nobody reads on. */
class LostOutputTest {
  private static final String FULL = "No space left on device";
  private static final String CLOSED = "Broken pipe";

  @TempDir static Path temporary;

  private static Path folder;
  private static Path function;

  @BeforeAll
  static void runABatch() throws IOException {
    folder = temporary.resolve("work");
    Path file =
        Files.writeString(
            temporary.resolve("records.json"),
            "[{\"fail\":\"wrong\"},{\"a\":\"b\"},{\"c\":\"d\"}]");
    function = TestFunction.packageIn(temporary.resolve("function"));
    InProcess run = InProcess.run(running(file, folder));
    assertThat(run.code()).as(run.out() + run.err()).isZero();
  }

  private static String[] running(Path file, Path folder) {
    return new String[] {
      "run",
      file.toString(),
      "--folder",
      folder.toString(),
      "--function",
      function.toString(),
      "--workflow",
      Path.of("..", "statemachine.asl.json").toString()
    };
  }

  /** Every command that answers at once, in each of its forms. */
  static Stream<String> commands() {
    return Stream.concat(
        Stream.of(
                "failures last",
                "failures last --group",
                "failures last --json",
                "failures last --group --json",
                "failures last --format csv",
                "failures last --group --format csv",
                "watch last",
                "watch last --json",
                "results last",
                "results last --format csv",
                "list",
                "list --json",
                "stop last",
                "stop last --json",
                "queue",
                "report last --json",
                "cost last",
                "cost last --json",
                "retry last --error None --function FUNCTION",
                "retry last --error None --function FUNCTION --json")
            .map(words -> words + " --local --folder FOLDER"),
        Stream.of(
            "cost --records 1000 --ms 5",
            "completion bash",
            "completion zsh",
            "env",
            "-V",
            "--help",
            "list --help"));
  }

  private record Ended(int code, String err) {}

  private static Ended execute(String words, String fault) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] line =
        Stream.of(words.split(" "))
            .map(word -> word.equals("FOLDER") ? folder.toString() : word)
            .map(word -> word.equals("FUNCTION") ? function.toString() : word)
            .toArray(String[]::new);
    return new Ended(
        Tenfold.execute(new Broken(fault), err, () -> false, line),
        err.toString(StandardCharsets.UTF_8));
  }

  private static final class Broken extends OutputStream {
    private final String fault;

    Broken(String fault) {
      this.fault = fault;
    }

    @Override
    public void write(int value) throws IOException {
      throw new IOException(fault);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aFullDiskIsSaid(String words) {
    Ended ended = execute(words, FULL);

    assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.ERROR);
    assertThat(ended.err()).contains("Can't write the output: " + FULL).doesNotContain("java.");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aReaderThatHasHadEnoughIsNoFault(String words) {
    Ended ended = execute(words, CLOSED);

    assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.CLOSED_PIPE);
    assertThat(ended.err()).doesNotContain(CLOSED, "Can't write", "tenfold failed");
  }

  @Test
  void theOutcomeOfARunIsNotHiddenByTheDisk() throws IOException {
    Path file = Files.writeString(temporary.resolve("wrong.json"), "[{\"fail\":\"wrong\"}]");
    String run = String.join(" ", running(file, temporary.resolve("other")));

    assertThat(execute(run, FULL).code()).isEqualTo(ExitCode.RUN_FAILED);
    assertThat(execute(run, FULL).err()).contains("Can't write the output");
    assertThat(execute(run, CLOSED).code()).isEqualTo(ExitCode.RUN_FAILED);
  }
}
