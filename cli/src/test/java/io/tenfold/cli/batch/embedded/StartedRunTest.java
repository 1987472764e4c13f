package io.tenfold.cli.batch.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.InProcess;
import io.tenfold.cli.TestFunction;
import io.tenfold.cli.batch.NewRun;
import io.tenfold.cli.batch.Watch;
import io.tenfold.cli.console.Progress;
import io.tenfold.cli.environment.FunctionEnvironment;
import io.tenfold.local.WorkflowFile;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.map.run.MapRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that this process has started goes on by itself, until the process lets go of it. */
class StartedRunTest {

  @TempDir Path temporary;

  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
  private Path folder;
  private Path gate;
  private Path function;

  /** The function waits with its first record until there is a gate. */
  @BeforeEach
  void prepare() throws IOException {
    folder = temporary.resolve("work");
    gate = temporary.resolve("gate");
    function = TestFunction.packageIn(temporary.resolve("function"));
    Path bootstrap = function.resolve("bootstrap");
    Files.writeString(
        bootstrap,
        Files.readString(bootstrap)
            .replaceFirst("exec", "while [ ! -e '" + gate + "' ]; do sleep 0.05; done; exec"));
  }

  private EmbeddedBatches batches() {
    RunSettings settings =
        new RunSettings(
            WorkflowFile.shipped(),
            function,
            256,
            Duration.ofSeconds(30),
            OptionalInt.empty(),
            FunctionEnvironment.NOTHING,
            List.of());
    return new EmbeddedBatches(folder, () -> settings, warnings::add);
  }

  private String start(EmbeddedBatches batches) throws IOException {
    batches.upload(Files.writeString(temporary.resolve("r.json"), "[1, 2]"), "input/r");
    return batches.start(
        "orders", NewRun.input("input/r", 1, null), ReaderConfig.of(InputType.JSON));
  }

  @Test
  void itIsStartedAtOnceAndSeenToItsEnd() throws Exception {
    List<MapRun.ItemCounts> shown = new ArrayList<>();
    try (EmbeddedBatches batches = batches()) {
      String arn = start(batches);
      assertThat(batches.describe(arn).status()).isEqualTo("RUNNING");
      assertThat(batches.runsHere(arn)).isTrue();
      Files.createFile(gate);
      new Watch(batches, pause -> {}, warnings::add)
          .untilEnd(
              arn,
              new Progress() {
                @Override
                public void show(MapRun.ItemCounts counts) {
                  shown.add(counts);
                }

                @Override
                public void close() {}
              });
      assertThat(batches.describe(arn).status()).isEqualTo("SUCCEEDED");
    }
    assertThat(shown.get(shown.size() - 1).succeeded()).isEqualTo(2);
    assertThat(warnings).isEmpty();
    assertThat(folder.resolve("s3/.growing")).isDirectoryNotContaining("glob:**");
  }

  @Test
  void anotherProcessSeesItRunAndEndAlthoughNobodyWaitsForIt() throws Exception {
    try (EmbeddedBatches batches = batches();
        EmbeddedBatches others = batches()) {
      String arn = start(batches);
      assertThat(others.describe(arn).status()).isEqualTo("RUNNING");
      assertThat(others.runsHere(arn)).isFalse();
      Files.createFile(gate);
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (!others.describe(arn).ended() && System.nanoTime() < deadline) {
        Thread.sleep(50);
      }
      assertThat(others.describe(arn).status()).isEqualTo("SUCCEEDED");
      assertThat(others.mapRun(arn).orElseThrow().counts().succeeded()).isEqualTo(2);
    }
  }

  @Test
  void howFarItIsComesFromMemoryAndNotFromItsFile() throws Exception {
    try (EmbeddedBatches batches = batches()) {
      String arn = start(batches);
      Files.createFile(gate);
      while (!batches.describe(arn).ended()) {
        batches.awaitEnd(arn, Duration.ofMillis(200));
      }
      Files.delete(folder.resolve("executions").resolve("orders.json"));
      assertThat(batches.mapRun(arn).orElseThrow().counts().succeeded()).isEqualTo(2);
    }
  }

  @Test
  void thatWhatItWroteWasDeletedIsSaidWhileItsRecordsAreInTheFunction() throws Exception {
    try (EmbeddedBatches batches = batches()) {
      String arn = start(batches);
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      // Before that, it has yet to write that the record begins, and would end at once.
      while (batches.mapRun(arn).filter(run -> run.counts().running() == 1).isEmpty()
          && System.nanoTime() < deadline) {
        Thread.sleep(10);
      }
      try (Stream<Path> files = Files.walk(folder.resolve("s3"))) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
      while (warnings.isEmpty() && System.nanoTime() < deadline) {
        Thread.sleep(50);
      }
      assertThat(batches.describe(arn).ended()).isFalse();
      assertThat(warnings).singleElement().asString().contains("tenfold-local was deleted");
      Files.createFile(gate);
      while (!batches.describe(arn).ended()) {
        batches.awaitEnd(arn, Duration.ofMillis(200));
      }
      assertThat(batches.describe(arn).status()).isEqualTo("FAILED");
    }
  }

  @Test
  void runDoesWhatStartDoesOnThisMachine() throws IOException {
    Files.createFile(gate);
    Path file = Files.writeString(temporary.resolve("records.json"), "[1, {\"fail\": \"wrong\"}]");
    String run = said("run", file.toString());
    assertThat(run).contains("Uploaded ", "Started ", "Run SUCCEEDED", "tenfold failures orders");
    assertThat(said("start", "--local", file.toString())).isEqualTo(run);
  }

  /** Returns what a command says, without what is another from run to run. */
  private String said(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--folder", folder.toString(), "--function", function.toString()));
    line.addAll(List.of("--max-concurrency", "1"));
    InProcess ended = InProcess.run(line.toArray(String[]::new));
    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    return ended
        .out()
        .replaceAll("records-json-[0-9a-f-]+", "orders")
        .replaceAll("records.json-[0-9a-f-]+", "KEY")
        .replaceAll("results/[0-9a-f-]+/", "results/RUN/")
        .replaceAll("in \\d+\\.\\d s", "in TIME")
        .replaceAll("[0-9,]+ records/s", "SPEED");
  }
}
