package io.tenfold.cli.batch.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.map;

import io.tenfold.cli.InProcess;
import io.tenfold.cli.TestFunction;
import io.tenfold.cli.batch.NewRun;
import io.tenfold.cli.batch.Watch;
import io.tenfold.cli.console.ExitCode;
import io.tenfold.cli.console.Hints;
import io.tenfold.cli.console.Progress;
import io.tenfold.cli.console.SteadyProgress;
import io.tenfold.cli.environment.FunctionEnvironment;
import io.tenfold.cli.results.RunSummary;
import io.tenfold.local.WorkflowFile;
import io.tenfold.local.folder.FolderMessageQueue;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.map.run.MapRun;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a run on this machine when something beside its records goes wrong. */
class RunFaultsTest {
  private static final String FAILS = "{\"fail\":\"wrong\"}";

  @TempDir Path temporary;

  private Path folder;
  private Path function;
  private Path workflow;

  @BeforeEach
  void prepare() throws IOException {
    folder = Files.createDirectories(temporary.resolve("work"));
    function = TestFunction.packageIn(temporary.resolve("function"));
    // Its waits before another attempt are cut short.
    workflow =
        Files.writeString(
            temporary.resolve("workflow.json"),
            WorkflowFile.shipped()
                .text()
                .replaceAll("\"(IntervalSeconds|MaxDelaySeconds)\": \\d+", "\"$1\": 1")
                .replaceAll("\"MaxAttempts\": \\d+", "\"MaxAttempts\": 1"));
  }

  private InProcess run(String records, String... options) throws IOException {
    Path file = Files.writeString(temporary.resolve("records.json"), records);
    List<String> line = new ArrayList<>(List.of("run", file.toString(), "--max-concurrency", "2"));
    line.addAll(List.of("--folder", folder.toString(), "--function", function.toString()));
    line.addAll(List.of("--workflow", workflow.toString()));
    line.addAll(List.of(options));
    return InProcess.run(line.toArray(String[]::new));
  }

  private InProcess look(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--local", "--folder", folder.toString()));
    return InProcess.run(line.toArray(String[]::new));
  }

  private InProcess resume(String name, String... options) {
    List<String> line = new ArrayList<>(List.of("resume", name, "--json"));
    line.addAll(List.of("--function", function.toString(), "--workflow", workflow.toString()));
    line.addAll(List.of(options));
    return look(line.toArray(String[]::new));
  }

  private static Map<?, ?> json(InProcess ended) {
    return (Map<?, ?>) Json.parse(ended.out());
  }

