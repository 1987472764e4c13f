package io.tenfold.local.map.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.LocalEngine;
import io.tenfold.local.StartedExecution;
import io.tenfold.local.arn.Account;
import io.tenfold.local.asl.TestEngine;
import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.folder.FolderMessageQueue;
import io.tenfold.local.folder.FolderObjectStore;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.result.Reconciliation;
import io.tenfold.local.map.result.Reconciliation.Expected;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.port.FunctionInvoker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A Distributed Map over the objects below a prefix. */
@Timeout(60)
class ListedObjectsTest {
  private static final String DEFINITION =
      TestEngine.resource(ListedObjectsTest.class, "listed-objects.asl.json");

  @TempDir Path folder;

  private final Queue<String> processed = new ConcurrentLinkedQueue<>();

  private FunctionInvoker noting() {
    return (function, payload) -> {
      processed.add(key(payload));
      return new FunctionInvoker.Returned(payload);
    };
  }

  private static String key(byte[] payload) {
    Map<?, ?> event = (Map<?, ?>) Json.parse(new String(payload, StandardCharsets.UTF_8));
    return (String) ((Map<?, ?>) event.get("record")).get("Key");
  }

  private TestEngine engine(FunctionInvoker function) throws IOException {
    TestEngine engine = new TestEngine(folder, function);
    for (int i = 0; i < 10; i++) {
      engine.put("images/" + i + ".png", "x".repeat(i));
    }
    engine.put("imagesOfOthers/1.png", "x");
    return engine;
  }

  private static List<String> keys(int from, int end) {
    return Stream.iterate(from, i -> i + 1)
        .limit(end - from)
        .map(i -> "images/" + i + ".png")
        .toList();
  }

  private Reconciliation proof(TestEngine engine) {
    MapRun run = engine.mapRun();
    ResultFiles results =
        new ResultFiles(engine.store(), run.results().bucket(), run.results().key());
    try (Expected expected =
        Expected.of(run.itemCounts().total()).comparedWith(engine.store(), run.dataset())) {
      return Reconciliation.of(results, expected);
    }
  }

  @Test
  void eachObjectBelowThePrefixIsAnItem() throws Exception {
    try (TestEngine engine = engine(noting())) {
      engine.output(DEFINITION, "{\"prefix\": \"images/\"}");
      assertThat(processed).containsExactlyElementsOf(keys(0, 10));
      assertThat(engine.children(ResultGroup.SUCCEEDED).get(3).inputJson())
          .matches(
              "\\{\"index\":3,\"record\":\\{\"Etag\":\"[^}]+\",\"Key\":\"images/3.png\","
                  + "\"LastModified\":\\d{10},\"Size\":3,\"StorageClass\":\"STANDARD\"}}");
    }
  }

  @Test
  void withoutAPrefixItIsTheWholeBucket() throws Exception {
    try (TestEngine engine = engine(noting())) {
      engine.output(DEFINITION, "{}");
      assertThat(processed).hasSize(11).contains("imagesOfOthers/1.png");
    }
  }

  @Test
  void maxItemsIsTheMost() throws Exception {
    try (TestEngine engine = engine(noting())) {
      engine.output(DEFINITION, "{\"prefix\": \"images/\", \"maxItems\": 4}");
      assertThat(processed).containsExactlyElementsOf(keys(0, 4));
      assertThat(proof(engine).sentence())
          .endsWith("= 4 records, each accounted for exactly once.");
    }
  }

  @Test
  void aPrefixOfNothingIsARunOfNothing() throws Exception {
    try (TestEngine engine = engine(noting())) {
      engine.output(DEFINITION, "{\"prefix\": \"none/\"}");
      assertThat(engine.mapRun().itemCounts().total()).isZero();
    }
  }

  @Test
  void whatComesAndGoesDuringTheRunIsNoneOfItsItems() throws Exception {
    TestEngine[] self = new TestEngine[1];
    FunctionInvoker busy =
        (function, payload) -> {
          processed.add(key(payload));
          change(self[0]);
          return new FunctionInvoker.Returned(payload);
        };
    try (TestEngine engine = engine(busy)) {
      self[0] = engine;
      engine.output(DEFINITION, "{\"prefix\": \"images/\"}");
      assertThat(processed).containsExactlyElementsOf(keys(0, 10));
      Reconciliation proof = proof(engine);
      assertThat(proof.holds()).isTrue();
      assertThat(proof.note())
          .isEqualTo("Not compared with the file: s3://batch/images/* has changed since.");
    }
  }

