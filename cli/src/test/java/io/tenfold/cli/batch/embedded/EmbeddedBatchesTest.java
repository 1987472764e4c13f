package io.tenfold.cli.batch.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.cli.TestRuns;
import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.console.UserError;
import io.tenfold.cli.environment.FunctionEnvironment;
import io.tenfold.cli.environment.KeptEnvironment;
import io.tenfold.local.map.read.DatasetLocation;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.map.result.ManifestLocation;
import io.tenfold.local.map.run.MapRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedBatchesTest {
  @TempDir Path folder;

  private final List<String> warnings = new ArrayList<>();
  private EmbeddedBatches batches;
  private ExecutionFiles files;

  @BeforeEach
  void open() {
    files = new ExecutionFiles(folder.resolve("executions"), warnings::add);
    batches =
        new EmbeddedBatches(
            folder,
            () -> {
              throw new AssertionError("Nothing is started");
            },
            warnings::add);
  }

  private static ExecutionFiles.Entry entry(Batches.Run run, ProcessIdentity process) {
    return new ExecutionFiles.Entry(
        run,
        new ReaderConfig(InputType.CSV, List.of("a", "b"), ';', 0, List.of()),
        new Batches.MapRunState(
            "arn:map",
            "RUNNING",
            new MapRun.ItemCounts(1, 2, 3, 4, 5, 6, 28, 12, 7),
            10,
            12.5,
            Instant.parse("2026-01-01T00:00:00.5Z"),
            null,
            new DatasetLocation(
                "bucket",
                "input/x.csv",
                new ReaderConfig(InputType.CSV, List.of("a", "b"), ';', 5, List.of("p")),
                "crc32c:0")),
        new ManifestLocation("bucket", "results/x/manifest.json"),
        new Batches.FunctionUse(3, 2, Path.of("logs"), List.of("--function", "a b.zip")),
        new KeptEnvironment(new TreeSet<>(List.of("PRICE_LIST", "TOKEN")), "up"),
        process);
  }

  @Test
  void aLaterProcessFindsARunAsItWasWritten() {
    ExecutionFiles.Entry entry =
        entry(
            TestRuns.run("orders", "SUCCEEDED", Map.of("key", "input/x")),
            ProcessIdentity.ofThisProcess());
    files.write(entry);
    assertThat(files.find("orders")).isEqualTo(entry);
    assertThat(batches.describe(batches.resolve("last")).name()).isEqualTo("orders");
    assertThat(batches.resolve("orders")).isEqualTo(entry.run().arn());
    assertThat(batches.mapRun(entry.run().arn())).contains(entry.mapRun());
    assertThat(batches.results(entry.run().arn())).contains(entry.results());
  }

  @Test
  void whatHasEndedIsReadOnce() throws IOException {
    ExecutionFiles.Entry entry =
        entry(TestRuns.run("orders", "SUCCEEDED", Map.of()), ProcessIdentity.ofThisProcess());
    files.write(entry);
    String arn = entry.run().arn();
    batches.describe(arn);
    Files.delete(folder.resolve("executions/orders.json"));
    assertThat(batches.describe(arn)).isEqualTo(entry.run());
    assertThat(batches.mapRun(arn)).contains(entry.mapRun());
    assertThat(batches.results(arn)).contains(entry.results());
    assertThat(batches.function(arn)).contains(entry.function());
    assertThat(batches.mayHaveRun(arn).records().isEmpty()).isTrue();
  }

  @Test
  void whatRunsIsReadAgain() {
    Batches.Run run = TestRuns.run("orders", "RUNNING", Map.of());
    files.write(entry(run, ProcessIdentity.ofThisProcess()));
    assertThat(batches.describe(run.arn()).status()).isEqualTo("RUNNING");
    files.write(entry(TestRuns.run("orders", "FAILED", Map.of()), ProcessIdentity.ofThisProcess()));
    assertThat(batches.describe(run.arn()).status()).isEqualTo("FAILED");
  }

  @Test
  void aRunWhoseProcessIsGoneIsAborted() {
    Batches.Run run = TestRuns.run("killed", "RUNNING", Map.of());
    files.write(entry(run, new ProcessIdentity(ProcessHandle.current().pid(), "another start")));
    assertThat(batches.describe(run.arn()).status()).isEqualTo("ABORTED");
    assertThat(batches.list("RUNNING", 10)).isEmpty();
  }

  @Test
  void aRunIsNotResumedWithoutWhatItWasGiven() {
    files.write(
        entry(
            TestRuns.run("killed", "RUNNING", Map.of()),
            new ProcessIdentity(ProcessHandle.current().pid(), "another start")));
    RunSettings settings =
        new RunSettings(
            null,
            folder,
            512,
            Duration.ofSeconds(1),
            OptionalInt.empty(),
            FunctionEnvironment.NOTHING,
            List.of());
    EmbeddedBatches resuming = new EmbeddedBatches(folder, () -> settings, warnings::add);
    assertThatThrownBy(() -> resuming.resume("killed", Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            "killed was run with the environment variables PRICE_LIST, TOKEN and --aws up.");
  }

  @Test
  void aRunWhoseProcessLivesIsRunning() {
    Batches.Run run = TestRuns.run("alive", "RUNNING", Map.of());
    files.write(entry(run, ProcessIdentity.ofThisProcess()));
    assertThat(batches.list("RUNNING", 10)).containsExactly(run);
  }

  @Test
  void anUnknownRunIsSaidToBeSo() {
    assertThatThrownBy(() -> batches.describe(batches.resolve("none")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("There is no run");
    assertThatThrownBy(() -> batches.describe(batches.resolve("../../etc/passwd")))
        .isInstanceOf(UserError.class);
    assertThatThrownBy(() -> batches.resolve("last"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("No batch has been run");
  }

  @Test
  void aDeletedMessageIsGone() throws IOException {
    new io.tenfold.local.folder.FolderMessageQueue(folder.resolve("sqs"))
        .send(batches.stack().queueUrl(), "{}");
    assertThat(batches.receive(10, Duration.ZERO)).hasSize(1);
    batches.delete(batches.receive(10, Duration.ZERO).get(0));
    assertThat(batches.receive(10, Duration.ZERO)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{}", "{\"executionArn\":\"a\",\"name\":\"broken\"", "\u0000\u0000"})
  void aBrokenFileIsLeftOutWithAWarningAndTheOtherRunsAreThere(String content) throws IOException {
    Batches.Run run = TestRuns.run("orders", "SUCCEEDED", Map.of());
    files.write(entry(run, ProcessIdentity.ofThisProcess()));
    assertLeftOut(run, content);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "name | \"other\"",
        "status | null",
        "startDate | \"yesterday\"",
        "startDate | \"+300000000-01-01T00:00:00Z\"",
        "logs | \"\\u0000\"",
        "pid | \"12\" 3",
        "pid | null",
        "maxConcurrency | 1e999999999",
        "durationMillis | 0.5"
      })
  void aFileOfWhichAFieldIsWrongIsLeftOutToo(String field, String value) throws IOException {
    Batches.Run run = TestRuns.run("orders", "SUCCEEDED", Map.of());
    files.write(entry(run, ProcessIdentity.ofThisProcess()));
    String whole = Files.readString(folder.resolve("executions/orders.json"));
    String broken =
        whole
            .replace("\"orders\"", "\"broken\"")
            .replaceFirst(
                "\"" + field + "\" : [^,\\n]+",
                Matcher.quoteReplacement("\"" + field + "\" : " + value));
    assertThat(broken).isNotEqualTo(whole.replace("\"orders\"", "\"broken\""));
    assertLeftOut(run, broken);
  }

  private void assertLeftOut(Batches.Run other, String content) throws IOException {
    Path broken = Files.writeString(folder.resolve("executions/broken.json"), content);
    assertThat(batches.list(null, 10)).containsExactly(other);
    assertThat(batches.resolve("last")).isEqualTo(other.arn());
    assertThat(warnings).hasSize(2).allSatisfy(w -> assertThat(w).contains(broken.toString()));
    assertThatThrownBy(() -> batches.describe(batches.resolve("broken")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(broken.toString());
  }

  @Test
  void aFolderAmongTheFilesIsLeftOutToo() throws IOException {
    Files.createDirectories(folder.resolve("executions/x.json"));
    Files.writeString(folder.resolve("executions/not a run.json"), "anything");
    assertThat(batches.list(null, 10)).isEmpty();
    assertThat(warnings).singleElement().asString().contains("x.json");
  }

  @Test
  void aClockThatJumpedShowsInNoDuration() {
    Instant start = Instant.parse("2026-01-01T12:00:00Z");
    for (long hours : new long[] {-3, 3}) {
      Batches.Run measured =
          run(
              "measured" + hours,
              start,
              start.plus(Duration.ofHours(hours)),
              Duration.ofMillis(1_500));
      files.write(entry(measured, ProcessIdentity.ofThisProcess()));
      assertThat(batches.describe(measured.arn()).duration()).isEqualTo(Duration.ofMillis(1_500));
    }
    Batches.Run dated = run("dated", start, start.minus(Duration.ofHours(3)), null);
    assertThat(dated.duration()).isZero();
    // Somebody looks at it while it runs: it began in what is the future by now.
    Instant future = Instant.now().plus(Duration.ofHours(3));
    assertThat(run("runs", future, null, null).duration()).isZero();
  }

  private static Batches.Run run(String name, Instant start, Instant stop, Duration measured) {
    Batches.Run run = TestRuns.run(name, stop == null ? "RUNNING" : "FAILED", Map.of());
    return new Batches.Run(
        run.arn(), name, run.status(), start, stop, run.input(), null, null, null, null, measured);
  }

  @Test
  void aKilledRunTookAsLongAsItIsKnownToHaveLived() {
    Batches.Run run = TestRuns.run("killed", "RUNNING", Map.of());
    files.write(entry(run, new ProcessIdentity(ProcessHandle.current().pid(), "another start")));
    Batches.Run seen = batches.describe(run.arn());
    assertThat(seen.duration()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(seen.stopDate()).isEqualTo(run.startDate().plusMillis(1_500));
  }
}
