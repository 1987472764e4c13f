package io.tenfold.e2e;

import static io.tenfold.local.Batch.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tenfold run} as a person has it: the script in the clone, in a process of its own. */
class CommandIT {

  @TempDir Path folder;

  private record Ended(int exitCode, String out, String err) {}

  private Process start(String functionProperty, Path input, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(Tenfold.WITH_SIGINT);
    command.add(Tenfold.ROOT.resolve("tenfold").toString());
    command.add("run");
    if (functionProperty != null) {
      command.add("--function");
      command.add(Functions.packageOf(functionProperty).toString());
    }
    command.add("--folder");
    command.add(folder.resolve("work").toString());
    command.addAll(List.of(options));
    command.add(input.toString());
    return new ProcessBuilder(command)
        .directory(Tenfold.ROOT.toFile())
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private Ended end(Process process) throws Exception {
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Ended(
        process.exitValue(),
        Files.readString(folder.resolve("out")),
        Files.exists(folder.resolve("err")) ? Files.readString(folder.resolve("err")) : "");
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  /** Processes that run the function of this test's folder. */
  private List<ProcessHandle> functionProcesses() {
    String workFolder = folder.resolve("work").toString();
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(ProcessHandle::isAlive)
          .filter(p -> p.info().commandLine().orElse("").contains(workFolder))
          .filter(p -> p.info().commandLine().orElse("").contains("packages"))
          .collect(Collectors.toList());
    }
  }

  @Test
  void theSampleRunsWithItsFewFailuresListed() throws Exception {
    Ended ended = end(start("tenfold.function", Tenfold.ROOT.resolve("samples/orders.json")));
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.out())
        .contains("Run SUCCEEDED in")
        .contains("records/s")
        .contains("each accounted for exactly once")
        .contains("io.tenfold.function.RecordRejected")
        .contains("manifest.json");
    // How fast it goes is not in it where the batch has ended before anybody could look.
    assertThat(ended.err()).contains("200 of 200 records: 194 succeeded, 6 failed, 0 running");
  }

  /** As cron and containers have it. The script is bytes: this JVM may have that locale itself. */
  @Test
  void namesAndArgumentsAreUtf8WhateverTheLocaleIs() throws Exception {
    Path script =
        write(
            "utf8.sh",
            "set -e; unset LANG LC_CTYPE; export LC_ALL=C; cd \"$1\"; mkdir größe\n"
                + "cp \"$3\" größe/prüfung.zip\n"
                + "printf '[{\"kind\": \"Köln\"}]' > größe/straße.json\n"
                + "\"$2\" run größe/straße.json --folder größe/work --function größe/prüfung.zip"
                + " --param ort=Zürich --tolerate 100 >/dev/null 2>&1\n"
                + "\"$2\" failures last --local --folder größe/work --json\n"
                + "grep -l Zürich größe/work/executions/*.json\n"
                + "\"$2\" results last --local --folder größe/work -o größe/alle.jsonl\n"
                + "ls größe\n");
    Process shell =
        new ProcessBuilder(
                "sh",
                script.toString(),
                folder.toString(),
                Tenfold.ROOT.resolve("tenfold").toString(),
                Functions.packageOf("tenfold.faulty.function").toString())
            .directory(Tenfold.ROOT.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    Ended ended = end(shell);
    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out())
        // Of the function itself: a JVM that does not find its classes there only exits.
        .contains("RecordRejected")
        .contains("Köln", "größe/work/executions/stra", "straße.json", "alle.jsonl")
        .doesNotContain("?", "\ufffd");
  }

  @Test
  void aFailedRunExitsWithOneAndShowsTheMessage() throws Exception {
    Ended ended = end(start("tenfold.function", write("bad.json", Orders.json(10, 6)), "--json"));
    assertThat(ended.exitCode()).isEqualTo(1);
    Map<String, Object> summary = object(Json.parse(ended.out()));
    assertThat(summary)
        .containsEntry("status", "FAILED")
        .containsEntry("error", "Tenfold.ExceedToleratedFailureThreshold")
        .containsEntry("everyRecordAccountedForOnce", true);
    assertThat((List<?>) summary.get("messages")).hasSize(1);
    assertThat((List<?>) summary.get("failures")).hasSize(6);
  }

  @Test
  void failedRecordsAreShownByTheirReason() throws Exception {
    Ended ended = end(start("tenfold.function", write("bad.json", Orders.json(60, 25))));
    assertThat(ended.out().lines().filter(line -> line.contains("RecordRejected"))).hasSize(1);
    assertThat(ended.out()).contains("all for the same reason").contains("25  100.0 %");
  }

