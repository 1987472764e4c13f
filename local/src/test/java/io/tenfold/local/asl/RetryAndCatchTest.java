package io.tenfold.local.asl;

import static io.tenfold.local.asl.TestEngine.failed;
import static io.tenfold.local.asl.TestEngine.returned;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.arn.Account;
import io.tenfold.local.arn.StateMachineArn;
import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.Cancellation;
import io.tenfold.local.asl.execution.Execution;
import io.tenfold.local.asl.execution.PayloadLimit;
import io.tenfold.local.asl.execution.Scope;
import io.tenfold.local.asl.execution.TaskIntegration;
import io.tenfold.local.asl.execution.TaskTokens;
import io.tenfold.local.asl.execution.TimeLimits;
import io.tenfold.local.asl.execution.Workflow;
import io.tenfold.local.json.Json;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.ServiceException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Retry and Catch, around a function that fails as it is told. */
class RetryAndCatchTest {
  private static final String DEFINITION =
      TestEngine.resource(RetryAndCatchTest.class, "retry-and-catch.asl.json");

  @TempDir Path folder;
  private final List<Map<?, ?>> calls = new CopyOnWriteArrayList<>();

  /** Fails with these errors, one invocation after the other, and then answers. */
  private FunctionInvoker failing(String... errors) {
    return (function, payload) -> {
      calls.add((Map<?, ?>) Json.parse(payload));
      return calls.size() <= errors.length
          ? failed(errors[calls.size() - 1])
          : returned(Map.of("attempts", calls.size()));
    };
  }

  private TestEngine engine(String... errors) throws Exception {
    return new TestEngine(folder, failing(errors));
  }

  private static List<Duration> seconds(double... seconds) {
    List<Duration> waits = new ArrayList<>();
    for (double wait : seconds) {
      waits.add(Duration.ofMillis((long) (1000 * wait)));
    }
    return waits;
  }

  @Test
  void everyRetrierCountsItsOwnAttempts() throws Exception {
    // Step Functions' documentation has this example: A, B, C, B.
    try (TestEngine engine = engine("A", "B", "C", "B")) {
      String output = engine.output(DEFINITION, "{\"in\": 1}");
      assertThat(engine.waits()).isEqualTo(seconds(1, 2, 5));
      assertThat(output).startsWith("{\"by\":\"all\"").contains("\"Error\":\"B\"");
    }
  }

  @Test
  void aRetriedTaskThatSucceedsGoesOn() throws Exception {
    try (TestEngine engine = engine("A", "C", "A", "C")) {
      assertThat(engine.output(DEFINITION, "{}")).isEqualTo("{\"attempts\":5}");
      assertThat(engine.waits()).isEqualTo(seconds(1, 5, 2, 10));
    }
  }

  @Test
  void theDelayGrowsUpToMaxDelaySeconds() throws Exception {
    try (TestEngine engine = engine("Capped", "Capped", "Capped", "Capped", "Capped")) {
      assertThat(engine.output(DEFINITION, "{}")).contains("\"by\":\"all\"");
      assertThat(engine.waits()).isEqualTo(seconds(3, 9, 20, 20));
    }
  }

  @Test
  void maxAttemptsZeroNeverRetries() throws Exception {
    try (TestEngine engine = engine("Never")) {
      assertThat(engine.output(DEFINITION, "{}")).contains("\"by\":\"name\"");
      assertThat(engine.waits()).isEmpty();
      assertThat(calls).hasSize(1);
    }
  }

  @Test
  void anErrorWithoutARetrierIsCaughtAtOnce() throws Exception {
    try (TestEngine engine = engine("Other")) {
      assertThat(engine.output(DEFINITION, "{}"))
          .isEqualTo(
              "{\"by\":\"all\",\"was\":{\"Error\":\"Other\",\"Cause\":"
                  + "\"{\\\"errorType\\\":\\\"Other\\\"}\"},\"x\":\"old\"}");
      assertThat(engine.waits()).isEmpty();
    }
  }

  @Test
  void aCatchsOutputAndAssignSeeTheErrorTheInputAndTheVariablesBefore() throws Exception {
    try (TestEngine engine = engine("Never")) {
      assertThat(engine.output(DEFINITION, "{\"in\": 1}"))
          .isEqualTo(
              "{\"by\":\"name\",\"was\":{\"caught\":{\"Error\":\"Never\",\"Cause\":"
                  + "\"{\\\"errorType\\\":\\\"Never\\\"}\"},\"input\":{\"in\":1},\"x\":\"old\"},"
                  + "\"x\":\"Never\",\"y\":\"old\"}");
    }
  }

  @Test
  void aStateKnowsItsRetryCountAndKeepsTheTimeItWasEntered() throws Exception {
    FunctionInvoker slow =
        (function, payload) -> {
          Thread.sleep(3);
          return failing("A", "A").invoke(function, payload);
        };
    try (TestEngine engine = new TestEngine(folder, slow)) {
      engine.output(DEFINITION, "{}");
      assertThat(calls).extracting(call -> call.get("retry")).isEqualTo(List.of(0, 1, 2));
      assertThat(calls).extracting(call -> call.get("entered")).doesNotContainNull();
      assertThat(calls.stream().map(call -> call.get("entered")).distinct()).hasSize(1);
    }
  }

