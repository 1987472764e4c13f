package io.tenfold.local.map.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.LocalEngine;
import io.tenfold.local.StartedExecution;
import io.tenfold.local.arn.Account;
import io.tenfold.local.folder.FolderMessageQueue;
import io.tenfold.local.folder.FolderObjectStore;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.result.Reconciliation;
import io.tenfold.local.map.result.RecordIndex;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.map.result.ResultWriter;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.GrowingObjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was cut off goes on, and ends with one set of results. */
class ResumeTest {
  private static final String BUCKET = "batch";
  private static final String KEY = "in.json";
  private static final Account ACCOUNT = new Account("eu-central-1", "123456789012");
  private static final String ARN =
      "arn:aws:states:eu-central-1:123456789012:execution:machine:run";
  private static final Map<String, Object> INPUT = Map.of("key", KEY);
  private static final String DEFINITION =
      """
      {"QueryLanguage": "JSONata", "StartAt": "M", "States": {"M": {"Type": "Map", "Label": "L",
        "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
          "ReaderConfig": {"InputType": "JSON"},
          "Arguments": {"Bucket": "batch", "Key": "{% $states.input.key %}"}},
        "ItemSelector": {"index": "{% $states.context.Map.Item.Index %}",
          "record": "{% $states.context.Map.Item.Value %}"},
        "MaxConcurrency": 4, "ToleratedFailurePercentage": 50,
        "ItemProcessor": {
          "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
          "StartAt": "T", "States": {"T": {"Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {"FunctionName": "f", "Payload": "{% $states.input %}"},
            "Output": "{% $states.result.Payload %}", "End": true}}},
        "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
          "Arguments": {"Bucket": "batch", "Prefix": "results"}},
        "End": true}}}
      """;

  @TempDir Path root;

  /** Blocks once it was called so often, and until then answers; notes whom it was called for. */
  private static final class Function implements FunctionInvoker {
    final Queue<Long> calls = new ConcurrentLinkedQueue<>();
    volatile CountDownLatch blocked;
    volatile int answers;

    Function(int answers) {
      this.answers = answers;
      this.blocked = new CountDownLatch(4);
    }

    @Override
    public Result invoke(String function, byte[] payload) throws InterruptedException {
      long index = RecordIndex.of(new String(payload, StandardCharsets.UTF_8));
      calls.add(index);
      if (index >= answers) {
        blocked.countDown();
        Thread.sleep(60_000);
      }
      return index % 5 == 3
          ? new Failed("Wrong", Json.writeBytes(Map.of("errorType", "Wrong")))
          : new Returned(payload);
    }
  }

  private FolderObjectStore store(Path folder, int records) throws IOException {
    FolderObjectStore store = new FolderObjectStore(folder);
    store.createBucket(BUCKET);
    if (records > 0) {
      Path file = root.resolve("records.json");
      List<Integer> numbers = IntStream.range(0, records).boxed().toList();
      store.put(BUCKET, KEY, Files.write(file, Json.writeBytes(numbers)));
    }
    return store;
  }

  private LocalEngine engine(GrowingObjects store, FunctionInvoker function) throws IOException {
    return new LocalEngine(store, new FolderMessageQueue(root.resolve("sqs")), function, ACCOUNT);
  }

  /** Returns what is on the disk when a process is killed that has run so many of 40 records. */
  private Path killedAfter(int answers) throws Exception {
    Path alive = root.resolve("alive");
    Function function = new Function(answers);
    try (LocalEngine engine = engine(store(alive, 40), function)) {
      StartedExecution run = engine.start(engine.define("machine", DEFINITION), "run", INPUT);
      assertThat(function.blocked.await(20, TimeUnit.SECONDS)).isTrue();
      awaitWritten(store(alive, 0), answers);
      Path killed = root.resolve("killed");
      copy(alive, killed);
      run.stop(null, null);
      run.outcome().get(20, TimeUnit.SECONDS);
      return killed;
    }
  }

