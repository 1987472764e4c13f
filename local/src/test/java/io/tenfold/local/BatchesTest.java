package io.tenfold.local;

import static io.tenfold.local.Batch.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.BatchFunction.Crash;
import io.tenfold.local.BatchFunction.NoTime;
import io.tenfold.local.BatchFunction.RecordFailure;
import io.tenfold.local.arn.MapRunArn;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.result.BatchFailures;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.RecordIndex;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The workflow file with many records in one invocation. */
class BatchesTest {
  private static final RecordFailure BAD = new RecordFailure("Bad");

  @TempDir Path folder;

  /** How often the function was given each record. */
  private final Map<Integer, Integer> tries = new ConcurrentHashMap<>();

  private static String numbers(int total) {
    return IntStream.range(0, total)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static int index(Map<String, Object> event) {
    return ((Number) event.get("index")).intValue();
  }

  private static BatchFunction failing(IntPredicate fails) {
    return new BatchFunction(
        event -> {
          if (fails.test(index(event))) {
            throw BAD;
          }
        });
  }

  /** A function that knows which record it is given, and how often that was before. */
  private BatchFunction counting(Consumer<int[]> processor) {
    return new BatchFunction(
        event -> {
          int index = index(event);
          processor.accept(new int[] {index, tries.merge(index, 1, Integer::sum)});
        });
  }

  private Batch batch(FunctionInvoker function) throws Exception {
    return new Batch(folder, function);
  }

  private static ExecutionOutcome run(Batch batch, int records, int size) throws Exception {
    batch.put("input/n.json", numbers(records));
    return batch.run("{\"key\": \"input/n.json\", \"batchSize\": " + size + "}");
  }

  private static Map<String, Long> counts(ExecutionOutcome outcome) {
    assertThat(outcome).isInstanceOf(ExecutionOutcome.Succeeded.class);
    return object(object(((ExecutionOutcome.Succeeded) outcome).output()).get("counts"))
        .entrySet()
        .stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, entry -> ((Number) entry.getValue()).longValue()));
  }

  private static Map<Long, String> errors(Batch batch) {
    return batch.children(ResultGroup.FAILED).stream()
        .collect(
            Collectors.toMap(child -> RecordIndex.of(child.inputJson()), ChildExecution::error));
  }

  private static BatchFailures failures(Batch batch) {
    return new BatchFailures(
        batch.store(),
        Batch.BUCKET,
        "results",
        batch.execution().arn(),
        batch.execution().startDate());
  }

  @Test
  void aChildRunsABatch() throws Exception {
    try (Batch batch = batch(failing(i -> false))) {
      assertThat(counts(run(batch, 25, 10)))
          .containsEntry("total", 25L)
          .containsEntry("succeeded", 25L)
          .containsEntry("failed", 0L);
      assertThat(batch.executions(ResultGroup.SUCCEEDED))
          .extracting(
              child -> ((List<?>) object(Json.parse(child.inputJson())).get("Items")).size())
          .containsExactlyInAnyOrder(10, 10, 5);
      assertThat(batch.mapRun().executionCounts())
          .containsEntry("total", 3L)
          .containsEntry("succeeded", 3L)
          .containsEntry("pending", 0L);
      assertThat(batch.reconciliation().holds()).isTrue();
    }
  }

  @Test
  void aRecordsResultIsTheOneThatItHasByItself() throws Exception {
    List<List<String>> results = new ArrayList<>();
    for (int size : new int[] {1, 4}) {
      try (Batch batch = new Batch(folder.resolve("" + size), failing(i -> i == 2))) {
        run(batch, 4, size);
        List<String> lines = new ArrayList<>();
        for (ResultGroup group : ResultGroup.values()) {
          for (ChildExecution child : batch.children(group)) {
            lines.add(child.status() + child.outputJson() + child.error());
          }
        }
        lines.sort(null);
        results.add(lines);
      }
    }
    assertThat(results.get(1)).isEqualTo(results.get(0));
  }

  @Test
  void aRecordThatFailsHarmsNoNeighbour() throws Exception {
    try (Batch batch = batch(failing(i -> i == 13))) {
      assertThat(counts(run(batch, 25, 10)))
          .containsEntry("succeeded", 24L)
          .containsEntry("failed", 1L);
      assertThat(errors(batch)).isEqualTo(Map.of(13L, "Bad"));
      assertThat(batch.reconciliation().holds()).isTrue();
    }
  }

  @Test
  void aPoisonRecordFailsAloneAndUnderItsOwnErrorsName() throws Exception {
    try (Batch batch =
        batch(
            counting(
                record -> {
                  if (record[0] == 57) {
                    throw new Crash("Runtime.ExitError");
                  }
                }))) {
      assertThat(counts(run(batch, 300, 100))).containsEntry("failed", 1L);
      assertThat(errors(batch)).isEqualTo(Map.of(57L, "Runtime.ExitError"));
      assertThat(batch.reconciliation().holds()).isTrue();
      assertThat(tries.get(57)).isEqualTo(2);
      assertThat(tries.get(157)).isEqualTo(1);
    }
  }

  @Test
  void whatFailsForAWhileIsTriedAgainWithoutItsNeighbours() throws Exception {
    try (Batch batch =
        batch(
            counting(
                record -> {
                  if (record[0] == 3 && record[1] < 4 || record[0] == 5) {
                    throw new RecordFailure(BatchFunction.TRANSIENT);
                  }
                }))) {
      run(batch, 10, 10);
      assertThat(errors(batch)).isEqualTo(Map.of(5L, BatchFunction.TRANSIENT));
      assertThat(tries).containsEntry(3, 4).containsEntry(5, 7).containsEntry(4, 1);
    }
  }

  @Test
  void waitsGrowAndHaveJitter() throws Exception {
    List<Duration> waits = new ArrayList<>();
    try (Batch batch =
        new Batch(
            folder,
            counting(
                record -> {
                  throw new RecordFailure(BatchFunction.TRANSIENT);
                }),
            waits::add)) {
      run(batch, 2, 2);
    }
    long[] most = {1, 2, 4, 8, 16, 20};
    assertThat(waits).hasSizeLessThanOrEqualTo(most.length);
    assertThat(waits.stream().mapToLong(Duration::toSeconds).max().orElse(0))
        .isLessThanOrEqualTo(20);
  }

  @Test
  void whatWasNotReachedIsRunNext() throws Exception {
    AtomicInteger invocations = new AtomicInteger();
    Set<Integer> full = ConcurrentHashMap.newKeySet();
    BatchFunction function =
        counting(
            record -> {
              if (record[0] % 3 == 2 && full.add(record[0])) {
                throw new NoTime();
              }
            });
    try (Batch batch =
        batch(
            (name, payload) -> {
              invocations.incrementAndGet();
              return function.invoke(name, payload);
            })) {
      assertThat(counts(run(batch, 9, 9))).containsEntry("succeeded", 9L);
      assertThat(invocations).hasValue(4);
      assertThat(tries.get(0)).isEqualTo(1);
    }
  }

  @Test
  void anAnswerThatLeavesRecordsOutIsNone() throws Exception {
    BatchFunction whole = failing(i -> false);
    try (Batch batch =
        batch(
            (name, payload) -> {
              Map<String, Object> event = object(Json.parse(payload));
              if (!event.containsKey("Items")) {
                return whole.invoke(name, payload);
              }
              return new FunctionInvoker.Returned(
                  Json.writeBytes(
                      Map.of(
                          "outcomes",
                          List.of(Map.of("index", 0, "output", "wrong")),
                          "transient",
                          List.of(),
                          "notReached",
                          List.of(),
                          "failed",
                          0,
                          "bytes",
                          30)));
            })) {
      assertThat(counts(run(batch, 5, 5))).containsEntry("succeeded", 5L);
      assertThat(batch.reconciliation().holds()).isTrue();
      assertThat(batch.children(ResultGroup.SUCCEEDED))
          .noneMatch(child -> child.outputJson().contains("wrong"));
    }
  }

  @Test
  void aFunctionThatKnowsNoBatchesIsGivenOneRecordAtATime() throws Exception {
    try (Batch batch =
        batch(
            (name, payload) ->
                new FunctionInvoker.Returned(
                    Json.writeBytes(Map.of("echo", Json.parse(payload)))))) {
      assertThat(counts(run(batch, 3, 3))).containsEntry("succeeded", 3L);
      assertThat(batch.children(ResultGroup.SUCCEEDED))
          .allMatch(child -> child.outputJson().startsWith("{\"echo\":{\"index\":"));
    }
  }

  @Test
  void lambdasOwnFaultsAreTriedAgain() throws Exception {
    AtomicInteger invocations = new AtomicInteger();
    BatchFunction function = counting(record -> {});
    try (Batch batch =
        batch(
            (name, payload) -> {
              if (invocations.incrementAndGet() < 4) {
                throw new ServiceException("Lambda.TooManyRequestsException", "Rate exceeded");
              }
              return function.invoke(name, payload);
            })) {
      assertThat(counts(run(batch, 5, 5))).containsEntry("succeeded", 5L);
      assertThat(tries).allSatisfy((index, count) -> assertThat(count).isEqualTo(1));
    }
  }

  @Test
  void faultsOfLambdaThatStayFailTheRecordsUnderTheirName() throws Exception {
    try (Batch batch =
        batch(
            (name, payload) -> {
              throw new ServiceException("Lambda.ServiceException", "away");
            })) {
      ExecutionOutcome outcome = run(batch, 4, 2);
      assertThat(outcome).isInstanceOf(ExecutionOutcome.Failed.class);
      assertThat(errors(batch)).hasSize(4).containsValue("Lambda.ServiceException");
    }
  }

  @Test
  void outcomesThatDoNotFitIntoAChildsOutputGoBesideIt() throws Exception {
    String text = "é".repeat(40_000);
    try (Batch batch =
        batch(
            new BatchFunction(
                event -> {
                  if (index(event) > 0 && tries.merge(index(event), 1, Integer::sum) == 1) {
                    throw new NoTime(); // One record an invocation, as its answer has no room.
                  }
                  event.put("record", text);
                }))) {
      assertThat(counts(run(batch, 12, 12))).containsEntry("succeeded", 12L);
      assertThat(batch.executions(ResultGroup.SUCCEEDED).get(0).outputJson())
          .contains("\"parts\":[\"results/outcomes/");
      assertThat(batch.children(ResultGroup.SUCCEEDED))
          .hasSize(12)
          .allMatch(child -> child.outputJson().contains(text));
      assertThat(batch.reconciliation().holds()).isTrue();
    }
  }

  /** Which of 1,000 records fail: so many, and how they lie. */
  private static IntPredicate failed(String how, int count) {
    return switch (how) {
      case "clustered" -> i -> i < count;
      case "spread" -> i -> i % 2 == 0 && i / 2 < count || i == 999 && count > 500;
      default -> {
        List<Integer> all = new ArrayList<>(IntStream.range(0, 1_000).boxed().toList());
        Collections.shuffle(all, new Random(count));
        Set<Integer> some = Set.copyOf(all.subList(0, count));
        yield some::contains;
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "1,clustered", "1,spread", "1,random", "7,clustered", "7,spread", "7,random",
    "100,clustered", "100,spread", "100,random", "1000,clustered", "1000,spread", "1000,random"
  })
  void halfOfTheRecordsMayFailAndNotOneMore(int size, String how) throws Exception {
    try (Batch batch = new Batch(folder.resolve("half"), failing(failed(how, 500)))) {
      assertThat(counts(run(batch, 1_000, size)))
          .containsEntry("succeeded", 500L)
          .containsEntry("failed", 500L);
      assertThat(batch.reconciliation().holds()).isTrue();
      assertThat(batch.messages()).isEmpty();
    }
    try (Batch batch = new Batch(folder.resolve("more"), failing(failed(how, 501)))) {
      assertThat(run(batch, 1_000, size))
          .isEqualTo(
              new ExecutionOutcome.Failed(
                  "Tenfold.ExceedToleratedFailureThreshold",
                  "States.ExceedToleratedFailureThreshold: The specified tolerated failure"
                      + " threshold was exceeded"));
      assertThat(batch.reconciliation().holds()).isTrue();
      assertThat(batch.messages())
          .singleElement()
          .satisfies(
              message ->
                  assertThat(message)
                      .containsEntry("error", "States.ExceedToleratedFailureThreshold")
                      .containsEntry("mapRunArn", batch.mapRun().arn()));
    }
  }

  @Test
  void aThirdIsNoFalseFailure() throws Exception {
    for (int failed : new int[] {333, 334}) {
      try (Batch batch = new Batch(folder.resolve("" + failed), failing(i -> i < failed))) {
        batch.put("input/n.json", numbers(1_000));
        assertThat(
                batch.run(
                    "{\"key\": \"input/n.json\", \"batchSize\": 50,"
                        + " \"toleratedFailurePercentage\": 33.3}"))
            .isInstanceOf(
                failed == 333 ? ExecutionOutcome.Succeeded.class : ExecutionOutcome.Failed.class);
      }
    }
  }

  @Test
  void aRunWhoseEveryRecordFailsStopsEarly() throws Exception {
    try (Batch batch = batch(failing(i -> true))) {
      assertThat(run(batch, 5_000, 10)).isInstanceOf(ExecutionOutcome.Failed.class);
      assertThat(batch.children(ResultGroup.PENDING)).hasSizeGreaterThan(2_000);
      assertThat(errors(batch))
          .containsValue("Bad")
          .doesNotContainValue("Tenfold.EveryRecordFailed");
      assertThat(batch.reconciliation().holds()).isTrue();
    }
  }

  @Test
  void failuresAreWrittenDownWhileTheRunGoesOn() throws Exception {
    try (Batch batch = batch(failing(i -> i == 3 || i >= 20))) {
      run(batch, 30, 10);
      List<Long> failed = new ArrayList<>();
      failures(batch).forEach(failure -> failed.add(failure.index()));
      assertThat(failed)
          .containsExactlyInAnyOrder(3L, 20L, 21L, 22L, 23L, 24L, 25L, 26L, 27L, 28L, 29L);
      assertThat(failures(batch).count()).isEqualTo(1);
    }
  }

  private static void put(Batch batch, long firstIndex, int failed) {
    try {
      batch.put(
          String.format(
              "%s/%s-%04d/failures.json",
              failures(batch).folder(), BatchFailures.batch(firstIndex), failed),
          "{\"outcomes\": [], \"parts\": []}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRepeatedBatchCountsOnce() throws Exception {
    Batch[] running = new Batch[1];
    BatchFunction function = failing(i -> i % 10 == 3);
    try (Batch batch =
        batch(
            (name, payload) -> {
              // As an EXPRESS child would that is run a second time, and saw more records fail.
              put(running[0], 0, 7);
              return function.invoke(name, payload);
            })) {
      running[0] = batch;
      assertThat(counts(run(batch, 30, 10))).containsEntry("failed", 9L);
    }
  }

  /** As if a page of a listing had so few keys. */
  private static UnaryOperator<String> pages(int keys) {
    return text ->
        text.replace("'MaxKeys': 1000", "'MaxKeys': " + keys)
            .replace("\"MaxKeys\": 1000", "\"MaxKeys\": " + keys);
  }

  @Test
  void moreThanAPageOfFailuresIsCountedByThePrefixesOfTheirNames() throws Exception {
    for (int size : new int[] {2, 3}) {
      try (Batch batch =
          Batch.changed(folder.resolve("" + size), failing(i -> i % size == 0), pages(3))) {
        assertThat(counts(run(batch, 60, size))).containsEntry("failed", 60L / size);
      }
    }
  }

  @Test
  void aBatchThatWasRepeatedCountsOnceOnTwoPages() throws Exception {
    for (int keys = 1; keys < 5; keys++) {
      Batch[] running = new Batch[1];
      BatchFunction function = failing(i -> i % 10 == 3);
      try (Batch batch =
          Batch.changed(
              folder.resolve("" + keys),
              (name, payload) -> {
                put(running[0], 0, 7);
                put(running[0], 20, 1);
                return function.invoke(name, payload);
              },
              pages(keys))) {
        running[0] = batch;
        assertThat(counts(run(batch, 30, 10))).containsEntry("failed", 9L);
      }
    }
  }

  @Test
  void whatCountsFailuresIsNoRunOfRecordsAndIsFoundByNobody() throws Exception {
    try (Batch batch = Batch.changed(folder, failing(i -> i == 0 || i == 2), pages(1))) {
      assertThat(counts(run(batch, 10, 2))).containsEntry("failed", 2L);
      assertThat(batch.mapRuns())
          .extracting(run -> MapRunArn.parse(run.arn()).label())
          .containsExactly("Batches", "FailureCounts");
      assertThat(MapRunArn.parse(batch.mapRun().arn()).label()).isEqualTo("Batches");
      assertThat(batch.reconciliation().holds()).isTrue();
    }
  }

  @Test
  void failuresThatCannotBeCountedFailTheRunWithItsResults() throws Exception {
    try (Batch batch =
        Batch.changed(
            folder,
            failing(i -> i % 2 == 0),
            text ->
                text.replace("\"MaxKeys\": 1000", "\"MaxKeys\": 1")
                    .replace("'Prefix': $prefix", "'Prefix': 7"))) {
      ExecutionOutcome outcome = run(batch, 10, 2);
      assertThat(((ExecutionOutcome.Failed) outcome).cause())
          .contains("processed and their results written, but not counted");
      assertThat(batch.messages())
          .singleElement()
          .satisfies(
              message -> assertThat(message).containsEntry("mapRunArn", batch.mapRun().arn()));
      assertThat(batch.reconciliation().holds()).isTrue();
    }
  }

  @Test
  void parametersReachEveryRecord() throws Exception {
    for (int size : new int[] {1, 2}) {
      Set<String> seen = ConcurrentHashMap.newKeySet();
      BatchFunction function = failing(i -> false);
      try (Batch batch =
          new Batch(
              folder.resolve("" + size),
              (name, payload) -> {
                Map<String, Object> event = object(Json.parse(payload));
                seen.add(
                    Json.write(
                        event.containsKey("Items")
                            ? object(event.get("BatchInput")).get("parameters")
                            : event.get("parameters")));
                return function.invoke(name, payload);
              })) {
        batch.put("input/n.json", numbers(3));
        batch.run(
            "{\"key\": \"input/n.json\", \"batchSize\": "
                + size
                + ", \"parameters\": {\"date\": \"2026-11-01\"}}");
        assertThat(seen).containsExactly("{\"date\":\"2026-11-01\"}");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"batchSize\": 0 | batchSize must be a whole number from 1 to 1000",
        "\"batchSize\": 1001 | batchSize must be a whole number from 1 to 1000",
        "\"batchSize\": 2.5 | batchSize must be a whole number from 1 to 1000",
        "\"batchSize\": \"5\" | batchSize must be a whole number from 1 to 1000",
        "\"parameters\": [] | parameters must be an object of texts",
        "\"parameters\": {\"n\": 1} | parameters must be an object of texts",
        "\"parameters\": {\"a\": \"x\", \"n\": null} | parameters must be an object of texts"
      })
  void wrongInputIsRefusedBeforeTheFirstRecord(String field, String problem) throws Exception {
    try (Batch batch = batch(failing(i -> false))) {
      batch.put("input/n.json", numbers(3));
      ExecutionOutcome outcome = batch.run("{\"key\": \"input/n.json\", " + field + "}");
      assertThat(outcome).isInstanceOf(ExecutionOutcome.Failed.class);
      assertThat(((ExecutionOutcome.Failed) outcome).cause())
          .startsWith("Tenfold.InvalidInput: " + problem);
      assertThat(batch.mapRuns()).isEmpty();
    }
  }

  @Test
  void theBoundsAreTheWorkflowFiles() throws Exception {
    assertThat(Files.readString(Path.of("..", "statemachine.asl.json")))
        .contains("\"MaxInputBytesPerBatch\": " + WorkflowBounds.BATCH_INPUT_BYTES)
        .contains("$in.batchSize > " + WorkflowBounds.BATCH_RECORDS)
        .contains("$length($string($in.parameters)) > " + WorkflowBounds.PARAMETERS_CHARACTERS);
  }

  @Test
  void parametersMayHaveEightThousandCharacters() throws Exception {
    for (int length : new int[] {8_192 - 8, 8_192 - 7}) {
      try (Batch batch = new Batch(folder.resolve("" + length), failing(i -> false))) {
        batch.put("input/n.json", numbers(1));
        assertThat(
                batch.run(
                    "{\"key\": \"input/n.json\", \"parameters\": {\"a\": \""
                        + "x".repeat(length)
                        + "\"}}"))
            .isInstanceOf(
                length == 8_192 - 8
                    ? ExecutionOutcome.Succeeded.class
                    : ExecutionOutcome.Failed.class);
      }
    }
  }
}
