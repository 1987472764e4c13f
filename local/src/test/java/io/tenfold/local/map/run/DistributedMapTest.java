package io.tenfold.local.map.run;

import static io.tenfold.local.asl.TestEngine.failed;
import static io.tenfold.local.asl.TestEngine.returned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.StartedExecution;
import io.tenfold.local.asl.TestEngine;
import io.tenfold.local.asl.execution.ExecutionHistory;
import io.tenfold.local.asl.execution.PayloadLimit;
import io.tenfold.local.folder.FolderObjectStore;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Distributed Map in a machine of its own; the project's workflow has tests of its own. */
@Timeout(60)
class DistributedMapTest {
  private static final String DEFINITION =
      TestEngine.resource(DistributedMapTest.class, "distributed-map.asl.json");

  /**
   * The same, where the function gets any item as JSON: a text as Payload would be taken for it.
   */
  private static final String ANY_ITEM =
      DEFINITION
          .replace(
              "arn:aws:states:::lambda:invoke",
              "arn:aws:lambda:eu-central-1:123456789012:function:f")
          .replaceAll("\"Arguments\": \\{\"FunctionName\".*\\},\n", "")
          .replaceAll("\"Output\": \"\\{% \\$states.result.Payload %}\",\n", "");

  /** Fails whatever is negative. */
  private static final FunctionInvoker PICKY =
      (function, payload) ->
          Json.parse(payload) instanceof Integer n && n < 0
              ? failed("Negative")
              : new FunctionInvoker.Returned(payload);

  @TempDir Path folder;

  private TestEngine engine(FunctionInvoker function) throws Exception {
    TestEngine engine = new TestEngine(folder, function);
    engine.put("n.json", "[0, 1, -2, 3, -4, 5, -6, 7, 8, 9]");
    return engine;
  }

  /** Every child of the first run, whatever became of it, as its input's JSON. */
  private static List<String> accounted(TestEngine engine) {
    List<String> inputs = new ArrayList<>();
    for (ResultGroup group : ResultGroup.values()) {
      engine.children(group).forEach(child -> inputs.add(child.inputJson()));
    }
    return inputs;
  }

  private static void assertAllAccounted(TestEngine engine, int records) {
    assertThat(accounted(engine)).hasSize(records).doesNotHaveDuplicates();
    MapRun.ItemCounts counts = engine.mapRun().itemCounts();
    assertThat(counts.total()).isEqualTo(records);
    assertThat(counts.running()).isZero();
    assertThat(
            counts.succeeded()
                + counts.failed()
                + counts.timedOut()
                + counts.aborted()
                + counts.pending())
        .isEqualTo(records);
    assertThat(counts.resultsWritten()).isEqualTo(records);
  }