  /**
   * Waits until the outcomes are in the files, and the journal has taken back what was not started,
   * which a loaded machine may take its time for.
   */
  private static void awaitWritten(FolderObjectStore store, int outcomes) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    UnfinishedMapRun.Counts counts = unfinished(store).counts();
    while ((counts.succeeded() + counts.failed() < outcomes || counts.mayHaveRun() > 4)
        && System.nanoTime() < deadline) {
      Thread.sleep(20);
      counts = unfinished(store).counts();
    }
    assertThat(counts.succeeded() + counts.failed()).isEqualTo(outcomes);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static UnfinishedMapRun unfinished(FolderObjectStore store) throws IOException {
    List<UnfinishedMapRun> runs = UnfinishedMapRun.of(store, BUCKET, ARN);
    assertThat(runs).hasSize(1);
    return runs.get(0);
  }

  private static StartedExecution goOn(LocalEngine engine, UnfinishedMapRun run) {
    return engine.resume(
        engine.define("machine", DEFINITION), "run", run.input(), run.startDate(), Duration.ZERO);
  }

  /** Resumes what is in the folder, to the end, and returns the run. */
  private MapRun resume(FolderObjectStore store, FunctionInvoker function) throws Exception {
    UnfinishedMapRun run = unfinished(store);
    try (LocalEngine engine = engine(store, function)) {
      assertThat(engine.mapRuns().resume(run)).isTrue();
      StartedExecution execution = goOn(engine, run);
      assertThat(execution.outcome().get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionOutcome.Succeeded.class);
      if (forgets) {
        engine.forget(execution);
      }
      return engine.mapRuns().startedBy(ARN).get(0);
    }
  }

  /** Whether the process lives long enough to write down that the run SUCCEEDED. */
  private boolean forgets = true;

  private static void assertWhole(FolderObjectStore store, MapRun run, int records) {
    ResultFiles results = new ResultFiles(store, run.results().bucket(), run.results().key());
    assertThat(Reconciliation.of(results, records).sentence()).endsWith("exactly once.");
    Map<Long, String> status = new TreeMap<>();
    for (ResultGroup group : ResultGroup.values()) {
      results.forEach(
          group, child -> status.put(RecordIndex.of(child.inputJson()), child.status()));
    }
    Map<Long, String> expected = new TreeMap<>();
    indexes(records).forEach(i -> expected.put(i, i % 5 == 3 ? "FAILED" : "SUCCEEDED"));
    assertThat(status).isEqualTo(expected);
  }

  private static List<Long> indexes(int end) {
    return IntStream.range(0, end).mapToObj(i -> (long) i).toList();
  }

  @Test
  void aKilledRunTellsWhatBecameOfEveryRecord() throws Exception {
    UnfinishedMapRun run = unfinished(store(killedAfter(20), 0));
    assertThat(run.counts()).isEqualTo(new UnfinishedMapRun.Counts(40, 16, 4, 0, 4, 16));
    assertThat(run.mayHaveRun().stream()).containsExactly(20, 21, 22, 23);
    List<Long> succeeded = new ArrayList<>();
    run.results().forEach(ResultGroup.SUCCEEDED, c -> succeeded.add(RecordIndex.of(c.inputJson())));
    assertThat(succeeded).hasSize(16).allMatch(index -> index < 20);
    assertThat(run.input()).isEqualTo(INPUT);
  }

  @Test
  void aKilledRunGoesOnWithTheRestAlone() throws Exception {
    FolderObjectStore store = store(killedAfter(20), 0);
    String arn = unfinished(store).mapRunArn();
    Function function = new Function(40);
    MapRun run = resume(store, function);
    assertThat(run.arn()).isEqualTo(arn);
    assertThat(function.calls).containsExactlyInAnyOrderElementsOf(indexes(40).subList(20, 40));
    assertWhole(store, run, 40);
    assertThat(run.itemCounts().succeeded()).isEqualTo(32);
    assertThat(run.itemCounts().failed()).isEqualTo(8);
    assertThat(root.resolve("killed/.growing")).isDirectoryNotContaining("glob:**");
  }

