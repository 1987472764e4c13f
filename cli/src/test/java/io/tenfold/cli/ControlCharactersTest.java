package io.tenfold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.console.ExitCode;
import io.tenfold.local.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run of which everything that has a name or a text has control characters in it. */
class ControlCharactersTest {
  /** Colours, a bell, an erased line, the rest of C0, DEL, C1, separators, and turned text. */
  private static final String NASTY =
      "a\u001b[31mb\u0007c\r"
          + "d\n"
          + "e\tf\u0000g\u007fh\u009b2Ji\u0085j\u2028k\u2029l\u202em\u2066n\u200f";

  /** What a file's name may have in any locale. */
  private static final String NASTY_NAME = "n\u001b[2J\u0007\r\n\tx";

  private static final String SPOOF = "\nRun SUCCEEDED in 0.0 s\n";

  @TempDir static Path temporary;

  private static Path folder;
  private static Path file;
  private static Path function;
  private static Path workflow;
  private static InProcess first;
  private static String run;

  @BeforeAll
  static void runABatch() throws IOException {
    Path nasty = Files.createDirectories(temporary.resolve(NASTY_NAME));
    folder = nasty.resolve("work");
    function = TestFunction.packageIn(nasty.resolve("function"));
    workflow = Path.of("..", "statemachine.asl.json");
    List<Object> records = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String text = NASTY + SPOOF + i;
      records.add(i < 4 ? Map.of("fail", text) : Map.of(text, text));
    }
    file = Files.write(nasty.resolve(NASTY_NAME + ".json"), Json.writeBytes(records));
    first = local("run", file.toString());
    run = run("list", "--json").out().replaceAll("(?s).*\"name\":\"([^\"]*)\".*", "$1");
  }

  /** Runs a command that runs records. */
  private static InProcess local(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--folder", folder.toString(), "--function", function.toString()));
    line.addAll(List.of("--workflow", workflow.toString()));
    return InProcess.run(line.toArray(String[]::new));
  }

  /** Runs a command that looks at runs. */
  private static InProcess run(String... words) {
    return InProcess.run(looking(words));
  }

  private static String[] looking(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--local", "--folder", folder.toString()));
    return line.toArray(String[]::new);
  }

  private static void assertPrintable(InProcess ended) {
    for (String text : List.of(ended.out(), ended.err())) {
      assertThat(text.chars().filter(c -> c != '\n').filter(ControlCharactersTest::controls))
          .as(text)
          .isEmpty();
    }
  }

  private static boolean controls(int c) {
    return Character.isISOControl(c) || c >= 0x2028 && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
  }

  @Test
  void theRunItselfShowsThemEscaped() {
    assertPrintable(first);
    assertThat(first.code()).as(first.out() + first.err()).isEqualTo(ExitCode.RUN_FAILED);
    assertThat(first.out())
        .contains("a\\u001b[31mb\\u0007c\\rd\\ne\\tf\\u0000g\\u007fh\\u009b2Ji\\u0085j\\u2028k")
        .contains("\\u202em\\u2066n\u200f\\nRun SUCCEEDED in");
    assertThat(first.out().lines()).noneMatch(line -> line.startsWith("Run SUCCEEDED"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "watch last",
        "watch last --json",
        "failures last",
        "failures last --group",
        "failures last --json",
        "failures last --group --json",
        "cost last",
        "cost last --json",
        "report last --json",
        "stop last",
        "stop last --json",
        "list",
        "list --json",
        "queue",
        "queue --json",
        "retry last --error None",
        "watch none",
        "watch last --wrong",
      })
  void noCommandShowsThem(String words) {
    InProcess ended = run(words.replace("last", run).split(" "));
    assertPrintable(ended);
    assertThat(ended.out() + ended.err()).isNotBlank();
    assertThat((ended.out() + ended.err()).lines())
        .noneMatch(line -> line.startsWith("Run SUCCEEDED"));
    if (words.startsWith("failures") && words.contains("json")) {
      ended.out().lines().forEach(Json::parse);
    } else if (words.contains("json")) {
      Json.parse(ended.out());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"failures last --format csv", "results last --format csv"})
  void aTableIsDataButInATerminal(String words) {
    String[] line = looking(words.replace("last", run).split(" "));
    InProcess shown = InProcess.inTerminal(line);
    assertPrintable(shown);
    assertThat(shown.out()).contains("\\u001b[31m").doesNotContain("\\r\n");
    assertThat(InProcess.run(line).out()).contains("a\u001b[31mb\u0007c\rd\ne\tf").contains("\r\n");
  }

  @Test
  void anArrayOfOutputsMeansTheSameInATerminal() {
    String[] line = looking("results", run, "--format", "json");
    InProcess shown = InProcess.inTerminal(line);
    assertPrintable(shown);
    assertThat(Json.parse(shown.out())).isEqualTo(Json.parse(InProcess.run(line).out()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"results last", "failures last --json"})
  void linesOfJsonMeanTheSameInATerminal(String words) {
    String[] line = looking(words.replace("last", run).split(" "));
    InProcess shown = InProcess.inTerminal(line);
    assertPrintable(shown);
    assertThat(shown.out().lines().map(Json::parse).toList())
        .isNotEmpty()
        .isEqualTo(InProcess.run(line).out().lines().map(Json::parse).toList());
  }

  @Test
  void runsThatAreStartedShowThem() {
    assertPrintable(local("start", "--local", file.toString()));
    assertPrintable(local("start", "--local", "--json", file.toString()));
    InProcess retried = local("retry", "--local", run);
    assertPrintable(retried);
    assertThat(retried.out()).contains("\\u001b[31m");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"run", "start", "watch", "results", "failures", "retry", "stop", "report", "cost"})
  void aWordThatIsWrongIsShownWithoutThem(String command) {
    assertPrintable(InProcess.run(command, NASTY, "--local"));
    assertPrintable(InProcess.run(command, NASTY, "--local", "--folder", folder.toString()));
    assertPrintable(InProcess.run(command, NASTY, "--" + NASTY));
    assertPrintable(InProcess.run(command, NASTY, "--terraform", NASTY));
    assertPrintable(InProcess.run(NASTY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "down"})
  void anEndpointsFolderIsShownWithoutThem(String command) {
    InProcess ended = InProcess.run(command, "--folder", NASTY_NAME);
    assertPrintable(ended);
    assertThat(ended.err()).contains("\\u001b[2J");
  }

  @Test
  void whatIsWrittenToAFileIsSaidWithoutThem() {
    InProcess results = run("results", run, "-o", folder.resolve("out.jsonl").toString());
    assertPrintable(results);
    assertThat(results.err()).contains("Wrote 2 outputs");
    assertPrintable(run("results", run, "-o", folder.resolve("none/out").toString()));
    assertPrintable(run("report", run, "-o", folder.resolve("report.html").toString()));
  }
}
