package io.tenfold.local.map.run;

import static io.tenfold.local.asl.TestEngine.failed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.StartedExecution;
import io.tenfold.local.asl.TestEngine;
import io.tenfold.local.asl.execution.ExecutionHistory;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.Reconciliation;
import io.tenfold.local.map.result.RecordIndex;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.GrowingObjects;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A redrive goes on in the Map Run, with the children that did not succeed and those to come. */
@Timeout(60)
class RedriveTest {
  private static final String CHILD =
      """
      {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": {"FunctionName": "f", "Payload": "{% $states.input %}"},
        "Output": "{% $states.result.Payload %}", "End": true}
      """;
  private static final String WRITER =
      """
      "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
        "Arguments": {"Bucket": "batch", "Prefix": "results"}},
      """;
  private static final String DEFINITION =
      """
      {"QueryLanguage": "JSONata", "StartAt": "M", "States": {"M": {"Type": "Map", "Label": "L",
        "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
          "ReaderConfig": {"InputType": "JSON"},
          "Arguments": {"Bucket": "batch", "Key": "in.json"}},
        "ItemSelector": {"index": "{% $states.context.Map.Item.Index %}",
          "record": "{% $states.context.Map.Item.Value %}"},
        "MaxConcurrency": 1,
        "ItemProcessor": {
          "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
          "StartAt": "T", "States": {"T": CHILD}},
        WRITER "End": true}}}
      """
          .replace("CHILD", CHILD)
          .replace("WRITER", WRITER);

  @TempDir Path folder;

  /** Fails, or blocks, for the records it is told to; notes whom it was called for. */
  private static final class Function implements FunctionInvoker {
    final ConcurrentLinkedQueue<Long> calls = new ConcurrentLinkedQueue<>();
    final Set<Long> failing = ConcurrentHashMap.newKeySet();
    final Set<Long> blocking = ConcurrentHashMap.newKeySet();
    volatile CountDownLatch blocked = new CountDownLatch(1);

    @Override
    public Result invoke(String name, byte[] payload) throws InterruptedException {
      Object input = Json.parse(payload);
      if (input instanceof Map<?, ?> batch && batch.get("Items") instanceof List<?> items) {
        for (Object item : items) {
          if (fails(((Number) ((Map<?, ?>) item).get("index")).longValue())) {
            return failed("Wrong");
          }
        }
        return new Returned(payload);
      }
      return fails(RecordIndex.of(new String(payload, StandardCharsets.UTF_8)))
          ? failed("Wrong")
          : new Returned(payload);
    }

    private boolean fails(long index) throws InterruptedException {
      calls.add(index);
      if (blocking.contains(index)) {
        blocked.countDown();
        Thread.sleep(60_000);
      }
      return failing.contains(index);
    }

    List<Long> sinceLast() {
      List<Long> since = new ArrayList<>(calls);
      calls.clear();
      since.sort(null);
      return since;
    }
  }

  private final Function function = new Function();

  private TestEngine engine(int records) throws Exception {
    TestEngine engine = new TestEngine(folder, function);
    put(engine, records);
    return engine;
  }

  private static void put(TestEngine engine, int records) throws IOException {
    engine.put("in.json", Json.writeBytes(IntStream.range(0, records).boxed().toList()));
  }

  private static StartedExecution redriven(StartedExecution execution) throws Exception {
    StartedExecution again = execution.redrive();
    again.outcome().get(30, TimeUnit.SECONDS);
    return again;
  }

