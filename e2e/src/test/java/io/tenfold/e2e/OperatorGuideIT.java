package io.tenfold.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/operator.md has a reader type, typed, and what it says comes of it. */
class OperatorGuideIT {
  private static final Pattern RUN =
      Pattern.compile("orders-json-(?:retry-)?\\d{8}-\\d{6}-[0-9a-f]{4}");

  /** What differs from run to run: its key and name, how long it took, and how fast it was. */
  private static final Pattern VARYING =
      Pattern.compile("\\d{8}-\\d{6}-[0-9a-f]{4}|\\d+\\.\\d s\\b|[\\d,]+ records/s|…");

  @TempDir Path clone;

  private record Step(String command, List<String> shown) {}

  /** Makes a folder that is for the commands what a clone is after `make package`. */
  @BeforeEach
  void build() throws IOException {
    for (String part : List.of("tenfold", "samples", "statemachine.asl.json")) {
      Files.createSymbolicLink(clone.resolve(part), Tenfold.ROOT.resolve(part));
    }
    Path built = Files.createDirectories(clone.resolve("lambda-native/target/jvm"));
    Files.createSymbolicLink(
        built.resolve("function.zip"), Functions.packageOf("tenfold.function").toAbsolutePath());
  }

  @Test
  void theWayFromACloneToARepairedBatchIsAsItIsWritten() throws Exception {
    List<Step> steps = steps("## From a clone to a repaired batch");
    assertThat(steps)
        .hasSizeGreaterThan(5)
        .first()
        .extracting(Step::command)
        .asString()
        .isEqualTo("make package");
    Map<String, String> names = new LinkedHashMap<>();
    for (Step step : steps.subList(1, steps.size())) {
      String command = step.command();
      for (Map.Entry<String, String> name : names.entrySet()) {
        command = command.replace(name.getKey(), name.getValue());
      }
      assertThat(RUN.matcher(step.command()).results().map(run -> run.group()).toList())
          .as("runs that the guide has shown before")
          .allSatisfy(name -> assertThat(names).containsKey(name));
      List<String> said = run(command);
      List<String> unseen = new ArrayList<>(said);
      for (String line : step.shown()) {
        Pattern expected = pattern(line);
        int at = 0;
        while (at < unseen.size() && !expected.matcher(unseen.get(at)).matches()) {
          at++;
        }
        assertThat(at)
            .as("%s says%n%s%nin%n%s", command, line, String.join("\n", said))
            .isLessThan(unseen.size());
        learn(line, unseen.get(at), names);
        unseen.subList(0, at + 1).clear();
      }
    }
    assertThat(Files.readAllLines(clone.resolve("results.jsonl"))).hasSize(200);
  }

  /** The guide's names of runs stand for those that there are. */
  private static void learn(String shown, String said, Map<String, String> names) {
    Matcher ours = RUN.matcher(said);
    Matcher written = RUN.matcher(shown);
    while (written.find() && ours.find()) {
      names.putIfAbsent(written.group(), ours.group());
    }
  }

  private static Pattern pattern(String line) {
    StringBuilder regex = new StringBuilder();
    Matcher varying = VARYING.matcher(line);
    int at = 0;
    while (varying.find()) {
      regex.append(Pattern.quote(line.substring(at, varying.start())));
      String text = varying.group();
      regex.append(
          text.equals("…")
              ? ".*"
              : text.endsWith(" s")
                  ? "\\d+\\.\\d s"
                  : text.endsWith("/s") ? "[\\d,]+ records/s" : "\\d{8}-\\d{6}-[0-9a-f]{4}");
      at = varying.end();
    }
    return Pattern.compile(regex.append(Pattern.quote(line.substring(at))).toString());
  }

  private List<String> run(String command) throws Exception {
    Path said = clone.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", command)
            .directory(clone.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(command).isTrue();
    assertThat(process.exitValue()).as(command + "\n" + Files.readString(said)).isZero();
    return Files.readAllLines(said);
  }

  /** Returns the commands of a section's transcripts, with what each is shown to say. */
  private static List<Step> steps(String section) throws IOException {
    List<Step> steps = new ArrayList<>();
    boolean within = false;
    boolean transcript = false;
    boolean goesOn = false;
    for (String line : Files.readAllLines(Tenfold.ROOT.resolve("docs/operator.md"))) {
      if (line.startsWith("## ")) {
        within = line.equals(section);
      } else if (within && line.startsWith("```")) {
        transcript = line.equals("```console");
      } else if (within && transcript) {
        if (goesOn || line.startsWith("$ ")) {
          String words = goesOn ? "\n" + line : line.substring(2);
          Step step = goesOn ? steps.remove(steps.size() - 1) : new Step("", new ArrayList<>());
          steps.add(new Step(step.command() + words, step.shown()));
          goesOn = line.endsWith("\\");
        } else if (!line.strip().equals("…")) {
          steps.get(steps.size() - 1).shown().add(line);
        }
      }
    }
    return steps;
  }

  @Test
  void aStatusHasItsColourInATerminalThatWantsColoursAlone() throws Exception {
    Path records = Files.writeString(clone.resolve("one.json"), "[{\"id\": 1}]");
    String words = "./tenfold run --tolerate 100 " + records;
    String green = "\u001b[32mSUCCEEDED\u001b[0m";
    // script gives it a terminal.
    String list = "script -qec './tenfold list --local' /dev/null </dev/null";
    run(words);
    assertThat(run("TERM=xterm " + list)).anyMatch(line -> line.startsWith("\u001b[32mSUCCEEDED"));
    assertThat(run("TERM=xterm script -qec './tenfold watch --local last' /dev/null </dev/null"))
        .anyMatch(line -> line.startsWith("Run " + green + " in "));
    for (String plain :
        List.of(
            "TERM=xterm NO_COLOR=1 " + list,
            "TERM=dumb " + list,
            "TERM=xterm ./tenfold list --local | cat")) {
      assertThat(String.join("\n", run(plain))).contains("SUCCEEDED").doesNotContain("\u001b");
    }
    // Complaints by where they go, whatever stdout is.
    assertThat(
            run("TERM=xterm script -qec './tenfold watch --local none 2>err' /dev/null || cat err"))
        .noneMatch(line -> line.contains("\u001b"));
  }
}
