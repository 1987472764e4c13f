package io.tenfold.local.asl;

import static io.tenfold.local.asl.TestEngine.failed;
import static io.tenfold.local.asl.TestEngine.returned;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import io.tenfold.local.port.FunctionInvoker;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Once a branch or an iteration has failed, nothing further is started. */
@Timeout(120)
class DecidedFailureTest {
  /** What is a matter of the machine's mood shows in so many runs. */
  private static final int RUNS = 200;

  private static final String MAP =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Each", "States": {"Each": {
        "Type": "Map", "MaxConcurrency": 1,
        "ItemProcessor": {"StartAt": "One", "States": {"One": {
          "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
          "Arguments": {"FunctionName": "f", "Payload": "{% $states.input %}"}, "End": true}}},
        "End": true}}}
      """;

  private static final String PARALLEL =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Both", "States": {"Both": {
        "Type": "Parallel", "Branches": [
          {"StartAt": "Fails", "States": {"Fails": {
            "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {"FunctionName": "f", "Payload": 2}, "End": true}}},
          {"StartAt": "Waits", "States": {
            "Waits": {"Type": "Wait", "Seconds": 1000, "Next": "Sends"},
            "Sends": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
              "Arguments": {"FunctionName": "f", "Payload": 3}, "End": true}}}],
        "End": true}}}
      """;

  @TempDir Path folder;

  private final Queue<Object> done = new ConcurrentLinkedQueue<>();

  private FunctionInvoker failingAtTwo() {
    return (function, payload) -> {
      Object item = Json.parse(payload);
      done.add(item);
      return item.equals(2) ? failed("Two") : returned(item);
    };
  }

  @Test
  void aMapStartsNoItemAfterTheOneThatFailed() throws Exception {
    try (TestEngine engine = new TestEngine(folder, failingAtTwo())) {
      for (int run = 0; run < RUNS; run++) {
        done.clear();
        assertThat(engine.failure(MAP, "[1, 2, 3, 4, 5]").error()).isEqualTo("Two");
        assertThat(done).containsExactly(1, 2);
      }
    }
  }

  @Test
  void aParallelsOtherBranchGoesNoFurtherAndTheFailureIsTheResult() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (TestEngine engine =
        new TestEngine(folder, failingAtTwo(), store -> store, time -> never.await())) {
      for (int run = 0; run < RUNS; run++) {
        done.clear();
        assertThat(engine.failure(PARALLEL, "{}").error()).isEqualTo("Two");
        assertThat(done).containsExactly(2);
      }
    }
  }
}
