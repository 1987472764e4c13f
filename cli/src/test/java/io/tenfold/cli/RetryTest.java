package io.tenfold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.console.ExitCode;
import io.tenfold.local.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes after a run with failed records: the hints, and the retry. */
class RetryTest {
  @TempDir Path temporary;

  private Path folder;

  @BeforeEach
  void runABatch() throws IOException {
    folder = temporary.resolve("my work");
    List<Object> records = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      records.add(i < 4 ? Map.of("fail", "wrong") : Map.of("fine", i));
    }
    Path file = Files.write(temporary.resolve("records.json"), Json.writeBytes(records));
    first = running("run", file.toString(), "--tolerate", "40");
  }

  private InProcess first;

  private InProcess running(String... words) throws IOException {
    Path function = TestFunction.packageIn(temporary.resolve("function"));
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--folder", folder.toString(), "--function", function.toString()));
    line.addAll(List.of("--workflow", Path.of("..", "statemachine.asl.json").toString()));
    return InProcess.run(line.toArray(String[]::new));
  }

  @Test
  void aRetryGetsThroughAllOfItsRecordsAndSaysHowManyStillFailed() throws IOException {
    assertThat(first.code()).as(first.out() + first.err()).isEqualTo(ExitCode.SUCCEEDED);

    InProcess retry = running("retry", "last", "--local");

    assertThat(retry.out()).contains("Run SUCCEEDED", "4: 0 succeeded, 4 failed");
    assertThat(retry.err()).contains("4 records are still failed.");
    assertThat(retry.code()).isEqualTo(ExitCode.RUN_FAILED);
  }

  @Test
  void aRetryThatLeavesNoneEndsWell() throws IOException {
    InProcess failures =
        InProcess.run("failures", "last", "--local", "--folder", folder(), "--json");
    Path corrected =
        Files.writeString(
            temporary.resolve("corrected.jsonl"), failures.out().replace("\"fail\"", "\"fine\""));

    InProcess retry = running("retry", "last", "--local", "--corrected", corrected.toString());

    assertThat(retry.code()).as(retry.out() + retry.err()).isEqualTo(ExitCode.SUCCEEDED);
    assertThat(retry.err()).doesNotContain("still failed");
  }

  @Test
  void aToleranceThatIsAskedForHolds() throws IOException {
    InProcess retry = running("retry", "last", "--local", "--tolerate", "10");

    assertThat(retry.out()).contains("Tenfold.ExceedToleratedFailureThreshold");
    assertThat(retry.code()).isEqualTo(ExitCode.RUN_FAILED);
  }

  @Test
  void theHintsOfARunCanBePastedIntoAShell() throws Exception {
    String place = " --local --folder '" + folder + "'";
    String options =
        " --workflow ../statemachine.asl.json --function " + temporary.resolve("function");

    assertThat(first.out())
        .containsPattern("next +tenfold failures records-json-[0-9a-f-]+ --group" + place)
        .containsPattern("\n +tenfold retry records-json-[0-9a-f-]+" + options + place);
    InProcess retry = pasted(first.out(), "tenfold retry");
    assertThat(retry.out()).as(retry.err()).contains("4: 0 succeeded, 4 failed");
    assertThat(pasted(retry.out(), "tenfold retry").out()).contains("4: 0 succeeded, 4 failed");
    assertThat(pasted(retry.out(), "tenfold failures").code()).isEqualTo(ExitCode.SUCCEEDED);
  }

  /** Runs the command that begins so, as a shell takes what is printed. */
  private static InProcess pasted(String printed, String beginning) throws Exception {
    String command =
        printed.lines().filter(line -> line.contains(beginning)).findFirst().orElseThrow();
    command = command.substring(command.indexOf(beginning));
    Process shell =
        new ProcessBuilder("sh", "-c", "tenfold() { printf '%s\\n' \"$@\"; }; " + command).start();
    List<String> words =
        new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    assertThat(shell.waitFor()).as(command).isZero();
    return InProcess.run(words.toArray(String[]::new));
  }

  @Test
  void aRunWithRecordsThatNeverStartedHasThemTriedToo() throws IOException {
    Path file =
        Files.writeString(
            temporary.resolve("bad.json"),
            Json.write(java.util.Collections.nCopies(60, Map.of("fail", "wrong"))));

    InProcess run = running("run", file.toString(), "--tolerate", "0", "--max-concurrency", "1");

    assertThat(run.out())
        .contains("not started")
        .containsPattern("tenfold retry bad-json-.* --pending");
  }

  private String folder() {
    return folder.toString();
  }
}
