package io.tenfold.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.map.ManifestLocation;
import io.tenfold.local.map.MapRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            () -> null,
            warnings::add);
  }

  private static ExecutionFiles.Entry entry(Batches.Run run, ProcessIdentity process) {
    return new ExecutionFiles.Entry(
        run,
        new Batches.MapRunState(
            "arn:map",
            "RUNNING",
            new MapRun.ItemCounts(1, 2, 3, 4, 5, 6, 21, 12),
            10,
            12.5,
            Instant.parse("2026-01-01T00:00:00.5Z"),
            null),
        new ManifestLocation("bucket", "results/x/manifest.json"),
        new Batches.FunctionUse(3, 2, Path.of("logs")),
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
  void aRunWhoseProcessIsGoneIsAborted() {
    Batches.Run run = TestRuns.run("killed", "RUNNING", Map.of());
    files.write(entry(run, new ProcessIdentity(ProcessHandle.current().pid(), "another start")));
    assertThat(batches.describe(run.arn()).status()).isEqualTo("ABORTED");
    assertThat(batches.list("RUNNING", 10)).isEmpty();
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
}