  @Test
  void aRunThatWasKilledBeforeAnybodyWroteDownItsEndIsFoundAndRunsNothingTwice() throws Exception {
    FolderObjectStore store = store(killedAfter(20), 0);
    forgets = false;
    resume(store, new Function(40));
    UnfinishedMapRun run = unfinished(store);
    assertThat(run.counts()).isEqualTo(new UnfinishedMapRun.Counts(40, 32, 8, 0, 0, 0));
    forgets = true;
    Function function = new Function(40);
    assertWhole(store, resume(store, function), 40);
    assertThat(function.calls).isEmpty();
    assertThat(root.resolve("killed/.growing")).isDirectoryNotContaining("glob:**");
  }

  @Test
  void aRunThatIsKilledWhileItIsRedrivenGoesOn() throws Exception {
    Path alive = root.resolve("alive");
    Path killed = root.resolve("killed");
    Function function = new Function(20);
    try (LocalEngine engine = engine(store(alive, 40), function)) {
      StartedExecution run = engine.start(engine.define("machine", DEFINITION), "run", INPUT);
      assertThat(function.blocked.await(20, TimeUnit.SECONDS)).isTrue();
      run.stop(null, null);
      run.outcome().get(20, TimeUnit.SECONDS);
      function.calls.clear();
      function.answers = 30;
      function.blocked = new CountDownLatch(4);
      StartedExecution redriven = run.redrive();
      assertThat(function.blocked.await(20, TimeUnit.SECONDS)).isTrue();
      awaitWritten(store(alive, 0), 30);
      copy(alive, killed);
      redriven.stop(null, null);
      redriven.outcome().get(20, TimeUnit.SECONDS);
    }
    List<Long> again = new ArrayList<>(List.of(3L, 8L, 13L, 18L));
    again.addAll(indexes(34).subList(20, 34));
    assertThat(function.calls).containsExactlyInAnyOrderElementsOf(again);
    for (Path end : List.of(killed, alive)) {
      FolderObjectStore store = store(end, 0);
      Function rest = new Function(40);
      MapRun run = resume(store, rest);
      assertThat(rest.calls).containsExactlyInAnyOrderElementsOf(indexes(40).subList(30, 40));
      assertWhole(store, run, 40);
      assertThat(run.results().key()).endsWith("/Redrive-1/manifest.json");
      assertThat(run.redriveCount()).isEqualTo(1);
      assertThat(end.resolve(".growing")).isDirectoryNotContaining("glob:**");
    }
  }

  @Test
  void aStoppedRunGoesOnWithWhatWasAbortedOrPending() throws Exception {
    killedAfter(20);
    FolderObjectStore store = store(root.resolve("alive"), 0);
    Function function = new Function(40);
    MapRun run = resume(store, function);
    assertThat(function.calls).containsExactlyInAnyOrderElementsOf(indexes(40).subList(20, 40));
    assertWhole(store, run, 40);
  }

  @Test
  void aRunThatIsKilledAgainWhileItIsResumedGoesOn() throws Exception {
    Path killed = killedAfter(12);
    FolderObjectStore store = store(killed, 0);
    Path again = root.resolve("again");
    Function second = new Function(30);
    UnfinishedMapRun run = unfinished(store);
    try (LocalEngine engine = engine(store, second)) {
      assertThat(engine.mapRuns().resume(run)).isTrue();
      StartedExecution resumed = goOn(engine, run);
      assertThat(second.blocked.await(20, TimeUnit.SECONDS)).isTrue();
      Thread.sleep(3 * ResultWriter.FLUSH_MILLIS);
      copy(killed, again);
      resumed.stop(null, null);
      resumed.outcome().get(20, TimeUnit.SECONDS);
    }
    FolderObjectStore left = store(again, 0);
    assertThat(unfinished(left).counts().succeeded()).isEqualTo(24);
    Function third = new Function(40);
    MapRun end = resume(left, third);
    assertThat(third.calls).containsExactlyInAnyOrderElementsOf(indexes(40).subList(30, 40));
    assertWhole(left, end, 40);
  }

