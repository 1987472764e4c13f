package io.tenfold.e2e;

import static io.tenfold.local.Batch.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.Batch;
import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.json.Json;
import io.tenfold.local.lambda.host.LambdaHost;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ResultGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches of orders: the workflow file, and the deployed function in processes of its own. */
class BatchIT {
  @TempDir static Path hostFolder;
  private static LambdaHost host;

  @TempDir Path folder;
  private Batch batch;

  @BeforeAll
  static void startHost() throws IOException {
    host = new LambdaHost(Functions.orders(hostFolder));
  }

  @AfterAll
  static void closeHost() {
    host.close();
  }

  @BeforeEach
  void openBatch() throws IOException {
    batch = new Batch(folder, host);
  }

  /** The promise that holds however a run ends. */
  @AfterEach
  void everyRecordIsAccountedForExactlyOnce() {
    // A reader that failed leaves a run without items and without results.
    if (batch.mapRuns().stream().anyMatch(run -> run.results() != null)) {
      assertThat(batch.reconciliation()).satisfies(r -> assertThat(r.holds()).isTrue());
    }
    batch.close();
  }

  private ExecutionOutcome run(String content) throws Exception {
    batch.put("input/orders.json", content);
    return batch.run("{\"key\": \"input/orders.json\"}");
  }

  private static void assertFailed(ExecutionOutcome outcome, String error, String cause) {
    assertThat(outcome).isInstanceOf(ExecutionOutcome.Failed.class);
    assertThat(((ExecutionOutcome.Failed) outcome).error()).isEqualTo(error);
    assertThat(((ExecutionOutcome.Failed) outcome).cause()).contains(cause);
  }

  @Test
  void everyOrderIsPriced() throws Exception {
    assertThat(run(Orders.json(40, 0)).status()).isEqualTo("SUCCEEDED");
    assertThat(batch.children(ResultGroup.SUCCEEDED))
        .hasSize(40)
        .allSatisfy(
            child -> {
              Map<String, Object> output = object(Json.parse(child.outputJson()));
              assertThat(output.get("index"))
                  .isEqualTo(object(Json.parse(child.inputJson())).get("index"));
              assertThat(object(output.get("output"))).isNotEmpty();
            });
    assertThat(batch.messages()).isEmpty();
  }

  @Test
  void fortyPercentFailingSucceedsAndListsThem() throws Exception {
    assertThat(run(Orders.json(20, 8)).status()).isEqualTo("SUCCEEDED");
    assertThat(batch.children(ResultGroup.FAILED))
        .hasSize(8)
        .allSatisfy(
            child -> {
              assertThat(child.error()).isEqualTo("io.tenfold.function.RecordRejected");
              assertThat(child.cause()).contains("quantity");
            });
    assertThat(batch.messages()).isEmpty();
  }

  @Test
  void exactlyFiftyPercentFailingSucceeds() throws Exception {
    assertThat(run(Orders.json(20, 10)).status()).isEqualTo("SUCCEEDED");
    assertThat(batch.children(ResultGroup.FAILED)).hasSize(10);
  }

  @Test
  void oneMoreFailsTheRunAndPutsAMessageOnTheQueue() throws Exception {
    assertFailed(
        run(Orders.json(20, 11)),
        "Tenfold.ExceedToleratedFailureThreshold",
        "tolerated failure threshold");
    assertThat(batch.messages()).hasSize(1);
    assertThat(batch.messages().get(0))
        .containsEntry("error", "States.ExceedToleratedFailureThreshold")
        .containsEntry("executionArn", batch.execution().arn())
        .containsEntry("mapRunArn", batch.mapRun().arn());
  }

  @Test
  void aMissingKeyFailsTheRun() throws Exception {
    assertFailed(batch.run("{}"), "Tenfold.InvalidInput", "key is missing");
    assertThat(batch.messages()).hasSize(1);
  }

  @Test
  void aMissingFileFailsTheRun() throws Exception {
    assertFailed(
        batch.run("{\"key\": \"input/none.json\"}"), "Tenfold.ItemReaderFailed", "none.json");
    assertThat(batch.messages()).hasSize(1);
  }

  @Test
  void malformedJsonFailsTheRunWithLineAndColumn() throws Exception {
    assertFailed(
        run("[\n" + Orders.order(0, 1) + ",\n  {\"id\": oops}\n]"),
        "Tenfold.ItemReaderFailed",
        "line 5, column 1");
    assertThat(batch.messages()).hasSize(1);
    assertThat(batch.mapRuns())
        .singleElement()
        .satisfies(run -> assertThat(run.itemCounts().total()).isZero());
  }

  @Test
  void aTextInsteadOfAnArrayFailsTheRun() throws Exception {
    assertFailed(
        run("\"orders\""), "Tenfold.ItemReaderFailed", "Attempting to map over non-iterable node.");
    assertThat(batch.messages()).hasSize(1);
  }

  @Test
  void anEmptyArraySucceeds() throws Exception {
    assertThat(run("[]").status()).isEqualTo("SUCCEEDED");
    assertThat(batch.reconciliation().expected()).isZero();
  }

  @Test
  void oneRecordOverTheLimitFailsTheRun() throws Exception {
    String large = Orders.order(2, 1).replace("Grüner Tee", "x".repeat(256 * 1024));
    assertFailed(
        run("[" + Orders.order(0, 1) + "," + Orders.order(1, 1) + "," + large + "]"),
        "Tenfold.DataLimitExceeded",
        "item 2");
    assertThat(batch.messages().get(0)).containsEntry("error", "States.DataLimitExceeded");
  }

  @Test
  void aRecordOf200KibIsProcessedLikeAnyOther() throws Exception {
    String large = Orders.order(0, 1).replace("Zoë Müller", "ü".repeat(100 * 1024));
    run("[" + large + "]");
    assertThat(batch.mapRun().itemCounts().failed() + batch.mapRun().itemCounts().succeeded())
        .isEqualTo(1);
    for (ChildExecution child : batch.children(ResultGroup.FAILED)) {
      assertThat(child.error()).isEqualTo("io.tenfold.function.RecordRejected");
      assertThat(child.cause()).contains("customer.name");
    }
  }

  @Test
  void recordsOfTheWrongShapeAreRejectedOneByOne() throws Exception {
    assertThat(
            run("[null, 1, \"text\", [], {}, " + Orders.json(5, 0).strip().substring(1)).status())
        .isEqualTo("SUCCEEDED");
    assertThat(batch.children(ResultGroup.SUCCEEDED)).hasSize(5);
    assertThat(batch.children(ResultGroup.FAILED))
        .hasSize(5)
        .allSatisfy(child -> assertThat(child.error()).startsWith("io.tenfold.function."));
  }

  @Test
  void nonAsciiTextComesBackAsItWas() throws Exception {
    run("[" + Orders.order(0, 1).replace("TEA-1", "緑茶 𝄞 ñ") + "]");
    assertThat(batch.children(ResultGroup.SUCCEEDED))
        .singleElement()
        .satisfies(child -> assertThat(child.outputJson()).contains("緑茶 𝄞 ñ"));
  }
}