  @ParameterizedTest(name = "{0} matches {1}: {2}")
  @CsvSource({
    "States.ALL, My.Error, true",
    "States.ALL, States.Timeout, true",
    "States.ALL, States.QueryEvaluationError, true",
    "States.ALL, States.ItemReaderFailed, true",
    "States.ALL, States.ExceedToleratedFailureThreshold, true",
    "States.ALL, States.DataLimitExceeded, false",
    "States.ALL, States.Runtime, false",
    "States.TaskFailed, My.Error, true",
    "States.TaskFailed, Lambda.TooManyRequestsException, true",
    "States.TaskFailed, States.Timeout, false",
    "States.TaskFailed, States.DataLimitExceeded, false",
    "States.TaskFailed, States.Runtime, false",
    "States.Timeout, States.Timeout, true",
    "States.Timeout, My.Timeout, false",
    "States.DataLimitExceeded, States.DataLimitExceeded, true",
    "States.Runtime, States.Runtime, false",
    "My.Error, My.Error, true",
    "My.Error, my.error, false",
    "My.Error, My.ErrorElse, false"
  })
  void namesMatchAsStepFunctionsDocuments(String name, String error, boolean matches) {
    assertThat(ErrorNames.matches(List.of(name), error)).isEqualTo(matches);
  }

  @Test
  void fullJitterTakesTheShareOfTheDelayThatTheRandomNumberSays() throws Exception {
    List<Duration> waits = new ArrayList<>();
    Workflow workflow = flaky("\"JitterStrategy\": \"FULL\", ", waits, 0.25);
    run(workflow);
    assertThat(waits).isEqualTo(seconds(1, 2, 2.5));
  }

  @Test
  void aTaskWithoutASignOfLifeHasTimedOutByEitherName() {
    for (String name : List.of("States.HeartbeatTimeout", "States.Timeout", "States.ALL")) {
      assertThat(ErrorNames.matches(List.of(name), StateError.ofHeartbeat())).isTrue();
    }
    assertThat(
            ErrorNames.matches(
                List.of("States.HeartbeatTimeout"), new StateError(ErrorNames.TIMEOUT, "")))
        .isFalse();
    assertThat(StateError.ofHeartbeat().error()).isEqualTo("States.Timeout");
  }

  @Test
  void withoutJitterTheDelayIsWhole() throws Exception {
    List<Duration> waits = new ArrayList<>();
    run(flaky("\"JitterStrategy\": \"NONE\", ", waits, 0.25));
    run(flaky("", waits, 0.25));
    assertThat(waits).isEqualTo(seconds(4, 8, 10, 4, 8, 10));
  }

  @Test
  void anEndlessBackoffStaysWithinAYear() {
    Retrier retrier = new Retrier(List.of("A"), 99_999_999, 10, 99_999_999, 31_622_400, false);
    assertThat(retrier.delay(99_999_999, 0.5)).isEqualTo(Duration.ofSeconds(31_622_400));
  }

  /** A task that always fails, retried three times. */
  private static Workflow flaky(String jitter, List<Duration> waits, double random) {
    FaultTolerance tolerance = new FaultTolerance(waits::add, () -> random);
    TaskIntegration failing =
        new FakeIntegration(
            arguments -> {
              throw new StateError("A", "");
            });
    TaskState tasks =
        new TaskState(
            List.of(failing), arn -> failing, new TaskTokens(), new TimeLimits(), tolerance);
    String state =
        "{\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::fake\", \"Arguments\": {},"
            + " \"Retry\": [{\"ErrorEquals\": [\"A\"], "
            + jitter
            + "\"IntervalSeconds\": 4, \"MaxAttempts\": 3, \"MaxDelaySeconds\": 10}], \"Catch\":"
            + " [{\"ErrorEquals\": [\"A\"], \"Next\": \"E\"}], \"Next\": \"E\"}";
    return StateMachine.parse(
            MACHINE,
            "m",
            StateTest.machine(state),
            false,
            new WorkflowParser(List.of(tasks, new SucceedState())))
        .workflow();
  }

  private static final StateMachineArn MACHINE =
      new Account("us-east-1", "123456789012").stateMachine("m");

  private static void run(Workflow workflow) throws InterruptedException {
    Execution execution =
        new Execution(
            "arn:aws:states:us-east-1:123456789012:execution:m:e",
            "e",
            MACHINE,
            Map.of(),
            Instant.EPOCH,
            new Cancellation(),
            null);
    workflow.run(execution, new Scope(), Map.of());
  }

  private static String task(String more) {
    return StateTest.machine(
        "{\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"Arguments\":"
            + " {\"FunctionName\": \"f\", \"Payload\": \"{% $states.input %}\"}, "
            + more
            + ", \"Next\": \"E\"}");
  }

  private static final String CATCH_ALL =
      "\"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Output\": \"{% $states.errorOutput.Error"
          + " %}\", \"Next\": \"E\"}]";