  /** Puts a file where a folder would be made, which no user may write to, root neither. */
  private void block(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "in the way");
  }

  private List<Path> files(String path, String glob) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve(path))) {
      return all.filter(
              file ->
                  file.getFileSystem().getPathMatcher("glob:" + glob).matches(file.getFileName()))
          .sorted()
          .toList();
    }
  }

  @Test
  void aProgressFileThatCannotBeWrittenIsWarnedOfOnceAndTheRunSummarised() throws IOException {
    block("executions");
    InProcess ended = run("[1, 2, 3]");
    assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.SUCCEEDED);
    assertThat(ended.out())
        .contains("Run SUCCEEDED")
        .contains("3 succeeded + 0 failed + 0 pending = 3 records, each accounted for");
    assertThat(ended.err()).containsOnlyOnce("its file can't be written");
  }

  @Test
  void aRunThatFailedFailsWithoutItsProgressFileToo() throws IOException {
    block("executions");
    InProcess ended = run("[" + FAILS + ", 2]", "--tolerate", "0", "--json");
    assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.RUN_FAILED);
    assertThat(json(ended).get("everyRecordAccountedForOnce")).isEqualTo(true);
    assertThat(json(ended).get("messages")).asInstanceOf(list(Object.class)).hasSize(1);
  }

  @Test
  void aViewThatBreaksEndsNothingButItself() throws Exception {
    List<String> warnings = new ArrayList<>();
    for (Supplier<Progress> view :
        List.<Supplier<Progress>>of(
            () -> {
              throw new IllegalStateException("no terminal");
            },
            BrokenView::new)) {
      warnings.clear();
      try (EmbeddedBatches batches = new EmbeddedBatches(folder, this::settings, warnings::add)) {
        String key = upload(batches, "[1, 2, 3]");
        String arn =
            batches.start(
                "run-" + System.nanoTime(),
                NewRun.input(key, 1, null),
                ReaderConfig.of(InputType.JSON));
        new Watch(batches, pause -> {}, warnings::add)
            .untilEnd(arn, new SteadyProgress(view, warnings::add));
        assertThat(RunSummary.of(batches, arn).exitCode()).isEqualTo(ExitCode.SUCCEEDED);
      }
      assertThat(warnings).singleElement().asString().contains("no terminal");
    }
  }

  private static final class BrokenView implements Progress {
    @Override
    public void show(MapRun.ItemCounts counts) {
      // As a machine without a thread to spare says it.
      throw new OutOfMemoryError("no terminal");
    }

    @Override
    public void close() {
      throw new IllegalStateException("closed without having been shown");
    }
  }

  private RunSettings settings() {
    try {
      return new RunSettings(
          WorkflowFile.read(workflow),
          function,
          256,
          Duration.ofSeconds(10),
          OptionalInt.empty(),
          FunctionEnvironment.NOTHING,
          List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String upload(EmbeddedBatches batches, String records) throws IOException {
    batches.upload(Files.writeString(temporary.resolve("r.json"), records), "input/r");
    return "input/r";
  }

  @Test
  void theFileOfARunSaysHowLongItTookByAClockThatNobodySets() throws IOException {
    assertThat(run("[1]").code()).isZero();
    Map<?, ?> file =
        (Map<?, ?>) Json.parse(Files.readAllBytes(files("executions", "*.json").get(0)));
    Instant start = Instant.parse((String) file.get("startDate"));
    long took = ((Number) file.get("durationMillis")).longValue();
    assertThat(took).isPositive();
    assertThat(Duration.between(start, Instant.parse((String) file.get("stopDate"))).toMillis())
        .isEqualTo(took);
  }

  @Test
  void aQueueThatIsGoneEndsWithOneAndTheMessageIsKeptWhereTheSummarySays() throws IOException {
    // Gone between the start, which makes it, and the message.
    Path queue = folder.resolve("sqs/tenfold-local-failed-runs");
    InProcess ended;
    try (FolderRemoved removed = new FolderRemoved(queue)) {
      ended = run("[" + FAILS + ", 2]", "--tolerate", "0");
    }
    assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(ExitCode.RUN_FAILED);
    List<Path> kept = files("executions", "*.undelivered-*.json");
    assertThat(kept).hasSize(1);
    assertThat(ended.out())
        .contains("each accounted for exactly once")
        .contains("1 message could not be sent: SQS.QueueDoesNotExistException")
        .contains("it is kept in " + kept.get(0));
    assertThat(ended.err()).containsOnlyOnce("The queue refuses a message");

    // And whoever comes later finds it.
    assertThat(look("watch", "last").out()).contains(kept.get(0).toString());
    InProcess queued = look("queue", "--json", "--delete");
    assertThat(json(queued).get("body"))
        .asInstanceOf(map(Object.class, Object.class))
        .containsEntry("error", "States.ExceedToleratedFailureThreshold");
    assertThat(kept.get(0)).doesNotExist();
    assertThat(look("queue").out()).contains("The queue is empty.");
    assertThat(look("list").err()).isEmpty();
  }

  /** Removes a folder as soon as it is there, and as often as it comes again. */
  private static final class FolderRemoved implements AutoCloseable {
    private final Thread thread;

    FolderRemoved(Path folder) {
      thread =
          new Thread(
              () -> {
                while (!Thread.currentThread().isInterrupted()) {
                  folder.toFile().delete();
                  Thread.onSpinWait();
                }
              });
      thread.start();
    }

    @Override
    public void close() {
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void aMessageThatIsSentAtLastIsKeptNoLonger() throws IOException {
    Path queue = folder.resolve("sqs/tenfold-local-failed-runs");
    List<String> warnings = new ArrayList<>();
    UndeliveredMessages files = new UndeliveredMessages(folder.resolve("executions"), w -> {});
    FolderMessageQueue queues = new FolderMessageQueue(folder.resolve("sqs"));
    KeepingQueue keeping = new KeepingQueue(queues, files, "orders", warnings::add);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> keeping.send("https://x/tenfold-local-failed-runs", "{}"));
      assertThat(files.of("orders")).hasSize(1);
    }
    assertThat(files.of("others")).isEmpty();
    Files.createDirectories(queue);
    keeping.send("https://x/tenfold-local-failed-runs", "{}");
    assertThat(files.all()).isEmpty();
    assertThat(keeping.kept()).isEmpty();
    assertThat(warnings).hasSize(1);
  }

  @Test
  void aQueueThatCannotBeReadIsSaidWithTheSummary() throws IOException {
    assertThat(run("[1]").code()).isZero();
    Path queue = folder.resolve("sqs/tenfold-local-failed-runs");
    try (EmbeddedBatches batches = new EmbeddedBatches(folder, this::settings, warning -> {})) {
      Files.delete(queue);
      RunSummary summary = RunSummary.of(batches, batches.resolve("last"));
      assertThat(summary.exitCode()).isEqualTo(ExitCode.SUCCEEDED);
      assertThat(summary.text()).contains("can't be read: SQS.QueueDoesNotExistException");
      assertThat(summary.json()).contains("\"queueError\"");
    }
  }

  @Test
  void resultsThatCannotBeWrittenEndWithFourAndASummary() throws IOException {
    block("s3/tenfold-local/results");
    InProcess ended = run("[1, 2, 3]", "--json");
    assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(ExitCode.RECORDS_LOST);
    assertThat(json(ended).get("error")).isEqualTo("Tenfold.ResultWriterFailed");
    assertThat(json(ended).get("everyRecordAccountedForOnce")).isEqualTo(false);
    assertThat(look("watch", "last").out())
        .contains("UNPROVEN  0 of 3 records are in results that can be read");
  }

  @Test
  void aResultFileOfAnotherSizeEndsWithFourAndSaysWhatCanBeRead() throws IOException {
    assertThat(run("[" + FAILS + ", 2, 3]").code()).isZero();
    Path file = files("s3", "FAILED_0.json").get(0);
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      out.write(" ".getBytes(StandardCharsets.US_ASCII));
    }
    InProcess watched = look("watch", "last");
    assertThat(watched.code()).isEqualTo(ExitCode.RECORDS_LOST);
    assertThat(watched.out())
        .contains("Run SUCCEEDED")
        .contains("UNPROVEN  2 of 3 records are in results that can be read")
        .contains("FAILED_0.json: the manifest says");
  }

  @Test
  void aMissingResultFileAndABrokenOneEndWithFourToo() throws IOException {
    assertThat(run("[1, 2, 3]").code()).isZero();
    Path file = files("s3", "SUCCEEDED_0.json").get(0);
    byte[] text = Files.readAllBytes(file);
    text[text.length / 2] = 0;
    Files.write(file, text);
    InProcess broken = look("watch", "last", "--json");
    assertThat(broken.code()).isEqualTo(ExitCode.RECORDS_LOST);
    assertThat(json(broken).get("everyRecordAccountedForOnce")).isEqualTo(false);
    Files.delete(file);
    assertThat(look("watch", "last").out()).contains("UNPROVEN  0 of 3").contains("NoSuchKey");
  }

  @Test
  void aMissingManifestEndsWithFourAlthoughTheRunSucceeded() throws IOException {
    assertThat(run("[1, 2, 3]").code()).isZero();
    Files.delete(files("s3", "manifest.json").get(0));
    InProcess watched = look("watch", "last");
    assertThat(watched.code()).isEqualTo(ExitCode.RECORDS_LOST);
    assertThat(watched.out()).contains("Run SUCCEEDED").contains("UNPROVEN  0 of 3 records");
  }

  @Test
  void aFolderThatCannotBeUsedEndsWithThreeForNothingWasRun() throws IOException {
    block("s3");
    InProcess ended = run("[1]");
    assertThat(ended.code()).isEqualTo(ExitCode.ERROR);
    assertThat(ended.err()).contains("can't be used").hasLineCount(1);
  }

  @Test
  void aRunThatWasInterruptedBeforeItsFirstRecordGoesOnWithAllOfThem() throws IOException {
    run("[{},{}]");
    Path file = files("executions", "*.json").get(0);
    Map<String, Object> entry = new LinkedHashMap<>(json(file));
    entry.put("status", "ABORTED");
    entry.put("error", "Tenfold.Interrupted");
    entry.put("cause", "The run was interrupted on this machine");
    for (String field : List.of("output", "mapRun", "results")) {
      entry.put(field, null);
    }
    Files.writeString(file, Json.write(entry));

    InProcess resumed = resume((String) entry.get("name"));

    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(json(resumed).get("everyRecordAccountedForOnce")).isEqualTo(true);
  }

  @Test
  void aResumeThatWasKilledAtItsVeryBeginningLeavesARunThatIsUnfinished() throws IOException {
    assertThat(run("[" + FAILS + ", 2, 3]", "--tolerate", "0").code())
        .isEqualTo(ExitCode.RUN_FAILED);
    String name = (String) json(files("executions", "*.json").get(0)).get("name");
    // What a resume does first, before the run's file says that it is being run.
    Files.delete(files("s3", "manifest.json").get(0));

    assertThat(look("failures", name).out()).contains("wrong");
    assertThat(look("watch", name).err()).doesNotContain("manifest");
    InProcess resumed = resume(name, "--tolerate", "100");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(json(resumed).get("everyRecordAccountedForOnce")).isEqualTo(true);
  }

  /** Says of a run that its process, which is gone, has it still. */
  private String killed() throws IOException {
    Path file = files("executions", "*.json").get(0);
    Map<String, Object> entry = new LinkedHashMap<>(json(file));
    entry.put("status", "RUNNING");
    entry.put("processStart", "of another boot");
    for (String field : List.of("stopDate", "output", "error", "cause", "results")) {
      entry.put(field, null);
    }
    Files.writeString(file, Json.write(entry));
    return (String) entry.get("name");
  }

  private void delete(String path) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve(path))) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private String command(String... words) {
    return Hints.to(List.of("--local", "--folder", folder.toString())).command(words);
  }

  @Test
  void aKilledRunLeadsToItsRestInThisFolder() throws IOException {
    run("[" + FAILS + ", 2, 3]", "--tolerate", "0");
    String name = killed();
    Files.delete(files("s3", "manifest.json").get(0));
    String resume =
        command(
            "resume", name, "--workflow", workflow.toString(), "--function", function.toString());

    InProcess watched = look("watch", name);
    assertThat(watched.out())
        .contains("Run ABORTED with Tenfold.Killed", "it was killed, or the disk was full")
        .contains("the run is not finished", resume);
    assertThat(look("list").out()).contains("ABORTED").doesNotContain("RUNNING");
    assertThat(look("cost", name).err()).contains("got through its records", resume);
    assertThat(look("retry", name, "--function", function.toString()).err())
        .endsWith(resume + System.lineSeparator());
    String stopped = look("stop", name).out();
    assertThat(stopped).contains(resume);
    int[] numbers =
        Pattern.compile("\\d+")
            .matcher(stopped.lines().skip(1).findFirst().orElseThrow())
            .results()
            .mapToInt(number -> Integer.parseInt(number.group()))
            .toArray();
    assertThat(numbers[0]).isEqualTo(3).isEqualTo(IntStream.of(numbers).skip(1).sum());
  }

  @Test
  void aKilledRunWhoseFolderWasDeletedLeadsToItsFileAlone() throws IOException {
    run("[" + FAILS + ", 2, 3]", "--tolerate", "0");
    String name = killed();
    delete("s3");
    String again = command("start", "FILE");

    assertThat(look("watch", name).out())
        .contains("What it had written of its records is gone", "UNPROVEN  0 of 3", again)
        .doesNotContain("resume", "retry", "failures");
    assertThat(resume(name).err()).contains("its file of records is gone", again);
    for (String command : List.of("failures", "results", "cost")) {
      assertThat(look(command, name).err())
          .contains("What became of its 3 records is lost", again)
          .doesNotContain("before it read its records", "resume");
    }
    assertThat(look("stop", name).out()).contains(again).doesNotContain("retry");
  }

  @Test
  void aRunThatIsOverWhoseResultsWereDeletedLeadsToItsFileAlone() throws IOException {
    run("[" + FAILS + ", 2, 3]");
    delete("s3");
    String again = command("start", "FILE");

    assertThat(look("watch", "last").out())
        .contains("Run SUCCEEDED", "UNPROVEN  0 of 3", again)
        .doesNotContain("retry", "failures");
    for (String command : List.of("failures", "results", "report")) {
      InProcess ended = look(command, "last");
      assertThat(ended.code()).isEqualTo(ExitCode.ERROR);
      assertThat(ended.err()).contains("nothing is known of the records", again);
    }
  }

  @Test
  void theFolderDeletedInMidRunIsSaidWithItsEnd() throws Exception {
    Path held = temporary.resolve("go");
    Files.createDirectories(folder.resolve("executions"));
    CompletableFuture<InProcess> running =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return run("[" + FAILS + ", 2, {\"hold\":" + Json.write(held.toString()) + "}]");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    while (files("executions", "*.json").isEmpty()
        || !look("list", "--json").out().contains("\"failed\":1")) {
      Thread.sleep(100);
    }
    delete("s3");
    Files.createFile(held);
    InProcess ended = running.get(60, TimeUnit.SECONDS);

    assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(ExitCode.RECORDS_LOST);
    assertThat(ended.out())
        .contains("Tenfold.ResultWriterFailed")
        // Of a file that was begun, and of one that was not.
        .containsAnyOf("it was deleted, or its folder", "there is no such file or folder")
        .contains("UNPROVEN  0 of 3", command("start", "FILE"))
        .doesNotContain("java.", " -> ", "retry", "failures ");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> json(Path file) throws IOException {
    return (Map<String, Object>) Json.parse(Files.readString(file));
  }
}