  /** One object before all others comes, and one that was not processed yet goes. */
  private void change(TestEngine engine) {
    try {
      engine.put("images/00.png", "new");
      Files.deleteIfExists(folder.resolve("s3/batch/images/7.png"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theProofComparesEachRecordWithTheListing() throws Exception {
    try (TestEngine engine = engine(noting())) {
      engine.output(DEFINITION, "{\"prefix\": \"images/\"}");
      assertThat(proof(engine).sentence())
          .isEqualTo(
              "10 succeeded + 0 failed + 0 pending = 10 records, each accounted for exactly once.");
    }
  }

  @Test
  void aRunThatIsStoppedBooksTheObjectsItDidNotComeTo() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    FunctionInvoker blocking =
        (function, payload) -> {
          if (key(payload).equals("images/4.png")) {
            blocked.countDown();
            Thread.sleep(60_000);
          }
          return new FunctionInvoker.Returned(payload);
        };
    try (TestEngine engine = engine(blocking)) {
      var run = engine.start(DEFINITION, Map.of("prefix", "images/"));
      blocked.await();
      run.stop(null, null);
      assertThat(run.outcome().get()).isInstanceOf(ExecutionOutcome.Aborted.class);
      assertThat(engine.children(ResultGroup.SUCCEEDED)).hasSize(4);
      assertThat(engine.children(ResultGroup.PENDING)).hasSize(5);
      assertThat(proof(engine).accountsForWhatWasRead()).isTrue();
    }
  }

  @Test
  void aBucketThatIsNotThereFailsTheReader() throws Exception {
    try (TestEngine engine = engine(noting())) {
      ExecutionOutcome.Failed failed = engine.failure(DEFINITION, "{\"bucket\": \"nowhere\"}");
      assertThat(failed.error()).isEqualTo("States.ItemReaderFailed");
      assertThat(failed.cause()).startsWith("Can't list s3://nowhere/*: S3.NoSuchBucketException");
    }
  }

  @Test
  void anArgumentThatWouldBeLeftOutIsRefused() throws Exception {
    try (TestEngine engine = engine(noting())) {
      String definition =
          DEFINITION.replace("\"Bucket\": \"{%", "\"StartAfter\": \"images/3\", \"Bucket\": \"{%");
      assertThatThrownBy(() -> engine.define(definition))
          .isInstanceOf(DefinitionException.class)
          .hasMessageContaining("'StartAfter'");
      int from = DEFINITION.indexOf('{', DEFINITION.indexOf("\"Arguments\""));
      int to = DEFINITION.indexOf('}', DEFINITION.indexOf("null %}") + 7) + 1;
      String late =
          DEFINITION.substring(0, from)
              + "\"{% {'Bucket': 'batch', 'StartAfter': 'images/3'} %}\""
              + DEFINITION.substring(to);
      ExecutionOutcome.Failed failed = engine.failure(late, "{}");
      assertThat(failed.error()).isEqualTo("States.Runtime");
      assertThat(failed.cause()).contains("'StartAfter'");
      assertThat(processed).isEmpty();
    }
  }

  /** Runs six of ten objects, is stopped, and goes on after what happened in between. */
  private ExecutionOutcome stoppedAndResumed(Change between) throws Exception {
    FolderObjectStore store = new FolderObjectStore(folder.resolve("s3"));
    CountDownLatch blocked = new CountDownLatch(1);
    FunctionInvoker blocking =
        (function, payload) -> {
          if (key(payload).equals("images/6.png")) {
            blocked.countDown();
            Thread.sleep(60_000);
          }
          return new FunctionInvoker.Returned(payload);
        };
    engine(noting()).close();
    Account account = new Account("eu-central-1", "123456789012");
    FolderMessageQueue queue = new FolderMessageQueue(folder.resolve("sqs"));
    Map<String, Object> input = Map.of("prefix", "images/");
    String arn;
    try (LocalEngine engine = new LocalEngine(store, queue, blocking, account)) {
      StartedExecution run = engine.start(engine.define("m", DEFINITION), "run", input);
      arn = run.arn();
      blocked.await();
      run.stop(null, null);
      run.outcome().get();
    }
    between.make(store);
    UnfinishedMapRun unfinished = UnfinishedMapRun.of(store, "batch", arn).get(0);
    assertThat(unfinished.reader()).isNull();
    try (LocalEngine engine = new LocalEngine(store, queue, noting(), account)) {
      assertThat(engine.mapRuns().resume(unfinished)).isTrue();
      return engine
          .resume(
              engine.define("m", DEFINITION), "run", input, unfinished.startDate(), Duration.ZERO)
          .outcome()
          .get();
    }
  }

  private interface Change {
    void make(FolderObjectStore store) throws IOException;
  }

  @Test
  void aStoppedRunGoesOnWithTheObjectsThatAreLeft() throws Exception {
    assertThat(stoppedAndResumed(store -> {})).isInstanceOf(ExecutionOutcome.Succeeded.class);
    assertThat(processed).containsExactlyElementsOf(keys(6, 10));
  }

  @Test
  void aStoppedRunIsNotResumedOverOtherObjects() throws Exception {
    Path other = folder.resolve("s3/batch/images/9.png");
    ExecutionOutcome outcome =
        stoppedAndResumed(store -> store.put("batch", "images/8.png", other));
    assertThat(((ExecutionOutcome.Failed) outcome).cause())
        .startsWith("The dataset is not the one that this run began with: it had 10 items");
    assertThat(processed).isEmpty();
  }
}