  @Test
  void aChildWithoutAnItemSelectorGetsTheItemItself() throws Exception {
    try (TestEngine engine = engine(TestEngine.echo())) {
      String records =
          "[{\"a\":12345678901234567890,\"b\":[[1],null,{}],\"c\":0.12345678901234567891},"
              + "null,[7],\"Zoë 𝄞\",12345678.9,[],\"\\uD800\"]";
      engine.put("r.json", records);
      engine.output(ANY_ITEM, "{\"key\": \"r.json\"}");
      assertThat(accounted(engine).stream().collect(Collectors.joining(",", "[", "]")))
          .isEqualTo(records);
      assertThat(engine.children(ResultGroup.SUCCEEDED))
          .allSatisfy(child -> assertThat(child.outputJson()).isEqualTo(child.inputJson()));
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "count": 3                      | SUCCEEDED
          "count": 2                      | FAILED
          "percentage": 30                | SUCCEEDED
          "percentage": 29.9              | FAILED
          "percentage": 100, "count": 2   | FAILED
          "percentage": 29, "count": 10   | FAILED
          "count": 3.0                    | SUCCEEDED
          "percentage": 0, "count": 0     | FAILED
          """)
  void theToleranceIsExceededByOneMoreAndEitherLimitTrips(String tolerance, String status)
      throws Exception {
    // A count that is given limits too: the definition's default of 0 must not be the one that
    // trips where the test is about the percentage.
    String input =
        "{\"key\": \"n.json\", "
            + tolerance
            + (tolerance.contains("count") ? "" : ", \"count\": 10")
            + (tolerance.contains("percentage") ? "" : ", \"percentage\": 100")
            + "}";
    try (TestEngine engine = engine(PICKY)) {
      ExecutionOutcome outcome = engine.run(DEFINITION, input);
      assertThat(outcome.status()).isEqualTo(status);
      if (outcome instanceof ExecutionOutcome.Failed failed) {
        assertThat(failed.error()).isEqualTo("States.ExceedToleratedFailureThreshold");
      }
      assertThat(engine.mapRun().status().name()).isEqualTo(status);
      assertAllAccounted(engine, 10);
    }
  }

  private static final String WITHOUT_WRITER =
      DEFINITION.replaceFirst("(?s)\"ResultWriter\": \\{.*?\"Prefix\": \"results\"\\}\\s*\\},", "");

  @Test
  void withoutAResultWriterTheOutputsAreTheMapsInTheItemsOrder() throws Exception {
    FunctionInvoker slowFirst =
        (function, payload) -> {
          Object item = Json.parse(payload);
          if (item.equals(0)) {
            Thread.sleep(100);
          }
          return new FunctionInvoker.Returned(Json.writeBytes(Map.of("n", item)));
        };
    try (TestEngine engine = engine(slowFirst)) {
      engine.put("n.json", "[0, 1, 2]");
      assertThat(engine.output(WITHOUT_WRITER, "{\"key\": \"n.json\", \"max\": 3}"))
          .isEqualTo("[{\"n\":0},{\"n\":1},{\"n\":2}]");
      // As recorded on AWS, though there is no file.
      assertThat(engine.mapRun().itemCounts().resultsWritten()).isEqualTo(3);
      assertThat(engine.mapRun().results()).isNull();
    }
    assertThat(folder.resolve("s3").resolve("batch").resolve("results")).doesNotExist();
  }

  @Test
  void withoutAResultWriterAToleratedFailureIsAsItsResultFileWouldHaveIt() throws Exception {
    try (TestEngine engine = engine(PICKY)) {
      engine.put("n.json", "[0, -1]");
      String input = "{\"key\": \"n.json\", \"count\": 1, \"percentage\": 100}";
      List<?> output = (List<?>) Json.parse(engine.output(WITHOUT_WRITER, input));
      assertThat(output.get(0)).isEqualTo(0);
      assertThat((Map<?, ?>) output.get(1))
          .extracting("Input", "Status", "Error")
          .containsExactly("-1", "FAILED", "Negative");
    }
  }

  @Test
  void withoutAResultWriterMoreThanAStateMayReturnFailsTheMap() throws Exception {
    for (int characters : new int[] {100_000, 1_000_000}) {
      try (TestEngine engine =
          engine((function, payload) -> returned("x".repeat(characters / 10)))) {
        Object output =
            Json.parse(engine.output(WITHOUT_WRITER, "{\"key\": \"n.json\", \"max\": 2}"));
        assertThat(output instanceof Map<?, ?> error ? error.get("Error") : "none")
            .isEqualTo(characters == 100_000 ? "none" : "States.DataLimitExceeded");
      }
    }
  }

  /** Answers 2 with an array of two, 3 with an empty one, and fails what is negative. */
  private static final FunctionInvoker SPLITTING =
      (function, payload) ->
          switch ((Integer) Json.parse(payload)) {
            case 2 -> new FunctionInvoker.Returned(Json.writeBytes(List.of("a", List.of("b"))));
            case 3 -> new FunctionInvoker.Returned(Json.writeBytes(List.of()));
            case -1 -> failed("Negative");
            default -> new FunctionInvoker.Returned(payload);
          };

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "COMPACT | [0,1,[\"a\",[\"b\"]],[]",
        "FLATTEN | [0,1,\"a\",[\"b\"]",
        "NONE | [{\"ExecutionArn\":"
      })
  void withoutADestinationTheOutputIsWhatAFileWouldHave(String transformation, String begins)
      throws Exception {
    String definition =
        WITHOUT_WRITER.replace(
            "\"Catch\":",
            "\"ResultWriter\": {\"WriterConfig\": {\"Transformation\": \""
                + transformation
                + "\"}}, \"Catch\":");
    try (TestEngine engine = engine(SPLITTING)) {
      engine.put("n.json", "[0, 1, 2, 3, -1]");
      String output =
          engine.output(definition, "{\"key\": \"n.json\", \"count\": 1, \"percentage\": 100}");
      assertThat(output).startsWith(begins);
      List<?> all = (List<?>) Json.parse(output);
      assertThat((Map<?, ?>) all.get(all.size() - 1))
          .as("a child that failed is there as it is")
          .extracting("Input", "Status", "Error")
          .containsExactly("-1", "FAILED", "Negative");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "COMPACT | JSON  | SUCCEEDED_0.json  | `[0,1,[\"a\",[\"b\"]],[]]`",
        "FLATTEN | JSON  | SUCCEEDED_0.json  | `[0,1,\"a\",[\"b\"]]`",
        "COMPACT | JSONL | SUCCEEDED_0.jsonl | `0~1~[\"a\",[\"b\"]]~[]~`",
        "FLATTEN | JSONL | SUCCEEDED_0.jsonl | `0~1~\"a\"~[\"b\"]~`"
      })
  void aFileHasOutputsOrTheirElementsAndWhatFailedAsItIs(
      String transformation, String type, String file, String text) throws Exception {
    String definition =
        DEFINITION.replace(
            "\"ResultWriter\": {",
            "\"ResultWriter\": {\"WriterConfig\": {\"Transformation\": \""
                + transformation
                + "\", \"OutputType\": \""
                + type
                + "\"},");
    try (TestEngine engine = engine(SPLITTING)) {
      engine.put("n.json", "[0, 1, 2, 3, -1]");
      String input = "{\"key\": \"n.json\", \"count\": 1, \"percentage\": 100}";
      assertThat(engine.output(definition, input)).contains("ResultWriterDetails");
      String manifest = engine.mapRun().results().key();
      List<ChildExecution> failed = new ArrayList<>();
      new ResultFiles(new FolderObjectStore(folder.resolve("s3")), "batch", manifest)
          .forEachChild(ResultGroup.FAILED, failed::add);
      assertThat(failed).extracting(ChildExecution::inputJson).containsExactly("-1");
      Path results = folder.resolve("s3/batch").resolve(manifest);
      assertThat(results.resolveSibling(file)).hasContent(text.replace('~', '\n'));
      assertThatThrownBy(() -> engine.children(ResultGroup.SUCCEEDED))
          .isInstanceOf(ResultFiles.Unreadable.class)
          .hasMessageContaining("COMPACT or FLATTEN");
    }
  }

  @Test
  void jsonLinesOfChildrenAreReadBackAndReconciled() throws Exception {
    String definition =
        DEFINITION.replace(
            "\"ResultWriter\": {",
            "\"ResultWriter\": {\"WriterConfig\": {\"OutputType\": \"JSONL\"},");
    try (TestEngine engine = engine(PICKY)) {
      engine.output(definition, "{\"key\": \"n.json\", \"count\": 3, \"percentage\": 100}");
      assertAllAccounted(engine, 10);
      assertThat(engine.children(ResultGroup.FAILED)).hasSize(3);
    }
  }

  @Test
  void withoutAToleranceOneFailureFailsTheRun() throws Exception {
    String definition =
        DEFINITION.replaceAll("\"ToleratedFailure(Percentage|Count)\": \"[^\"]*\",", "");
    try (TestEngine engine = engine(PICKY)) {
      assertThat(engine.failure(definition, "{\"key\": \"n.json\"}").error())
          .isEqualTo("States.ExceedToleratedFailureThreshold");
      assertThat(engine.children(ResultGroup.FAILED)).hasSize(1);
      assertThat(engine.children(ResultGroup.PENDING)).hasSize(7);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "percentage": -1        | ToleratedFailurePercentage
          "percentage": 100.1     | ToleratedFailurePercentage
          "percentage": "50"      | ToleratedFailurePercentage
          "percentage": null      | ToleratedFailurePercentage
          "count": -1             | ToleratedFailureCount
          "count": 1.5            | ToleratedFailureCount
          "count": [1]            | ToleratedFailureCount
          "max": -1               | MaxConcurrency
          "max": 2.5              | MaxConcurrency
          "maxItems": 1.5         | MaxItems
          "maxItems": "1"         | MaxItems
          """)
  void aNumberOutOfRangeFailsWithARuntimeErrorBeforeAnyRecord(String field, String name)
      throws Exception {
    AtomicInteger calls = new AtomicInteger();
    FunctionInvoker counting =
        (function, payload) -> {
          calls.incrementAndGet();
          return returned(1);
        };
    try (TestEngine engine = engine(counting)) {
      assertThat(engine.failure(DEFINITION, "{\"key\": \"n.json\", " + field + "}"))
          .satisfies(
              failed -> {
                assertThat(failed.error()).isEqualTo("States.Runtime");
                assertThat(failed.cause()).contains(name, "'Each'");
              });
      assertThat(calls.get()).isZero();
      assertThat(engine.mapRuns()).isEmpty();
    }
  }

  @Test
  void maxItemsTakesTheFirst() throws Exception {
    try (TestEngine engine = engine(TestEngine.echo())) {
      engine.output(DEFINITION, "{\"key\": \"n.json\", \"maxItems\": 2}");
      assertThat(accounted(engine)).containsExactly("0", "1");
      assertThat(engine.mapRun().itemCounts().total()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "5", "100000"})
  void everyItemRunsOnceWhateverTheConcurrency(String max) throws Exception {
    try (TestEngine engine = engine(TestEngine.echo())) {
      engine.output(DEFINITION, "{\"key\": \"n.json\", \"max\": " + max + "}");
      assertAllAccounted(engine, 10);
    }
  }

  @Test
  void maxConcurrencyZeroMeansAsManyAsThereAre() throws Exception {
    CountDownLatch all = new CountDownLatch(10);
    FunctionInvoker together =
        (function, payload) -> {
          all.countDown();
          return all.await(20, TimeUnit.SECONDS) ? returned(1) : failed("Alone");
        };
    try (TestEngine engine = engine(together)) {
      assertThat(engine.run(DEFINITION, "{\"key\": \"n.json\", \"max\": 0}").status())
          .isEqualTo("SUCCEEDED");
    }
  }

  @ParameterizedTest
  @CsvSource({"EXPRESS, express", "STANDARD, execution"})
  void childrensArnsTellTheirType(String type, String resource) throws Exception {
    try (TestEngine engine = engine(TestEngine.echo())) {
      String definition = DEFINITION.replace("EXPRESS", type);
      String output = engine.output(definition, "{\"key\": \"n.json\", \"maxItems\": 1}");
      ChildExecution child = engine.children(ResultGroup.SUCCEEDED).get(0);
      String account = "arn:aws:states:eu-central-1:123456789012:";
      assertThat(child.executionArn())
          .isEqualTo(account + resource + ":machine/Records:" + child.name());
      assertThat(child.stateMachineArn()).isEqualTo(account + "stateMachine:machine/Records");
      assertThat(engine.mapRun().arn()).startsWith(account + "mapRun:machine/Records:");
      Map<?, ?> result = (Map<?, ?>) Json.parse(output);
      String id = engine.mapRun().arn().replaceFirst(".*:", "");
      assertThat(result.get("MapRunArn")).isEqualTo(engine.mapRun().arn());
      assertThat(result.get("ResultWriterDetails"))
          .isEqualTo(Map.of("Bucket", "batch", "Key", "results/" + id + "/manifest.json"));
    }
  }

  @Test
  void aRetryStartsANewMapRun() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    FunctionInvoker recovering =
        (function, payload) -> calls.incrementAndGet() == 1 ? failed("First") : returned(1);
    String definition =
        DEFINITION.replace(
            "\"Catch\": [{",
            "\"Retry\": [{\"ErrorEquals\": [\"States.ExceedToleratedFailureThreshold\"]}],"
                + " \"Catch\": [{");
    try (TestEngine engine = engine(recovering)) {
      engine.output(definition, "{\"key\": \"n.json\"}");
      assertThat(engine.mapRuns())
          .extracting(MapRun::status)
          .containsExactly(MapRun.Status.FAILED, MapRun.Status.SUCCEEDED);
      assertThat(engine.waits()).hasSize(1);
      assertThat(engine.children(engine.mapRuns().get(0), ResultGroup.PENDING)).hasSize(9);
      assertThat(engine.children(engine.mapRuns().get(1), ResultGroup.SUCCEEDED)).hasSize(10);
    }
  }

  @Test
  void anItemSelectorThatFailsEndsTheRunAndEveryRecordIsAccountedFor() throws Exception {
    String definition =
        DEFINITION.replace(
            "\"MaxConcurrency\"",
            "\"ItemSelector\": {\"n\": \"{% $states.context.Map.Item.Value < 3 ?"
                + " $states.context.Map.Item.Value : $error('three') %}\"}, \"MaxConcurrency\"");
    try (TestEngine engine = engine(TestEngine.echo())) {
      engine.put("n.json", "[0, 1, 2, 3, 4, 5]");
      assertThat(engine.failure(definition, "{\"key\": \"n.json\", \"count\": 5}"))
          .satisfies(
              failed -> {
                assertThat(failed.error()).isEqualTo("States.QueryEvaluationError");
                assertThat(failed.cause()).contains("three", "'Each'", "ItemSelector/n");
              });
      assertThat(engine.children(ResultGroup.SUCCEEDED)).hasSize(3);
      assertThat(engine.children(ResultGroup.FAILED))
          .singleElement()
          .satisfies(
              child -> {
                assertThat(child.inputJson()).isEqualTo("{\"Index\":3,\"Value\":3}");
                assertThat(child.error()).isEqualTo("States.QueryEvaluationError");
              });
      assertThat(engine.children(ResultGroup.PENDING))
          .extracting(ChildExecution::inputJson)
          .containsExactly("{\"Index\":4,\"Value\":4}", "{\"Index\":5,\"Value\":5}");
      assertAllAccounted(engine, 6);
    }
  }

  @Test
  void aRecordOverTheLimitIsTheRunsErrorAndNotTheTolerancesOne() throws Exception {
    try (TestEngine engine = engine(TestEngine.echo())) {
      engine.put("n.json", "[1, \"" + "x".repeat(PayloadLimit.BYTES) + "\", 3]");
      assertThat(engine.output(DEFINITION, "{\"key\": \"n.json\"}"))
          .contains("\"Error\":\"States.DataLimitExceeded\"", "item 1");
      assertAllAccounted(engine, 3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "error", "memory", "interrupt", "not json", "huge"})
  void whateverAFunctionsCallDoesNoRecordVanishes(String how) throws Exception {
    FunctionInvoker broken =
        (function, payload) -> {
          if ((Integer) Json.parse(payload) % 2 == 0) {
            return returned(0);
          }
          switch (how) {
            case "exception" -> throw new IllegalStateException("broken");
            case "error" -> throw new StackOverflowError("broken");
            case "memory" -> throw new OutOfMemoryError("broken");
            case "interrupt" -> throw new InterruptedException("broken");
            case "huge" -> {
              return returned("x".repeat(PayloadLimit.BYTES));
            }
            default -> {
              return new FunctionInvoker.Returned("{".getBytes(StandardCharsets.UTF_8));
            }
          }
        };
    try (TestEngine engine = engine(broken)) {
      engine.put("n.json", "[0, 1, 2, 3, 4, 5]");
      engine.output(
          DEFINITION, "{\"key\": \"n.json\", \"max\": 2, \"count\": 3, \"percentage\": 100}");
      assertAllAccounted(engine, 6);
      assertThat(engine.children(ResultGroup.FAILED))
          .hasSize(3)
          .allSatisfy(
              child -> {
                assertThat(child.status()).isEqualTo("FAILED");
                assertThat(child.error())
                    .isEqualTo(
                        switch (how) {
                          case "not json" -> "Lambda.Unknown";
                          case "huge" -> "States.DataLimitExceeded";
                          default -> "States.Runtime";
                        });
              });
      assertAllAccounted(engine, 6);
    }
  }

  @Test
  void aMissingResultBucketFailsAndSaysWhich() throws Exception {
    try (TestEngine engine = engine(TestEngine.echo())) {
      assertThat(engine.failure(DEFINITION, "{\"key\": \"n.json\", \"results\": \"nowhere\"}"))
          .satisfies(
              failed -> {
                assertThat(failed.error()).isEqualTo("States.ResultWriterFailed");
                assertThat(failed.cause()).contains("s3://nowhere/results/", "NoSuchBucket");
              });
      // No result can be written, so nothing was run, and the counts say so.
      MapRun.ItemCounts counts = engine.mapRun().itemCounts();
      assertThat(engine.mapRun().status()).isEqualTo(MapRun.Status.FAILED);
      assertThat(engine.mapRun().results()).isNull();
      assertThat(counts.succeeded()).isZero();
      assertThat(counts.running()).isZero();
      assertThat(counts.pending()).isEqualTo(10);
      assertThat(counts.resultsWritten()).isZero();
    }
  }

  @Test
  void withNothingToRunTheFunctionTheRunFailsAndItsRecordsStayPending() throws Exception {
    FunctionInvoker dwindling =
        (function, payload) -> {
          if (Json.parse(payload) instanceof Integer n && n > 3) {
            throw new FunctionInvoker.Unavailable("no process can be started: no more processes");
          }
          return new FunctionInvoker.Returned(payload);
        };
    try (TestEngine engine = engine(dwindling)) {
      assertThat(engine.failure(DEFINITION, "{\"key\": \"n.json\", \"concurrency\": 1}"))
          .satisfies(
              failed -> {
                assertThat(failed.error()).isEqualTo("Lambda.ServiceException");
                assertThat(failed.cause()).contains("no more processes");
              });
      assertThat(engine.children(ResultGroup.FAILED)).isEmpty();
      assertThat(engine.children(ResultGroup.PENDING)).isNotEmpty();
      assertAllAccounted(engine, 10);
      assertThat(engine.mapRun().itemCounts().pending())
          .isEqualTo(engine.children(ResultGroup.PENDING).size());
    }
  }

  @Test
  void aMissingFileFailsTheReader() throws Exception {
    try (TestEngine engine = engine(TestEngine.echo())) {
      assertThat(engine.failure(DEFINITION, "{\"key\": \"none.json\"}"))
          .satisfies(
              failed -> {
                assertThat(failed.error()).isEqualTo("States.ItemReaderFailed");
                assertThat(failed.cause()).contains("s3://batch/none.json");
              });
    }
  }

  /** A store whose object has other content from its second opening on. */
  private record Changing(ObjectStore inner, byte[] later, AtomicInteger opened)
      implements ObjectStore {
    @Override
    public ObjectHead head(String bucket, String key) throws IOException {
      return inner.head(bucket, key);
    }

    @Override
    public InputStream open(String bucket, String key) throws IOException {
      return opened.incrementAndGet() == 1
          ? inner.open(bucket, key)
          : new java.io.ByteArrayInputStream(later);
    }

    @Override
    public Upload create(String bucket, String key) throws IOException {
      return inner.create(bucket, key);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [0, 1, 2]              | 3 | now has 3
          [0, 1, 2               | 3 | after its first 3 items
          [0, 1, x               | 2 | after its first 2 items
          """)
  void aFileThatShrinksOrBreaksBetweenItsTwoReadingsFailsTheReader(
      String later, int run, String why) throws Exception {
    TestEngine.StoreWrapper changing =
        store -> new Changing(store, later.getBytes(StandardCharsets.UTF_8), new AtomicInteger());
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo(), changing, null)) {
      engine.put("n.json", "[0, 1, 2, 3, 4]");
      assertThat(engine.failure(DEFINITION, "{\"key\": \"n.json\"}"))
          .satisfies(
              failed -> {
                assertThat(failed.error()).isEqualTo("States.ItemReaderFailed");
                assertThat(failed.cause()).contains(why);
              });
      // What was read is accounted for; what can no longer be read is not made up.
      assertThat(engine.children(ResultGroup.SUCCEEDED)).hasSize(run);
      assertThat(engine.mapRun().itemCounts().unread()).isEqualTo(5 - run);
      assertThat(engine.mapRun().itemCounts().pending()).isZero();
    }
  }

  @Test
  void whatWasReadOfABatchWhenTheReaderFailsIsPending() throws Exception {
    byte[] later = "[0, 1, 2, 3, x".getBytes(StandardCharsets.UTF_8);
    TestEngine.StoreWrapper changing = store -> new Changing(store, later, new AtomicInteger());
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo(), changing, null)) {
      engine.put("n.json", "[0, 1, 2, 3, 4, 5, 6]");
      String batches =
          DEFINITION.replace(
              "\"ItemProcessor\"", "\"ItemBatcher\": {\"MaxItemsPerBatch\": 3}, \"ItemProcessor\"");
      assertThat(engine.failure(batches, "{\"key\": \"n.json\"}").error())
          .isEqualTo("States.ItemReaderFailed");
      assertThat(engine.children(ResultGroup.SUCCEEDED)).hasSize(3);
      assertThat(engine.children(ResultGroup.PENDING))
          .singleElement()
          .satisfies(child -> assertThat(child.inputJson()).isEqualTo("3"));
      assertThat(engine.mapRun().itemCounts().pending()).isEqualTo(1);
      assertThat(engine.mapRun().itemCounts().unread()).isEqualTo(3);
    }
  }

  @Test
  void aFileThatGrowsBetweenItsTwoReadingsFailsTheReader() throws Exception {
    byte[] later = "[0, 1, 2]".getBytes(StandardCharsets.UTF_8);
    TestEngine.StoreWrapper changing = store -> new Changing(store, later, new AtomicInteger());
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo(), changing, null)) {
      engine.put("n.json", "[0, 1]");
      assertThat(engine.failure(DEFINITION, "{\"key\": \"n.json\"}").error())
          .isEqualTo("States.ItemReaderFailed");
      assertThat(engine.children(ResultGroup.SUCCEEDED)).hasSize(2);
    }
  }

  /** A store that nothing can be written to. */
  private record Full(ObjectStore inner) implements ObjectStore {
    @Override
    public ObjectHead head(String bucket, String key) throws IOException {
      return inner.head(bucket, key);
    }

    @Override
    public InputStream open(String bucket, String key) throws IOException {
      return inner.open(bucket, key);
    }

    @Override
    public Upload create(String bucket, String key) {
      throw new ServiceException("S3.S3Exception", "the disk is full");
    }
  }

  @Test
  void aFullStoreFailsTheWriterVisibly() throws Exception {
    try (TestEngine engine =
        new TestEngine(folder, TestEngine.echo(), store -> new Full(store), null)) {
      engine.put("n.json", "[0, 1]");
      assertThat(engine.failure(DEFINITION, "{\"key\": \"n.json\"}"))
          .satisfies(
              failed -> {
                assertThat(failed.error()).isEqualTo("States.ResultWriterFailed");
                assertThat(failed.cause()).contains("the disk is full");
              });
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      textBlock =
          """
          "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"                                                 ! a,b/1,"x ""y"", z"/,Zoë    ! {"a":"1","b":"x \\"y\\", z"} {"a":"","b":"Zoë"}
          "InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["p", "q"]                           ! 1,2/3,4                    ! {"p":"1","q":"2"} {"p":"3","q":"4"}
          "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "CSVDelimiter": "SEMICOLON"                    ! a;b/1,5;2                  ! {"a":"1,5","b":"2"}
          "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "CSVDelimiter": "PIPE"                         ! a|b/1|2                    ! {"a":"1","b":"2"}
          "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "CSVDelimiter": "TAB"                          ! a~b/1~2                    ! {"a":"1","b":"2"}
          "InputType": "JSONL"                                                                                 ! {"a": 1.50}/[null]/"x"     ! {"a":1.5} [null] "x"
          "InputType": "JSON", "ItemsPointer": "/d/0/it~1ems"                                                  ! {"c": 1, "d": [{"it~1ems": [1, {"a": null}]}]} ! 1 {"a":null}
          """)
  void csvJsonLinesAndPartsOfDocumentsAreReadAlsoCompressed(
      String config, String content, String inputs) throws Exception {
    String text =
        config.contains("ItemsPointer")
            ? content.replace("it~1ems", "it/ems")
            : content.replace('/', '\n').replace('~', '\t');
    String definition =
        ANY_ITEM.replaceAll(
            "\"ReaderConfig\": \\{.*\\},",
            "\"ReaderConfig\": {" + config.replace("$", "\\$") + "},");
    for (String key : List.of("data", "data.gz")) {
      try (TestEngine engine = new TestEngine(folder.resolve(key), TestEngine.echo())) {
        engine.put(key, key.endsWith(".gz") ? gzip(text) : text.getBytes(StandardCharsets.UTF_8));
        engine.output(definition, "{\"key\": \"" + key + "\"}");
        assertThat(String.join(" ", accounted(engine))).isEqualTo(inputs);
      }
    }
  }

  @Test
  void itemsMayComeFromAnExpressionInsteadOfAFile() throws Exception {
    String definition =
        DEFINITION.replaceAll(
            "(?s)\"ItemReader\": .*?\"MaxConcurrency\"",
            "\"Items\": \"{% \\$states.input.list %}\", \"MaxConcurrency\"");
    try (TestEngine engine = engine(TestEngine.echo())) {
      engine.output(definition, "{\"list\": [1, [2], null]}");
      assertThat(accounted(engine)).containsExactly("1", "[2]", "null");
      engine.output(definition, "{\"list\": {\"a\": 1, \"b\": {}}}");
      assertThat(engine.children(engine.mapRuns().get(1), ResultGroup.SUCCEEDED))
          .extracting(ChildExecution::inputJson)
          .containsExactlyInAnyOrder("{\"Key\":\"a\",\"Value\":1}", "{\"Key\":\"b\",\"Value\":{}}");
      assertThat(engine.failure(definition, "{\"list\": 1}").cause())
          .contains("'Each'", "Expected 'array', but was 'number' for value: 1");
    }
  }

  @Test
  void theParentsHistoryTellsOfTheMapRun() throws Exception {
    try (TestEngine engine = engine(TestEngine.echo())) {
      engine.output(DEFINITION, "{\"key\": \"n.json\"}");
      assertThat(engine.execution().history())
          .extracting(ExecutionHistory.Event::type)
          .containsExactly(
              "ExecutionStarted",
              "MapStateEntered",
              "MapStateStarted",
              "MapRunStarted",
              "MapRunSucceeded",
              "MapStateSucceeded",
              "MapStateExited",
              "ExecutionSucceeded");
    }
  }

  @Test
  void aStopInTheMidstOfWritingLosesNoRecord() throws Exception {
    List<Object> done = new CopyOnWriteArrayList<>();
    String numbers =
        IntStream.range(0, 1_000)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(",", "[", "]"));
    String definition = DEFINITION.replace(" : 100 ", " : 100000 ");
    FunctionInvoker noting =
        (function, payload) -> {
          done.add(Json.parse(payload));
          return returned("x".repeat(2_000));
        };
    for (int stopAfter : List.of(0, 1, 500)) {
      done.clear();
      try (TestEngine engine = new TestEngine(folder.resolve("s" + stopAfter), noting)) {
        engine.put("n.json", numbers);
        StartedExecution execution = engine.start(definition, Map.of("key", "n.json", "max", 4));
        while (engine.mapRuns().isEmpty() || done.size() < stopAfter) {
          Thread.sleep(1);
        }
        execution.stop("Me", "");
        assertThat(execution.outcome().get(20, TimeUnit.SECONDS).status()).isEqualTo("ABORTED");
        assertAllAccounted(engine, 1_000);
      }
    }
  }
}