  @Test
  void aMissingFileExitsWithThreeAndSaysSo() throws Exception {
    Ended ended = end(start("tenfold.function", folder.resolve("none.json")));
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.err()).contains("There is no file").doesNotContain("\tat ");
  }

  @Test
  void aWrongOptionExitsWithTwo() throws Exception {
    Ended ended =
        end(start("tenfold.function", write("a.json", "[]"), "--max-concurrency", "many"));
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("--max-concurrency");
  }

  @Test
  void aWorkflowThatTheEngineCannotRunExitsWithThreeAndNamesTheField() throws Exception {
    Path workflow =
        write(
            "w.asl.json",
            Files.readString(Tenfold.ROOT.resolve("statemachine.asl.json"))
                .replace("\"Label\": \"Records\"", "\"ItemsPath\": \"$.records\""));
    Ended ended =
        end(start("tenfold.function", write("a.json", "[]"), "--workflow", workflow.toString()));
    assertThat(ended.exitCode()).isEqualTo(3);
    assertThat(ended.err()).contains("ProcessRecords").contains("ItemsPath");
  }

  @Test
  void interruptedItAccountsForEveryRecordAndLeavesNoProcess() throws Exception {
    String slow =
        IntStream.range(0, 200)
            .mapToObj(i -> "{\"kind\": \"" + (i < 4 ? "none" : "sleep") + "\", \"millis\": 20000}")
            .collect(Collectors.joining(",", "[", "]"));
    Process process = start("tenfold.faulty.function", write("slow.json", slow));
    awaitRunning(process);
    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
    Ended ended = end(process);
    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isEqualTo(130);
    assertThat(ended.out())
        .contains("ABORTED")
        .contains("not started")
        .contains("= 200 records, each accounted for exactly once");
    assertThat(functionProcesses()).isEmpty();
  }

  @Test
  void ctrlCInATerminalAccountsForEveryRecordToo() throws Exception {
    Path slow =
        write(
            "slow.json",
            "[" + "{\"kind\": \"sleep\", \"millis\": 20000},".repeat(99) + "{\"kind\": \"none\"}]");
    // script gives the command a terminal; what is written to it is typed there.
    ProcessBuilder builder =
        new ProcessBuilder(
                "script",
                "-qec",
                String.join(
                    " ",
                    String.join(" ", Tenfold.WITH_SIGINT),
                    Tenfold.ROOT.resolve("tenfold").toString(),
                    "run --function",
                    Functions.packageOf("tenfold.faulty.function").toString(),
                    "--folder",
                    folder.resolve("work").toString(),
                    slow.toString()),
                "/dev/null")
            .directory(Tenfold.ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile());
    // A bar is for people, so a CI job has none; this one is to have it.
    builder.environment().remove("CI");
    builder.environment().remove("NO_COLOR");
    builder.environment().put("TERM", "xterm");
    Process terminal = builder.start();
    awaitRunning(terminal, "out");
    terminal.getOutputStream().write(3);
    terminal.getOutputStream().flush();
    Ended ended = end(terminal);
    assertThat(ended.exitCode()).isEqualTo(130);
    assertThat(ended.out())
        .contains("Records ")
        .contains("Run \033[33mABORTED\033[0m")
        .contains("= 100 records, each accounted for exactly once");
    assertThat(functionProcesses()).isEmpty();
  }

  @Test
  void killedItLeavesNoProcess() throws Exception {
    Process process =
        start(
            "tenfold.faulty.function",
            write("slow.json", "[{\"kind\": \"sleep\", \"millis\": 60000}]"));
    awaitRunning(process);
    assertThat(functionProcesses()).isNotEmpty();
    process.destroyForcibly().waitFor();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!functionProcesses().isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
    assertThat(functionProcesses()).isEmpty();
  }

  /** Waits until progress says that records are running in a function process. */
  private void awaitRunning(Process process) throws Exception {
    awaitRunning(process, "err");
  }

  private void awaitRunning(Process process, String shownIn) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (functionProcesses().isEmpty()
        || !Files.readString(folder.resolve(shownIn)).contains("running")) {
      assertThat(process.isAlive()).as("the run goes on").isTrue();
      assertThat(System.nanoTime()).as("records run within a minute").isLessThan(deadline);
      Thread.sleep(100);
    }
  }
}
