package io.tenfold.local;

import static io.tenfold.local.Batch.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.map.run.MapRun;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.ServiceException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The workflow file that Terraform deploys, with a function that answers in process. */
class WorkflowTest {
  private static final FunctionInvoker ECHO =
      (function, payload) -> {
        Map<String, Object> event = object(Json.parse(payload));
        Map<String, Object> answer = new java.util.LinkedHashMap<>();
        answer.put("index", event.get("index"));
        answer.put("output", event.get("record"));
        return returned(answer);
      };

  /** Fails the records whose number is negative, with the error name that the record gives. */
  private static final FunctionInvoker PICKY =
      (function, payload) -> {
        Map<String, Object> event = object(Json.parse(payload));
        int number = (Integer) event.get("record");
        return number < 0
            ? failed("io.tenfold.function.RecordRejected", "negative: " + number)
            : returned(Map.of("index", event.get("index"), "output", number));
      };

  @TempDir Path folder;

  private static FunctionInvoker.Result returned(Object value) {
    return new FunctionInvoker.Returned(Json.writeBytes(value));
  }

  private static FunctionInvoker.Result failed(String type, String message) {
    return new FunctionInvoker.Failed(
        type, Json.writeBytes(Map.of("errorType", type, "errorMessage", message)));
  }

  /** A dataset of {@code total} numbers, the first {@code negative} of them negative. */
  private static String numbers(int total, int negative) {
    return IntStream.range(0, total)
        .mapToObj(i -> String.valueOf(i < negative ? -1 - i : i))
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void everyRecordSucceeds() throws Exception {
    try (Batch batch = new Batch(folder, ECHO)) {
      batch.put("input/n.json", numbers(100, 0));
      ExecutionOutcome outcome = batch.run("{\"key\": \"input/n.json\"}");
      assertThat(outcome).isInstanceOf(ExecutionOutcome.Succeeded.class);
      Map<String, Object> output = object(((ExecutionOutcome.Succeeded) outcome).output());
      assertThat(output).containsEntry("mapRunArn", batch.mapRun().arn());
      assertThat(object(output.get("counts")))
          .containsEntry("total", 100L)
          .containsEntry("succeeded", 100L)
          .containsEntry("failed", 0L)
          .containsEntry("pending", 0L);
      assertThat(object(output.get("results")))
          .containsEntry("bucket", Batch.BUCKET)
          .containsEntry("manifestKey", batch.mapRun().results().key());
      assertThat(batch.reconciliation().holds()).isTrue();
      assertThat(batch.messages()).isEmpty();
    }
  }

  @Test
  void aChildsOutputIsTheFunctionsAnswer() throws Exception {
    try (Batch batch = new Batch(folder, ECHO)) {
      batch.put("input/n.json", "[{\"name\": \"Zoë 𝄞\", \"amount\": 0.10, \"none\": null}]");
      batch.run("{\"key\": \"input/n.json\"}");
      assertThat(batch.children(ResultGroup.SUCCEEDED))
          .singleElement()
          .satisfies(
              child -> {
                assertThat(child.inputJson())
                    .startsWith(
                        "{\"index\":0,\"record\":{\"name\":\"Zoë 𝄞\",\"amount\":0.1,"
                            + "\"none\":null},\"origin\":\"");
                assertThat(object(Json.parse(child.outputJson())))
                    .containsEntry("index", 0)
                    .containsKey("output");
              });
    }
  }

  @Test
  void aRetryKeepsTheRecordsIndexesAndOrigins() throws Exception {
    String[] items = {
      "{\"index\":17,\"record\":{\"a\":[1]},\"origin\":\"9f86d081884c7d65\",\"textValues\":false}",
      "{\"index\":3,\"record\":null,\"origin\":\"9f86d081884c7d65\",\"textValues\":true}",
      "{\"index\":5,\"record\":[],\"origin\":\"of-another\",\"textValues\":false}",
      "{\"index\":6,\"record\":[[1]],\"origin\":\"of-another\",\"textValues\":true}"
    };
    try (Batch batch = new Batch(folder, ECHO)) {
      batch.put("retries/n.json", "[" + String.join(",", items) + "]");
      batch.run("{\"key\": \"retries/n.json\", \"retryOf\": \"arn:of:the:first\"}");
      assertThat(batch.children(ResultGroup.SUCCEEDED))
          .extracting(ChildExecution::inputJson)
          .containsExactlyInAnyOrder(withParameters(items));
    }
  }

  @Test
  void aRowsValuesAreTexts() throws Exception {
    ReaderConfig semicolons = new ReaderConfig(InputType.CSV, null, ';', 0, List.of());
    try (Batch batch = new Batch(folder, ECHO, semicolons)) {
      batch.put("input/n.csv", "a;b\n1;x\n\"2;\";\n");
      batch.run("{\"key\": \"input/n.csv\"}");
      assertThat(inputs(batch))
          .containsExactlyInAnyOrder(
              "{\"index\":0,\"record\":{\"a\":\"1\",\"b\":\"x\"},\"textValues\":true,\"parameters\":{}}",
              "{\"index\":1,\"record\":{\"a\":\"2;\",\"b\":\"\"},\"textValues\":true,\"parameters\":{}}");
    }
  }

  @Test
  void linesOfJsonAreRecords() throws Exception {
    try (Batch batch = new Batch(folder, ECHO, ReaderConfig.of(InputType.JSONL))) {
      batch.put("input/n.jsonl", "{\"a\":1}\n[2]\n");
      batch.run("{\"key\": \"input/n.jsonl\"}");
      assertThat(inputs(batch))
          .containsExactlyInAnyOrder(
              "{\"index\":0,\"record\":{\"a\":1},\"textValues\":false,\"parameters\":{}}",
              "{\"index\":1,\"record\":[2],\"textValues\":false,\"parameters\":{}}");
    }
  }

  @Test
  void theArrayMayBeWithinAnObject() throws Exception {
    ReaderConfig within =
        new ReaderConfig(InputType.JSON, null, ',', 0, List.of("data", "the \"orders\"/~all"));
    try (Batch batch = new Batch(folder, ECHO, within)) {
      batch.put("input/n.json", "{\"data\": {\"the \\\"orders\\\"/~all\": [7]}}");
      batch.run("{\"key\": \"input/n.json\"}");
      assertThat(inputs(batch))
          .containsExactly("{\"index\":0,\"record\":7,\"textValues\":false,\"parameters\":{}}");
    }
  }

  @Test
  void columnsMayBeNamedByTheWorkflow() throws Exception {
    ReaderConfig named =
        new ReaderConfig(InputType.CSV, List.of("a", "b \"c\" $1"), '\t', 0, List.of());
    try (Batch batch = new Batch(folder, ECHO, named)) {
      batch.put("input/n.tsv", "1\t2\n");
      batch.run("{\"key\": \"input/n.tsv\"}");
      assertThat(inputs(batch))
          .containsExactly(
              "{\"index\":0,\"record\":{\"a\":\"1\",\"b \\\"c\\\""
                  + " $1\":\"2\"},\"textValues\":true,\"parameters\":{}}");
    }
  }

  /** A JSON file whose values are texts, because somebody made it of a CSV file. */
  @Test
  void theExecutionsInputMaySayThatValuesAreTexts() throws Exception {
    try (Batch batch = new Batch(folder, ECHO)) {
      batch.put("input/n.json", "[{\"a\":\"1\"}]");
      batch.run("{\"key\": \"input/n.json\", \"textValues\": true}");
      assertThat(inputs(batch))
          .containsExactly(
              "{\"index\":0,\"record\":{\"a\":\"1\"},\"textValues\":true,\"parameters\":{}}");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRetryOfRowsIsOneColumnOfThem(boolean headersGiven) throws Exception {
    String[] items = {
      "{\"index\":17,\"record\":{\"a\":\"x,\\\"\\\\+%é𝄞\\n"
          + "\"},\"origin\":\"9f86d081884c7d65\",\"textValues\":true}",
      "{\"index\":3,\"record\":{\"a\":\"\",\"b\":\""
          + " \"},\"origin\":\"of-another\",\"textValues\":true}"
    };
    List<String> headers = headersGiven ? List.of("a", "b", "c") : null;
    ReaderConfig rows = new ReaderConfig(InputType.CSV, headers, ',', 0, List.of());
    String file =
        (headersGiven ? "" : "record\n")
            + java.util.Arrays.stream(items)
                .map(item -> URLEncoder.encode(item, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("\n"));
    try (Batch batch = new Batch(folder, ECHO, rows)) {
      batch.put("retries/n.csv", file);
      batch.run("{\"key\": \"retries/n.csv\", \"retryOf\": \"arn:of:the:first\"}");
      assertThat(batch.children(ResultGroup.SUCCEEDED))
          .extracting(ChildExecution::inputJson)
          .containsExactlyInAnyOrder(withParameters(items));
    }
  }

  /** As the function is given what a retry's file has. */
  private static String[] withParameters(String... items) {
    return java.util.Arrays.stream(items)
        .map(item -> item.replaceFirst("\\}$", ",\"parameters\":{}}"))
        .toArray(String[]::new);
  }

  private static List<String> inputs(Batch batch) {
    return batch.children(ResultGroup.SUCCEEDED).stream()
        .map(child -> child.inputJson().replaceFirst("\"origin\":\"[0-9a-f]{16}\",", ""))
        .toList();
  }

  @Test
  void aRetryFileFromBeforeOriginsHasThatOfTheRunItRetries() throws Exception {
    for (String again : new String[] {"once", "again"}) {
      try (Batch batch = new Batch(folder.resolve(again), ECHO)) {
        batch.put("retries/n.json", "[{\"index\":17,\"record\":{\"origin\":\"own\"}}]");
        batch.run("{\"key\": \"retries/n.json\", \"retryOf\": \"arn:of:the:first\"}");
        assertThat(batch.children(ResultGroup.SUCCEEDED))
            .extracting(ChildExecution::inputJson)
            .containsExactly(
                "{\"index\":17,\"record\":{\"origin\":\"own\"},\"origin\":\""
                    + originOf("arn:of:the:first")
                    + "\",\"textValues\":false,\"parameters\":{}}");
      }
    }
  }

  @Test
  void allRecordsOfABatchHaveItsOriginAndThoseOfTheSameFileInAnotherBatchHaveNot()
      throws Exception {
    Set<String> origins = new HashSet<>();
    for (String name : new String[] {"one", "other"}) {
      try (Batch batch = new Batch(folder.resolve(name), ECHO)) {
        batch.put("input/n.json", "[{\"index\": 8, \"record\": 1, \"origin\": \"own\"}, [], null]");
        batch.run("{\"key\": \"input/n.json\"}");
        String origin =
            originOf(
                batch.execution().arn()
                    + " "
                    + batch.execution().startDate().truncatedTo(ChronoUnit.MILLIS));
        assertThat(batch.children(ResultGroup.SUCCEEDED))
            .hasSize(3)
            .allSatisfy(
                child ->
                    assertThat(object(Json.parse(child.inputJson())))
                        .containsEntry("origin", origin));
        origins.add(origin);
      }
    }
    assertThat(origins).hasSize(2);
  }

  /** The first 16 hex digits of a text's SHA-256, as any other engine would reckon them. */
  private static String originOf(String text) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 8);
  }

  @Test
  void recordsThatFailWithinTheToleranceAreListed() throws Exception {
    try (Batch batch = new Batch(folder, PICKY)) {
      batch.put("input/n.json", numbers(10, 4));
      assertThat(batch.run("{\"key\": \"input/n.json\"}").status()).isEqualTo("SUCCEEDED");
      assertThat(batch.children(ResultGroup.FAILED))
          .hasSize(4)
          .allSatisfy(
              child -> {
                assertThat(child.error()).isEqualTo("io.tenfold.function.RecordRejected");
                assertThat(child.cause()).contains("negative: -");
              });
      assertThat(batch.reconciliation().holds()).isTrue();
      assertThat(batch.messages()).isEmpty();
    }
  }

  @Test
  void fiftyPercentFailingPasses() throws Exception {
    try (Batch batch = new Batch(folder, PICKY)) {
      batch.put("input/n.json", numbers(20, 10));
      assertThat(batch.run("{\"key\": \"input/n.json\"}").status()).isEqualTo("SUCCEEDED");
      assertThat(batch.reconciliation().holds()).isTrue();
    }
  }

  @Test
  void oneMoreThanFiftyPercentFailsTheRunAndPutsAMessageOnTheQueue() throws Exception {
    try (Batch batch = new Batch(folder, PICKY)) {
      batch.put("input/n.json", numbers(20, 11));
      ExecutionOutcome outcome = batch.run("{\"key\": \"input/n.json\"}");
      assertThat(outcome)
          .isEqualTo(
              new ExecutionOutcome.Failed(
                  "Tenfold.ExceedToleratedFailureThreshold",
                  "States.ExceedToleratedFailureThreshold: The specified tolerated failure"
                      + " threshold was exceeded"));
      assertThat(batch.mapRun().status()).isEqualTo(MapRun.Status.FAILED);
      assertThat(batch.reconciliation().holds()).isTrue();
      assertThat(batch.messages()).hasSize(1);
      Map<String, Object> message = batch.messages().get(0);
      assertThat(message)
          .containsEntry("executionArn", batch.execution().arn())
          .containsEntry("error", "States.ExceedToleratedFailureThreshold")
          .containsEntry("mapRunArn", batch.mapRun().arn())
          .containsKey("cause")
          .containsEntry(
              "consoleUrl",
              "https://console.aws.amazon.com/states/home?region=us-east-1#/v2/executions/details/"
                  + batch.execution().arn());
      assertThat(object(message.get("input")))
          .containsEntry("bucket", Batch.BUCKET)
          .containsEntry("key", "input/n.json");
    }
  }

  @Test
  void recordsNotStartedWhenTheRunFailsArePending() throws Exception {
    try (Batch batch = new Batch(folder, PICKY)) {
      batch.put("input/n.json", numbers(1_000, 1_000));
      batch.run("{\"key\": \"input/n.json\", \"maxConcurrency\": 1}");
      assertThat(batch.children(ResultGroup.FAILED)).hasSize(501);
      assertThat(batch.children(ResultGroup.PENDING))
          .hasSize(499)
          .allSatisfy(
              child -> {
                assertThat(child.status()).isEqualTo("PENDING");
                assertThat(child.startDate()).isNull();
              });
      assertThat(batch.reconciliation().holds()).isTrue();
    }
  }

  @Test
  void anEmptyArraySucceedsWithNothing() throws Exception {
    try (Batch batch = new Batch(folder, ECHO)) {
      batch.put("input/n.json", " [ ] ");
      assertThat(batch.run("{\"key\": \"input/n.json\"}").status()).isEqualTo("SUCCEEDED");
      assertThat(batch.reconciliation().expected()).isZero();
      assertThat(batch.reconciliation().holds()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                         | key is missing
          []                                         | the input must be a JSON object
          "input/n.json"                             | the input must be a JSON object
          {"key": null}                              | key must be a text
          {"key": ""}                                | key must be a text
          {"key": 7}                                 | key must be a text
          {"key": ["a"]}                             | key must be a text
          {"key": "a", "bucket": 1}                  | bucket must be a text
          {"key": "a", "maxConcurrency": 0}          | maxConcurrency must be a whole number from 1
          {"key": "a", "maxConcurrency": 1.5}        | maxConcurrency must be a whole number from 1
          {"key": "a", "maxConcurrency": "10"}       | maxConcurrency must be a whole number from 1
          {"key": "a", "maxConcurrency": 10001}      | maxConcurrency must be a whole number from 1
          {"key": "a", "toleratedFailurePercentage": -1}  | toleratedFailurePercentage must be
          {"key": "a", "toleratedFailurePercentage": 101} | toleratedFailurePercentage must be
          {"key": "a", "toleratedFailurePercentage": "5"} | toleratedFailurePercentage must be
          {"key": "a", "retryOf": 7}                 | retryOf must be a text
          {"key": "a", "tolerated": 5}               | tolerated is not a field of the input
          {"kee": "a"}                               | kee is not a field of the input
          """)
  void anInputThatIsWrongFailsTheRunAndSaysHow(String input, String problem) throws Exception {
    try (Batch batch = new Batch(folder, ECHO)) {
      ExecutionOutcome outcome = batch.run(input);
      assertThat(outcome).isInstanceOf(ExecutionOutcome.Failed.class);
      assertThat(((ExecutionOutcome.Failed) outcome).error()).isEqualTo("Tenfold.InvalidInput");
      assertThat(((ExecutionOutcome.Failed) outcome).cause()).contains(problem);
      assertThat(batch.messages()).hasSize(1);
      assertThat(batch.messages().get(0)).containsEntry("error", "Tenfold.InvalidInput");
      assertThat(batch.mapRuns()).isEmpty();
    }
  }

  @Test
  void everythingThatIsWrongWithAnInputIsSaidAtOnce() throws Exception {
    try (Batch batch = new Batch(folder, ECHO)) {
      ExecutionOutcome outcome =
          batch.run("{\"maxConcurrency\": -1, \"toleratedFailurePercentage\": 200}");
      assertThat(((ExecutionOutcome.Failed) outcome).cause())
          .contains("key is missing", "maxConcurrency must", "toleratedFailurePercentage must");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [1, 2,        | line 1
          "a"           | Attempting to map over non-iterable node.
          ''            | empty
          """)
  void anInputFileThatIsWrongFailsTheRunBeforeAnyRecord(String content, String problem)
      throws Exception {
    try (Batch batch = new Batch(folder, ECHO)) {
      batch.put("input/n.json", content);
      ExecutionOutcome outcome = batch.run("{\"key\": \"input/n.json\"}");
      assertThat(((ExecutionOutcome.Failed) outcome).error()).isEqualTo("Tenfold.ItemReaderFailed");
      assertThat(((ExecutionOutcome.Failed) outcome).cause()).contains(problem);
      assertThat(batch.messages()).hasSize(1);
      assertThat(batch.mapRuns())
          .singleElement()
          .satisfies(
              run -> {
                assertThat(run.status()).isEqualTo(MapRun.Status.FAILED);
                assertThat(run.itemCounts().total()).isZero();
              });
    }
  }

  @Test
  void aMissingFileFailsTheRunAndNamesIt() throws Exception {
    try (Batch batch = new Batch(folder, ECHO)) {
      ExecutionOutcome outcome = batch.run("{\"key\": \"input/none.json\"}");
      assertThat(((ExecutionOutcome.Failed) outcome).error()).isEqualTo("Tenfold.ItemReaderFailed");
      assertThat(((ExecutionOutcome.Failed) outcome).cause()).contains("input/none.json");
      assertThat(batch.messages()).hasSize(1);
    }
  }

  @Test
  void aRecordOverTheLimitFailsTheRunWhichAllDoesNotCatch() throws Exception {
    try (Batch batch = new Batch(folder, ECHO)) {
      batch.put("input/n.json", "[1, 2, \"" + "x".repeat(256 * 1024) + "\", 4]");
      ExecutionOutcome outcome = batch.run("{\"key\": \"input/n.json\", \"maxConcurrency\": 1}");
      assertThat(((ExecutionOutcome.Failed) outcome).error())
          .isEqualTo("Tenfold.DataLimitExceeded");
      assertThat(batch.messages().get(0))
          .containsEntry("error", "States.DataLimitExceeded")
          .containsEntry("mapRunArn", batch.mapRun().arn());
      assertThat((String) batch.messages().get(0).get("cause")).contains("item 2");
      assertThat(batch.children(ResultGroup.SUCCEEDED)).hasSize(2);
      assertThat(batch.children(ResultGroup.FAILED)).hasSize(1);
      assertThat(batch.children(ResultGroup.PENDING)).hasSize(1);
      assertThat(batch.reconciliation().holds()).isTrue();
    }
  }

  @Test
  void aRecordJustWithinTheLimitIsProcessed() throws Exception {
    try (Batch batch = new Batch(folder, PICKY_SIZE)) {
      // The limit holds for the Task's Arguments, in which the envelope and the function's ARN are.
      batch.put("input/n.json", "[\"" + "x".repeat(256 * 1024 - 200) + "\"]");
      assertThat(batch.run("{\"key\": \"input/n.json\"}").status()).isEqualTo("SUCCEEDED");
    }
  }

  private static final FunctionInvoker PICKY_SIZE =
      (function, payload) -> returned(Map.of("size", payload.length));

  @Test
  void aTransientFailureIsRetriedUntilItSucceeds() throws Exception {
    Map<Object, AtomicInteger> attempts = new ConcurrentHashMap<>();
    FunctionInvoker flaky =
        (function, payload) -> {
          Object index = object(Json.parse(payload)).get("index");
          return attempts.computeIfAbsent(index, i -> new AtomicInteger()).incrementAndGet() < 4
              ? failed("io.tenfold.function.TransientFailure", "busy")
              : returned(Map.of("index", index));
        };
    try (Batch batch = new Batch(folder, flaky)) {
      batch.put("input/n.json", numbers(20, 0));
      assertThat(batch.run("{\"key\": \"input/n.json\"}").status()).isEqualTo("SUCCEEDED");
      assertThat(batch.children(ResultGroup.SUCCEEDED)).hasSize(20);
      assertThat(attempts.values()).allSatisfy(count -> assertThat(count.get()).isEqualTo(4));
    }
  }

  @Test
  void throttlingIsRetried() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    FunctionInvoker throttled =
        (function, payload) -> {
          if (calls.incrementAndGet() % 2 == 1) {
            throw new ServiceException("Lambda.TooManyRequestsException", "Rate exceeded");
          }
          return returned(Map.of());
        };
    try (Batch batch = new Batch(folder, throttled)) {
      batch.put("input/n.json", numbers(10, 0));
      batch.run("{\"key\": \"input/n.json\", \"maxConcurrency\": 1}");
      assertThat(batch.children(ResultGroup.SUCCEEDED)).hasSize(10);
      assertThat(calls.get()).isEqualTo(20);
    }
  }

  @Test
  void aRecordThatIsRejectedIsNotRetried() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    FunctionInvoker rejecting =
        (function, payload) -> {
          calls.incrementAndGet();
          return failed("io.tenfold.function.RecordRejected", "no");
        };
    try (Batch batch = new Batch(folder, rejecting)) {
      batch.put("input/n.json", numbers(2, 0));
      batch.run("{\"key\": \"input/n.json\", \"toleratedFailurePercentage\": 100}");
      assertThat(calls.get()).isEqualTo(2);
    }
  }

  @Test
  void neverMoreThanMaxConcurrencyInFlight() throws Exception {
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    FunctionInvoker counting =
        (function, payload) -> {
          most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
          Thread.sleep(2);
          inFlight.decrementAndGet();
          return returned(Map.of());
        };
    try (Batch batch = new Batch(folder, counting)) {
      batch.put("input/n.json", numbers(300, 0));
      batch.run("{\"key\": \"input/n.json\", \"maxConcurrency\": 7}");
      assertThat(most.get()).isEqualTo(7);
    }
  }

  @Test
  void stoppingAccountsForRunningAndPendingRecords() throws Exception {
    CountDownLatch running = new CountDownLatch(10);
    FunctionInvoker slow =
        (function, payload) -> {
          if ((Integer) object(Json.parse(payload)).get("index") < 5) {
            return returned(Map.of());
          }
          running.countDown();
          Thread.sleep(60_000);
          return returned(Map.of());
        };
    try (Batch batch = new Batch(folder, slow)) {
      batch.put("input/n.json", numbers(50, 0));
      StartedExecution execution = batch.start("{\"key\": \"input/n.json\"}");
      assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
      execution.stop("Operator", "enough");
      ExecutionOutcome outcome = execution.outcome().get(30, TimeUnit.SECONDS);
      assertThat(outcome).isEqualTo(new ExecutionOutcome.Aborted("Operator", "enough"));
      assertThat(batch.mapRun().status()).isEqualTo(MapRun.Status.ABORTED);
      assertThat(batch.children(ResultGroup.SUCCEEDED)).hasSize(5);
      assertThat(batch.children(ResultGroup.FAILED))
          .hasSize(10)
          .extracting(ChildExecution::status)
          .containsOnly("ABORTED");
      assertThat(batch.children(ResultGroup.PENDING)).hasSize(35);
      assertThat(batch.reconciliation().holds()).isTrue();
    }
  }

  @Test
  void everyIndexIsInvokedExactlyOnce() throws Exception {
    List<Object> indexes = new java.util.concurrent.CopyOnWriteArrayList<>();
    FunctionInvoker noting =
        (function, payload) -> {
          indexes.add(object(Json.parse(payload)).get("index"));
          return returned(Map.of());
        };
    try (Batch batch = new Batch(folder, noting)) {
      batch.put("input/n.json", numbers(500, 0));
      batch.run("{\"key\": \"input/n.json\"}");
      assertThat(indexes).hasSize(500).doesNotHaveDuplicates();
    }
  }

  @Test
  void theFunctionIsInvokedByTheArnOfTheDefinition() throws Exception {
    List<String> names = new java.util.concurrent.CopyOnWriteArrayList<>();
    FunctionInvoker noting =
        (function, payload) -> {
          names.add(function);
          return returned(new String(payload, StandardCharsets.UTF_8));
        };
    try (Batch batch = new Batch(folder, noting)) {
      batch.put("input/n.json", "[1]");
      batch.run("{\"key\": \"input/n.json\"}");
      assertThat(names)
          .containsExactly("arn:aws:lambda:us-east-1:123456789012:function:records:live");
    }
  }
}