  @Test
  void aResultFileThatIsCutOffAnywhereIsReadUpToItsLastWholeChild() throws Exception {
    Path killed = killedAfter(20);
    FolderObjectStore store = store(killed, 0);
    Path file;
    try (Stream<Path> files = Files.walk(killed.resolve(".growing"))) {
      file = files.filter(f -> f.endsWith("SUCCEEDED_0.json")).findFirst().orElseThrow();
    }
    byte[] whole = Files.readAllBytes(file);
    long before = 0;
    for (int length = 0; length <= whole.length; length += 7) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      UnfinishedMapRun.Counts counts = unfinished(store).counts();
      assertThat(counts.succeeded()).isBetween(before, before + 1);
      assertThat(counts.succeeded() + counts.mayHaveRun()).isEqualTo(20);
      before = counts.succeeded();
    }
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
    Function function = new Function(40);
    assertWhole(store, resume(store, function), 40);
  }

  @Test
  void afterALossOfPowerAnyRecordWithoutAnOutcomeMayHaveRun() throws Exception {
    Path killed = killedAfter(20);
    FolderObjectStore store = store(killed, 0);
    Path journal;
    try (Stream<Path> files = Files.walk(killed.resolve(".growing"))) {
      journal = files.filter(f -> f.endsWith(RunJournal.NAME)).findFirst().orElseThrow();
    }
    Files.writeString(
        journal, Files.readString(journal).replaceAll("\"boot\":\"[^\"]*\"", "\"boot\":\"x\""));
    assertThat(unfinished(store).counts())
        .isEqualTo(new UnfinishedMapRun.Counts(40, 16, 4, 0, 20, 0));
  }

  @Test
  void whatMayHaveRunAndIsNotRunAgainIsNoPendingRecord() throws Exception {
    FolderObjectStore store = store(killedAfter(20), 0);
    UnfinishedMapRun run = unfinished(store);
    FunctionInvoker gone =
        (function, payload) -> {
          throw new FunctionInvoker.Unavailable("no process");
        };
    try (LocalEngine engine = engine(store, gone)) {
      assertThat(engine.mapRuns().resume(run)).isTrue();
      goOn(engine, run).outcome().get(20, TimeUnit.SECONDS);
      MapRun ended = engine.mapRuns().startedBy(ARN).get(0);
      ResultFiles results = new ResultFiles(store, ended.results().bucket(), ended.results().key());
      assertThat(Reconciliation.of(results, 40).holds()).isTrue();
      assertThat(ended.itemCounts().aborted()).isEqualTo(4);
      assertThat(ended.itemCounts().pending()).isEqualTo(16);
      List<Long> mayHaveRun = new ArrayList<>();
      results.forEach(
          ResultGroup.FAILED,
          child -> {
            if ("Tenfold.MayHaveRun".equals(child.error())) {
              mayHaveRun.add(RecordIndex.of(child.inputJson()));
            }
          });
      assertThat(mayHaveRun).containsExactlyInAnyOrder(20L, 21L, 22L, 23L);
    }
    assertWhole(store, resume(store, new Function(40)), 40);
  }

  @ParameterizedTest
  @ValueSource(strings = {"killed", "alive"})
  void aFileThatChangedSinceIsRefusedAndNothingRuns(String end) throws Exception {
    killedAfter(20);
    Path folder = root.resolve(end);
    FolderObjectStore store = store(folder, 0);
    Path other = root.resolve("other.json");
    store.put(BUCKET, KEY, Files.writeString(other, "[1, 2, 3]"));
    UnfinishedMapRun run = unfinished(store);
    Map<String, Long> before = sizes(folder);
    Function function = new Function(40);
    AtomicInteger besides = new AtomicInteger();
    try (LocalEngine engine = engine(store, function)) {
      assertThat(engine.mapRuns().resume(run, besides::incrementAndGet)).isTrue();
      ExecutionOutcome outcome =
          engine
              .resume(
                  engine.define("machine", DEFINITION),
                  "run",
                  run.input(),
                  Instant.EPOCH,
                  Duration.ZERO)
              .outcome()
              .get(20, TimeUnit.SECONDS);
      assertThat(outcome).isInstanceOf(ExecutionOutcome.Failed.class);
      assertThat(((ExecutionOutcome.Failed) outcome).cause()).contains("had 40 items", "has 3");
    }
    assertThat(function.calls).isEmpty();
    assertThat(unfinished(store).counts().succeeded()).isEqualTo(16);
    assertThat(sizes(folder)).isEqualTo(before);
    assertThat(besides).hasValue(0);
  }

  @Test
  void whatElseIsChangedIsChangedOnceAndBeforeTheResults() throws Exception {
    FolderObjectStore store = store(killedAfter(20), 0);
    UnfinishedMapRun run = unfinished(store);
    List<UnfinishedMapRun.Counts> seen = new ArrayList<>();
    try (LocalEngine engine = engine(store, new Function(40))) {
      assertThat(engine.mapRuns().resume(run, () -> seen.add(run.counts()))).isTrue();
      assertThat(seen).isEmpty();
      goOn(engine, run).outcome().get(20, TimeUnit.SECONDS);
      assertThat(seen).containsExactly(new UnfinishedMapRun.Counts(40, 16, 4, 0, 4, 16));
    }
  }

  /** A run that was stopped has a manifest; one that goes on after a refusal has what was there. */
  @ParameterizedTest
  @ValueSource(strings = {"SUCCEEDED_0.json", "FAILED_0.json"})
  void aRunWithAResultFileThatIsDamagedIsRefusedAndEverythingStays(String name) throws Exception {
    killedAfter(20);
    Path alive = root.resolve("alive");
    FolderObjectStore store = store(alive, 0);
    Path file;
    try (Stream<Path> files = Files.walk(alive)) {
      file = files.filter(each -> each.endsWith(name)).findFirst().orElseThrow();
    }
    byte[] whole = Files.readAllBytes(file);
    byte[] damaged = whole.clone();
    damaged[damaged.length - 20] = '{';
    Files.write(file, damaged);
    Map<String, Long> before = sizes(alive);
    assertThat(before.keySet()).anyMatch(path -> path.endsWith("manifest.json"));
    UnfinishedMapRun run = unfinished(store);
    Function function = new Function(40);
    try (LocalEngine engine = engine(store, function)) {
      assertThatThrownBy(() -> engine.mapRuns().resume(run))
          .isInstanceOf(ResultFiles.Unreadable.class)
          .hasMessageContaining(name);
      assertThat(run.isRunning()).isFalse();
    }
    assertThat(sizes(alive)).isEqualTo(before);
    assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
    Files.write(file, whole);
    assertWhole(store, resume(store, function), 40);
    assertThat(function.calls).containsExactlyInAnyOrderElementsOf(indexes(40).subList(20, 40));
  }

  private static void assertResultsCannotBeWritten(LocalEngine engine, String why)
      throws Exception {
    ExecutionOutcome outcome =
        engine
            .start(engine.define("machine", DEFINITION), "run", INPUT)
            .outcome()
            .get(20, TimeUnit.SECONDS);
    assertThat(((ExecutionOutcome.Failed) outcome).error()).isEqualTo("States.ResultWriterFailed");
    assertThat(((ExecutionOutcome.Failed) outcome).cause()).contains(why);
  }

  private static Map<String, Long> sizes(Path folder) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sizes.put(folder.relativize(file).toString(), Files.size(file));
      }
    }
    return sizes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"COMPACT", "FLATTEN"})
  void aRunWhoseFilesDoNotTellWhatRanIsRefusedAndNothingRuns(String transformation)
      throws Exception {
    String definition =
        DEFINITION.replace(
            "\"Prefix\": \"results\"}",
            "\"Prefix\": \"results\"}, \"WriterConfig\": {\"OutputType\": \"JSON\","
                + " \"Transformation\": \""
                + transformation
                + "\"}");
    Path alive = root.resolve("alive");
    Path killed = root.resolve("killed");
    Function function = new Function(20);
    try (LocalEngine engine = engine(store(alive, 40), function)) {
      StartedExecution run = engine.start(engine.define("machine", definition), "run", INPUT);
      assertThat(function.blocked.await(20, TimeUnit.SECONDS)).isTrue();
      Thread.sleep(3 * ResultWriter.FLUSH_MILLIS);
      copy(alive, killed);
      run.stop(null, null);
      run.outcome().get(20, TimeUnit.SECONDS);
    }
    for (Path end : List.of(killed, alive)) {
      FolderObjectStore store = store(end, 0);
      UnfinishedMapRun run = unfinished(store);
      String refusal =
          "has what the children returned and not the children, as a ResultWriter with the"
              + " Transformation COMPACT or FLATTEN leaves it: which record an output belongs to"
              + " can't be told from it.";
      assertThatThrownBy(run::counts)
          .isInstanceOf(ResultFiles.Unreadable.class)
          .hasMessageContaining(refusal);
      Map<String, Long> before = sizes(end);
      Function rest = new Function(40);
      try (LocalEngine engine = engine(store, rest)) {
        assertThatThrownBy(() -> engine.mapRuns().resume(run))
            .isInstanceOf(ResultFiles.Unreadable.class)
            .hasMessageContaining(refusal);
        assertThat(engine.mapRuns().startedBy(ARN)).isEmpty();
      }
      assertThat(sizes(end)).isEqualTo(before);
      assertThat(rest.calls).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 300, 1_000, 5_000, 12_000, 20_000})
  void aRunThatFilledTheDiskGoesOnOnceThereIsRoomAgain(int room) throws Exception {
    FolderObjectStore store = store(root.resolve("alive"), 40);
    Function first = new Function(40);
    try (LocalEngine engine = engine(new FullDisk(store, new AtomicLong(room)), first)) {
      assertResultsCannotBeWritten(engine, "No space left");
    }
    Function second = new Function(40);
    if (first.calls.isEmpty()) {
      assertThat(room).isLessThan(1_000); // not even the journal could be begun
      return;
    }
    UnfinishedMapRun.Counts counts = unfinished(store).counts();
    long known = counts.succeeded() + counts.failed();
    assertThat(known + counts.mayHaveRun()).isGreaterThanOrEqualTo(first.calls.size());
    assertWhole(store, resume(store, second), 40);
    assertThat(second.calls).hasSize(40 - (int) known);
  }

  @Test
  void aRunWhoseFolderIsDeletedMeanwhileEndsAndSaysSo() throws Exception {
    Path alive = root.resolve("alive");
    FolderObjectStore store = store(alive, 4_000);
    AtomicLong calls = new AtomicLong();
    FunctionInvoker function =
        (name, payload) -> {
          if (calls.incrementAndGet() == 20) {
            assertThat(alive.toFile().renameTo(root.resolve("away").toFile())).isTrue();
          }
          Thread.sleep(5);
          return new FunctionInvoker.Returned(payload);
        };
    try (LocalEngine engine = engine(store, function)) {
      assertResultsCannotBeWritten(engine, "it was deleted");
    }
    assertThat(calls).hasValueLessThan(2_000);
  }

  @Test
  void aRunThatGoesOnIsNotTakenOver() throws Exception {
    Function function = new Function(20);
    FolderObjectStore store = store(root.resolve("alive"), 40);
    try (LocalEngine engine = engine(store, function)) {
      StartedExecution run = engine.start(engine.define("machine", DEFINITION), "run", INPUT);
      assertThat(function.blocked.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(new MapRuns().resume(unfinished(store))).isFalse();
      run.stop(null, null);
      run.outcome().get(20, TimeUnit.SECONDS);
    }
  }
}