  private static List<Long> indexes(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  /** Returns every record's status by its index, and checks that each is there once. */
  private static Map<Long, ChildExecution> accounted(TestEngine engine, int records) {
    MapRun run = engine.mapRun();
    ResultFiles results =
        new ResultFiles(engine.store(), run.results().bucket(), run.results().key());
    assertThat(Reconciliation.of(results, records).sentence()).endsWith("exactly once.");
    Map<Long, ChildExecution> children = new TreeMap<>();
    for (ResultGroup group : ResultGroup.values()) {
      results.forEach(group, child -> children.put(RecordIndex.of(child.inputJson()), child));
    }
    MapRun.ItemCounts counts = run.itemCounts();
    assertThat(counts.running()).isZero();
    assertThat(counts.pendingRedrive()).isZero();
    assertThat(counts.resultsWritten()).isEqualTo(records);
    assertThat(counts.succeeded()).isEqualTo(count(children, "SUCCEEDED"));
    assertThat(counts.failed()).isEqualTo(count(children, "FAILED"));
    assertThat(counts.aborted()).isEqualTo(count(children, "ABORTED"));
    assertThat(counts.pending()).isEqualTo(count(children, "PENDING"));
    return children;
  }

  private static long count(Map<Long, ChildExecution> children, String status) {
    return children.values().stream().filter(child -> child.status().equals(status)).count();
  }

  private static List<String> keys(TestEngine engine, ResultGroup group) {
    MapRun run = engine.mapRun();
    String id = run.arn().substring(run.arn().lastIndexOf(':') + 1);
    return new ResultFiles(engine.store(), run.results().bucket(), run.results().key())
        .files(group).stream().map(file -> file.key().replace("results/" + id + "/", "")).toList();
  }

  @Test
  void itGoesOnInTheSameMapRunWithTheFailedAndThePendingAlone() throws Exception {
    try (TestEngine engine = engine(6)) {
      function.failing.add(2L);
      engine.failure(DEFINITION, "{}");
      MapRun run = engine.mapRun();
      String first = run.results().key();
      assertThat(function.sinceLast()).isEqualTo(indexes(0, 3));
      assertThat(accounted(engine, 6).get(3L).status()).isEqualTo("PENDING");
      function.failing.clear();

      StartedExecution again = redriven(engine.execution());

      assertThat(again.outcome().join()).isInstanceOf(ExecutionOutcome.Succeeded.class);
      assertThat(function.sinceLast()).isEqualTo(indexes(2, 6));
      assertThat(engine.mapRuns()).containsExactly(run);
      assertThat(run.status()).isEqualTo(MapRun.Status.SUCCEEDED);
      assertThat(run.redriveCount()).isEqualTo(1);
      assertThat(run.redriveDate()).isAfter(run.startDate()).isBefore(run.stopDate());
      Map<Long, ChildExecution> children = accounted(engine, 6);
      assertThat(children.values()).extracting(ChildExecution::status).containsOnly("SUCCEEDED");
      // As recorded on AWS: an EXPRESS child counts its redrives too, and files stay as they were.
      assertThat(children.values())
          .extracting(ChildExecution::redriveCount)
          .containsExactly(0, 0, 1, 0, 0, 0);
      assertThat(first).endsWith("/manifest.json").doesNotContain("Redrive");
      assertThat(run.results().key()).endsWith("/Redrive-1/manifest.json");
      assertThat(keys(engine, ResultGroup.SUCCEEDED))
          .containsExactly("SUCCEEDED_0.json", "Redrive-1/SUCCEEDED_0.json");
      assertThat(keys(engine, ResultGroup.FAILED)).isEmpty();
      assertThat(keys(engine, ResultGroup.PENDING)).isEmpty();
      Map<?, ?> output = (Map<?, ?>) ((ExecutionOutcome.Succeeded) again.outcome().join()).output();
      assertThat(output.get("ResultWriterDetails"))
          .isEqualTo(Map.of("Bucket", "batch", "Key", run.results().key()));
      List<String> events =
          again.history().stream()
              .filter(event -> event.id() > 0)
              .map(event -> event.id() + " " + event.type() + " " + event.previousId())
              .toList();
      // As recorded on AWS, but for the Pass states around it.
      assertThat(events)
          .containsExactly(
              "1 ExecutionStarted 0",
              "2 MapStateEntered 0",
              "3 MapStateStarted 2",
              "4 MapRunStarted 3",
              "5 MapRunFailed 4",
              "6 MapStateFailed 5",
              "7 ExecutionFailed 6",
              "8 ExecutionRedriven 7",
              "9 MapRunRedriven 3",
              "10 MapRunSucceeded 9",
              "11 MapStateSucceeded 10",
              "12 MapStateExited 10",
              "13 ExecutionSucceeded 12");
      assertThat(again.history())
          .filteredOn(event -> event.type().equals("MapRunRedriven"))
          .extracting(ExecutionHistory.Event::details)
          .containsExactly(Map.of("mapRunArn", run.arn(), "redriveCount", 1));
    }
  }

  @Test
  void aRedriveThatFailsLeavesWhatItDidNotStartAsItWas() throws Exception {
    try (TestEngine engine = engine(8)) {
      String tolerant =
          DEFINITION.replace(
              "\"MaxConcurrency\"", "\"ToleratedFailureCount\": 2,\"MaxConcurrency\"");
      function.failing.addAll(List.of(1L, 2L, 4L));
      engine.failure(tolerant, "{}");
      assertThat(function.sinceLast()).isEqualTo(indexes(0, 5));
      // The threshold counts anew: three of the four fail again before the others are reached.
      function.failing.add(5L);
      StartedExecution again = redriven(engine.execution());
      assertThat(again.outcome().join())
          .extracting("error")
          .isEqualTo("States.ExceedToleratedFailureThreshold");
      assertThat(function.sinceLast()).containsExactly(1L, 2L, 4L);
      // One is aborted, so that a later redrive ends before it has come to 4.
      function.failing.remove(1L);
      function.blocking.add(2L);
      StartedExecution stopped = again.redrive();
      function.blocked.await();
      assertThat(engine.mapRun().itemCounts())
          .isEqualTo(new MapRun.ItemCounts(3, 1, 3, 0, 0, 0, 8, 3, 0, 1));
      stopped.stop("", "");
      stopped.outcome().get(30, TimeUnit.SECONDS);
      Map<Long, ChildExecution> children = accounted(engine, 8);
      assertThat(children.values())
          .extracting(ChildExecution::status)
          .containsExactly(
              "SUCCEEDED",
              "SUCCEEDED",
              "ABORTED",
              "SUCCEEDED",
              "FAILED",
              "PENDING",
              "PENDING",
              "PENDING");
      assertThat(children.values())
          .extracting(ChildExecution::redriveCount)
          .containsExactly(0, 2, 2, 0, 1, 0, 0, 0);
      assertThat(engine.mapRun().status()).isEqualTo(MapRun.Status.ABORTED);
      function.blocking.clear();
      function.failing.clear();
      function.sinceLast();
      assertThat(redriven(stopped).status()).isEqualTo("SUCCEEDED");
      assertThat(function.sinceLast()).containsExactly(2L, 4L, 5L, 6L, 7L);
      assertThat(accounted(engine, 8).values())
          .extracting(ChildExecution::redriveCount)
          .containsExactly(0, 2, 3, 0, 2, 0, 0, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"STANDARD", "EXPRESS"})
  void aStandardChildGoesOnAndAnExpressOneBeginsAnew(String type) throws Exception {
    String twoStates =
        DEFINITION
            .replace("EXPRESS", type)
            .replace(
                "\"StartAt\": \"T\", \"States\": {\"T\"",
                """
                "StartAt": "A", "States": {
                  "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                    "Arguments": {"FunctionName": "f",
                      "Payload": {"index": "{% 100 + $states.input.index %}"}},
                    "Assign": {"seen": "{% $states.result.Payload.index %}"},
                    "Output": "{% $states.input %}", "Next": "P"},
                  "P": {"Type": "Parallel", "Branches": [
                      {"StartAt": "B", "States": {"B": {"Type": "Task",
                        "Resource": "arn:aws:states:::lambda:invoke",
                        "Arguments": {"FunctionName": "f",
                          "Payload": {"index": "{% 100 + $seen %}"}},
                        "Output": null, "Next": "W"},
                        "W": {"Type": "Pass", "End": true}}},
                      {"StartAt": "W2", "States": {"W2": {"Type": "Wait", "Seconds": 1, "End": true}}}
                    ], "Output": "{% $states.input %}", "Next": "T"},
                  "T"\
                """);
    try (TestEngine engine = engine(3)) {
      function.failing.add(1L);
      engine.failure(twoStates, "{}");
      assertThat(function.sinceLast()).containsExactly(0L, 1L, 100L, 101L, 200L, 201L);
      Object start = accounted(engine, 3).get(1L).startDate();
      StartedExecution again = redriven(engine.execution());
      assertThat(function.sinceLast())
          .isEqualTo(type.equals("STANDARD") ? List.of(1L) : List.of(1L, 101L, 201L));
      function.failing.clear();
      assertThat(redriven(again).status()).isEqualTo("SUCCEEDED");
      assertThat(function.sinceLast())
          .isEqualTo(
              type.equals("STANDARD")
                  ? List.of(1L, 2L, 102L, 202L)
                  : List.of(1L, 2L, 101L, 102L, 201L, 202L));
      ChildExecution child = accounted(engine, 3).get(1L);
      assertThat(child.redriveCount()).isEqualTo(2);
      assertThat(child.startDate().equals(start)).isEqualTo(type.equals("STANDARD"));
    }
  }

  @Test
  void aStandardChildSeesThatItWasRedriven() throws Exception {
    String seeing =
        DEFINITION
            .replace("EXPRESS", "STANDARD")
            .replace(
                "\"Output\": \"{% $states.result.Payload %}\"",
                "\"Output\": {\"index\": \"{% $states.input.index %}\", \"output\":"
                    + " \"{% $states.context.Execution.RedriveCount %}\"}");
    try (TestEngine engine = engine(2)) {
      function.failing.add(0L);
      engine.failure(seeing, "{}");
      function.failing.clear();
      redriven(engine.execution());
      assertThat(accounted(engine, 2).values())
          .extracting(ChildExecution::outputJson)
          .containsExactly("{\"index\":0,\"output\":1}", "{\"index\":1,\"output\":0}");
    }
  }

  @Test
  void aBatchThatFailedIsTheSameBatchAgain() throws Exception {
    String batches =
        DEFINITION.replace(
            "\"MaxConcurrency\"",
            "\"ToleratedFailureCount\": 5, \"ItemBatcher\": {\"MaxItemsPerBatch\": 3},"
                + " \"MaxConcurrency\"");
    try (TestEngine engine = engine(14)) {
      function.failing.addAll(List.of(4L, 8L));
      engine.failure(batches, "{}");
      assertThat(function.sinceLast())
          .isEqualTo(indexes(0, 9).stream().filter(i -> i != 5).toList());
      assertThat(engine.mapRun().executionCounts())
          .containsEntry("failed", 2L)
          .containsEntry("pending", 2L)
          .containsEntry("total", 5L);
      function.failing.remove(4L);
      function.blocking.add(8L);
      StartedExecution stopped = engine.execution().redrive();
      function.blocked.await();
      assertThat(engine.mapRun().executionCounts())
          .containsEntry("running", 1L)
          .containsEntry("pendingRedrive", 0L)
          .containsEntry("succeeded", 2L)
          .containsEntry("total", 5L);
      stopped.stop("", "");
      stopped.outcome().get(30, TimeUnit.SECONDS);
      assertThat(function.sinceLast()).isEqualTo(indexes(3, 9));
      accounted(engine, 14);
      function.blocking.clear();
      function.failing.clear();
      assertThat(redriven(stopped).status()).isEqualTo("SUCCEEDED");
      assertThat(function.sinceLast()).isEqualTo(indexes(6, 14));
      accounted(engine, 14);
      assertThat(engine.mapRun().executionCounts())
          .containsEntry("succeeded", 5L)
          .containsEntry("total", 5L)
          .containsEntry("resultsWritten", 5L);
    }
  }

  @Test
  void withoutAResultWriterTheOutputsAreKept() throws Exception {
    try (TestEngine engine = engine(4)) {
      function.failing.add(1L);
      engine.failure(DEFINITION.replace(WRITER, ""), "{}");
      function.sinceLast();
      function.failing.clear();
      StartedExecution again = redriven(engine.execution());
      assertThat(function.sinceLast()).isEqualTo(indexes(1, 4));
      assertThat(Json.write(((ExecutionOutcome.Succeeded) again.outcome().join()).output()))
          .isEqualTo(
              "[{\"index\":0,\"record\":0},{\"index\":1,\"record\":1},{\"index\":2,\"record\":2},"
                  + "{\"index\":3,\"record\":3}]");
      assertThat(engine.mapRuns()).hasSize(1);
    }
  }

  @Test
  void afterADataLimitExceededThereIsANewMapRun() throws Exception {
    try (TestEngine engine = engine(3)) {
      String large =
          DEFINITION.replace(WRITER, "").replace("$states.result.Payload", "$pad('', 100000, 'x')");
      assertThat(engine.failure(large, "{}").error()).isEqualTo("States.DataLimitExceeded");
      function.sinceLast();
      redriven(engine.execution());
      assertThat(function.sinceLast()).isEqualTo(indexes(0, 3));
      assertThat(engine.mapRuns()).hasSize(2).allMatch(run -> run.redriveCount() == 0);
    }
  }

  @Test
  void whatCouldNotBeReadIsReadAgain() throws Exception {
    try (TestEngine engine = new TestEngine(folder, function)) {
      assertThat(engine.failure(DEFINITION, "{}").error()).isEqualTo("States.ItemReaderFailed");
      MapRun run = engine.mapRun();
      StartedExecution again = redriven(engine.execution());
      assertThat(again.outcome().join()).extracting("error").isEqualTo("States.ItemReaderFailed");
      assertThat(run.status()).isEqualTo(MapRun.Status.FAILED);
      put(engine, 2);
      assertThat(redriven(again).status()).isEqualTo("SUCCEEDED");
      assertThat(engine.mapRuns()).containsExactly(run);
      assertThat(run.redriveCount()).isEqualTo(2);
      assertThat(run.keepsResults()).isTrue();
      accounted(engine, 2);
    }
  }

  @Test
  void anotherDatasetIsRefusedAndTheResultsStay() throws Exception {
    try (TestEngine engine = engine(4)) {
      function.failing.add(1L);
      engine.failure(DEFINITION, "{}");
      Map<Long, ChildExecution> before = accounted(engine, 4);
      put(engine, 5);
      function.failing.clear();
      function.sinceLast();
      StartedExecution refused = redriven(engine.execution());
      assertThat(refused.outcome().join())
          .satisfies(
              outcome -> {
                assertThat(outcome).extracting("error").isEqualTo("States.ItemReaderFailed");
                assertThat(outcome).extracting("cause").asString().contains("had 4 items");
              });
      assertThat(function.sinceLast()).isEmpty();
      assertThat(accounted(engine, 4)).isEqualTo(before);
      put(engine, 4);
      assertThat(redriven(refused).status()).isEqualTo("SUCCEEDED");
      assertThat(function.sinceLast()).isEqualTo(indexes(1, 4));
      assertThat(engine.mapRun().results().key()).endsWith("/Redrive-2/manifest.json");
      accounted(engine, 4);
    }
  }

  /** A store that refuses what is written where it is told to. */
  private static final class Refusing implements TestEngine.StoreWrapper {
    volatile String part = "SUCCEEDED";

    @Override
    public ObjectStore wrap(ObjectStore inner) {
      return new ObjectStore() {
        @Override
        public ObjectHead head(String bucket, String key) throws IOException {
          return inner.head(bucket, key);
        }

        @Override
        public java.io.InputStream open(String bucket, String key) throws IOException {
          return inner.open(bucket, key);
        }

        @Override
        public Upload create(String bucket, String key) throws IOException {
          if (part != null && key.contains(part)) {
            throw new ServiceException("S3.AccessDeniedException", "Access Denied");
          }
          return inner.create(bucket, key);
        }
      };
    }
  }

  @Test
  void whenNoResultsCouldBeWrittenAllIsRunAgain() throws Exception {
    Refusing refusing = new Refusing();
    try (TestEngine engine = new TestEngine(folder, function, refusing, null)) {
      put(engine, 3);
      assertThat(engine.failure(DEFINITION, "{}").error()).isEqualTo("States.ResultWriterFailed");
      function.sinceLast();
      refusing.part = null;
      StartedExecution again = redriven(engine.execution());
      assertThat(again.status()).isEqualTo("SUCCEEDED");
      assertThat(function.sinceLast()).isEqualTo(indexes(0, 3));
      assertThat(engine.mapRuns()).hasSize(1);
      accounted(engine, 3);
    }
  }

  @Test
  void aRunWhoseDiskWasFullRunsAllAgainAndLeavesNothingBehind() throws Exception {
    AtomicLong room = new AtomicLong(1_200);
    try (TestEngine engine =
        new TestEngine(
            folder, function, inner -> new FullDisk((GrowingObjects) inner, room), null)) {
      put(engine, 4);
      assertThat(engine.failure(DEFINITION, "{}").error()).isEqualTo("States.ResultWriterFailed");
      function.sinceLast();
      room.set(Long.MAX_VALUE);
      // Nothing was written of the first, so that another dataset is as good.
      put(engine, 5);
      StartedExecution again = redriven(engine.execution());
      assertThat(again.status()).isEqualTo("SUCCEEDED");
      assertThat(function.sinceLast()).isEqualTo(indexes(0, 5));
      accounted(engine, 5);
      UnfinishedMapRun run =
          UnfinishedMapRun.of((GrowingObjects) engine.store(), "batch", again.arn()).get(0);
      assertThat(run.counts()).isEqualTo(new UnfinishedMapRun.Counts(5, 5, 0, 0, 0, 0));
      run.forget();
      assertThat(folder.resolve("s3/.growing")).isDirectoryNotContaining("glob:**");
    }
  }

  @Test
  void whereResultsAreGoneTheRedriveFailsForThat() throws Exception {
    try (TestEngine engine = engine(3)) {
      function.failing.add(1L);
      engine.failure(DEFINITION, "{}");
      GrowingObjects store = (GrowingObjects) engine.store();
      store.delete("batch", engine.mapRun().results().key());
      function.sinceLast();
      StartedExecution again = redriven(engine.execution());
      assertThat(again.outcome().join())
          .satisfies(
              outcome -> {
                assertThat(outcome).extracting("error").isEqualTo("States.ResultWriterFailed");
                assertThat(outcome).extracting("cause").asString().contains("manifest.json");
              });
      assertThat(function.sinceLast()).isEmpty();
      assertThat(engine.mapRun().status()).isEqualTo(MapRun.Status.FAILED);
    }
  }

  @Test
  void theFolderOfTheResultsIsTheOneThatItWas() throws Exception {
    try (TestEngine engine = engine(2)) {
      function.failing.add(0L);
      engine.failure(DEFINITION.replace("\"results\"", "\"{% 'results/' & $uuid() %}\""), "{}");
      String first = engine.mapRun().results().key();
      function.failing.clear();
      assertThat(redriven(engine.execution()).status()).isEqualTo("SUCCEEDED");
      assertThat(engine.mapRun().results().key())
          .isEqualTo(first.replace("manifest", "Redrive-1/manifest"));
      accounted(engine, 2);
    }
  }

  @Test
  void whenARedriveCouldNotWriteItsResultsTheOnesBeforeCount() throws Exception {
    Refusing refusing = new Refusing();
    refusing.part = null;
    try (TestEngine engine = new TestEngine(folder, function, refusing, null)) {
      put(engine, 4);
      function.failing.add(1L);
      engine.failure(DEFINITION, "{}");
      function.failing.clear();
      function.sinceLast();
      refusing.part = "Redrive-1/";
      StartedExecution failed = redriven(engine.execution());
      assertThat(failed.outcome().join())
          .extracting("error")
          .isEqualTo("States.ResultWriterFailed");
      refusing.part = null;
      function.sinceLast();
      StartedExecution again = redriven(failed);
      assertThat(again.status()).isEqualTo("SUCCEEDED");
      assertThat(function.sinceLast()).isEqualTo(indexes(1, 4));
      accounted(engine, 4);
    }
  }

  @Test
  void anItemOfWhichNoInputCouldBeMadeIsTriedAgain() throws Exception {
    String picky =
        DEFINITION.replace(
            "\"record\": \"{% $states.context.Map.Item.Value %}\"",
            "\"record\": \"{% $states.context.Map.Item.Value < 2 ?"
                + " $states.context.Map.Item.Value : $error('no') %}\"");
    try (TestEngine engine = engine(3)) {
      assertThat(engine.failure(picky, "{}").error()).isEqualTo("States.QueryEvaluationError");
      function.sinceLast();
      StartedExecution again = redriven(engine.execution());
      assertThat(again.outcome().join())
          .extracting("error")
          .isEqualTo("States.QueryEvaluationError");
      assertThat(function.sinceLast()).isEmpty();
      assertThat(engine.mapRun().itemCounts().failed()).isEqualTo(1);
      assertThat(engine.mapRun().itemCounts().succeeded()).isEqualTo(2);
    }
  }

  @Test
  void itemsOfTheInputAreRedrivenToo() throws Exception {
    String definition =
        DEFINITION.replaceFirst(
            "(?s)\"ItemReader\".*?\"in.json\"}},", "\"Items\": \"{% [0..4] ~> \\$shuffle() %}\",");
    try (TestEngine engine = new TestEngine(folder, function)) {
      function.failing.add(3L);
      engine.failure(definition, "{}");
      function.failing.clear();
      assertThat(redriven(engine.execution()).status()).isEqualTo("SUCCEEDED");
      List<Object> records = new ArrayList<>();
      accounted(engine, 5)
          .values()
          .forEach(c -> records.add(((Map<?, ?>) Json.parse(c.inputJson())).get("record")));
      assertThat(records).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }
  }
}