  @Test
  void anErrorInOutputIsCaughtByTheSameState() throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      assertThat(engine.output(task("\"Output\": \"{% $states.result.no %}\", " + CATCH_ALL), "{}"))
          .isEqualTo("\"States.QueryEvaluationError\"");
      assertThat(engine.output(task("\"Assign\": {\"a\": \"{% 1/0 + 1 %}\"}, " + CATCH_ALL), "{}"))
          .isEqualTo("\"States.QueryEvaluationError\"");
    }
  }

  @Test
  void anErrorInACatchIsNotCaughtAgain() throws Exception {
    try (TestEngine engine = engine("A")) {
      String caught =
          "\"Catch\": [{\"ErrorEquals\": [\"A\"], \"Output\": \"{% $states.no %}\", \"Next\":"
              + " \"E\"}, {\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"E\"}]";
      assertThat(engine.failure(task(caught), "{}").error())
          .isEqualTo("States.QueryEvaluationError");
    }
  }

  @Test
  void aResultOverTheLimitFailsEvenIfOutputWouldTakeLittleOfIt() throws Exception {
    FunctionInvoker large = (function, payload) -> returned("x".repeat(PayloadLimit.BYTES));
    try (TestEngine engine = new TestEngine(folder, large)) {
      String output = "\"Output\": 1, ";
      // Recorded on AWS, where the documentation says that States.ALL does not.
      assertThat(engine.output(task(output + CATCH_ALL), "{}"))
          .isEqualTo("\"States.DataLimitExceeded\"");
      assertThat(engine.failure(task("\"Comment\": \"\""), "{}").cause())
          .isEqualTo(
              "The state/task 'lambda' returned a result with a size exceeding the maximum number"
                  + " of bytes service limit.");
      String named = CATCH_ALL.replace("States.ALL", "States.DataLimitExceeded");
      assertThat(engine.output(task(output + named), "{}"))
          .isEqualTo("\"States.DataLimitExceeded\"");
    }
  }

  @Test
  void anOutputOrVariablesOverTheLimitFail() throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      String large = "\"{% $states.input %}\"";
      String input = "\"" + "x".repeat(140_000) + "\"";
      String output =
          "{\"Type\": \"Pass\", \"Output\": [" + large + "," + large + "], \"Next\": \"E\"}";
      assertThat(engine.failure(StateTest.machine(output), input))
          .satisfies(
              failed -> {
                assertThat(failed.error()).isEqualTo("States.DataLimitExceeded");
                assertThat(failed.cause()).contains("'S'", "returned a result");
              });
      String assign =
          "{\"Type\": \"Pass\", \"Assign\": {\"a\": "
              + large
              + ", \"b\": "
              + large
              + "}, \"Next\": \"E\"}";
      assertThat(engine.failure(StateTest.machine(assign), input).error())
          .isEqualTo("States.DataLimitExceeded");
    }
  }

  @Test
  void anExecutionsInputOverTheLimitFails() throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      String input = "\"" + "x".repeat(PayloadLimit.BYTES - 1) + "\"";
      assertThat(engine.failure(StateTest.machine("{\"Type\": \"Pass\", \"Next\": \"E\"}"), input))
          .satisfies(failed -> assertThat(failed.error()).isEqualTo("States.DataLimitExceeded"));
    }
  }

  @Test
  void aServicesRefusalIsMatchedByItsName() throws Exception {
    FunctionInvoker throttled =
        (function, payload) -> {
          throw new ServiceException("Lambda.TooManyRequestsException", "Rate exceeded");
        };
    try (TestEngine engine = new TestEngine(folder, throttled)) {
      assertThat(engine.run(task("\"Comment\": \"\""), "{}"))
          .isEqualTo(
              new ExecutionOutcome.Failed("Lambda.TooManyRequestsException", "Rate exceeded"));
      assertThat(engine.output(task(CATCH_ALL), "{}"))
          .isEqualTo("\"Lambda.TooManyRequestsException\"");
    }
  }

  @ParameterizedTest
  @CsvSource({"java.lang.IllegalStateException", "java.lang.StackOverflowError"})
  void aFaultOfTheEnginesOwnEndsTheExecutionAndNothingCatchesIt(String type) throws Exception {
    FunctionInvoker broken =
        (function, payload) -> {
          if (type.endsWith("Error")) {
            throw new StackOverflowError("broken");
          }
          throw new IllegalStateException("broken");
        };
    try (TestEngine engine = new TestEngine(folder, broken)) {
      assertThat(engine.failure(task(CATCH_ALL), "{}"))
          .satisfies(
              failed -> {
                assertThat(failed.error()).isEqualTo("States.Runtime");
                assertThat(failed.cause()).endsWith("failed: broken").doesNotContain("java.");
              });
      String parallel =
          "{\"Type\": \"Parallel\", \"Branches\": [{\"StartAt\": \"B\", \"States\": {\"B\":"
              + " {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\","
              + " \"Arguments\": {\"FunctionName\": \"f\"}, \"End\": true}}}], "
              + CATCH_ALL
              + ", \"Next\": \"E\"}";
      assertThat(engine.failure(StateTest.machine(parallel), "{}").error())
          .isEqualTo("States.Runtime");
    }
  }
}
