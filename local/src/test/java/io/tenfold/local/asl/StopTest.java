package io.tenfold.local.asl;

import static io.tenfold.local.asl.TestEngine.returned;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.StartedExecution;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.ResultGroup;
import io.tenfold.local.map.run.MapRun;
import io.tenfold.local.port.FunctionInvoker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ends work before its own end: time limits, stops, and a sibling branch that fails. */
@Timeout(60)
class StopTest {
  private static final String TASK =
      "{\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"Arguments\":"
          + " {\"FunctionName\": \"f\"}";
  private static final String INNER =
      "{\"StartAt\": \"T\", \"States\": {\"T\": " + TASK + ", \"End\": true}}}";

  @TempDir Path folder;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final List<String> invoked = new CopyOnWriteArrayList<>();

  /** A function that runs until it is interrupted. */
  private final FunctionInvoker endless =
      (function, payload) -> {
        invoked.add(function);
        begun.countDown();
        try {
          Thread.sleep(60_000);
          return returned(Map.of());
        } catch (InterruptedException e) {
          interrupted.countDown();
          throw e;
        }
      };

  @Test
  void aTaskThatTakesTooLongIsInterruptedAndTimesOut() throws Exception {
    try (TestEngine engine = new TestEngine(folder, endless)) {
      String task =
          TASK
              + ", \"TimeoutSeconds\": \"{% $states.input.limit %}\", \"Retry\": [{\"ErrorEquals\":"
              + " [\"States.TaskFailed\"]}], \"Catch\": [{\"ErrorEquals\": [\"States.Timeout\"],"
              + " \"Output\": \"{% $states.errorOutput %}\", \"Next\": \"E\"}], \"Next\": \"E\"}";
      assertThat(engine.output(StateTest.machine(task), "{\"limit\": 1}"))
          .isEqualTo("{\"Error\":\"States.Timeout\",\"Cause\":\"\"}");
      assertThat(interrupted.getCount()).isZero();
      assertThat(invoked).hasSize(1);
    }
  }

  @Test
  void aTaskWithinItsTimeIsLeftAlone() throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      String task = TASK + ", \"TimeoutSeconds\": 1, \"Output\": 1, \"Next\": \"W\"}, \"W\": ";
      String wait = "{\"Type\": \"Wait\", \"Seconds\": 3, \"Next\": \"E\"}";
      assertThat(engine.output(StateTest.machine(task + wait), "{}")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "1.5", "'\"1\"'", "null", "100000000"})
  void aTimeLimitThatIsNoneFails(String limit) throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      String task = TASK + ", \"TimeoutSeconds\": \"{% $states.input.limit %}\", \"Next\": \"E\"}";
      assertThat(engine.failure(StateTest.machine(task), "{\"limit\": " + limit + "}"))
          .satisfies(
              failed -> {
                assertThat(failed.error()).isEqualTo("States.QueryEvaluationError");
                assertThat(failed.cause()).contains("TimeoutSeconds", "'S'");
              });
    }
  }

  /** States, each of which would go on for a minute or for ever. */
  private static final String UNENDING =
      """
      task     | %TASK%, "Next": "E"}
      caught   | %TASK%, "TimeoutSeconds": 50, "Retry": [{"ErrorEquals": ["States.ALL"]}], "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "E"}], "Next": "E"}
      wait     | {"Type": "Wait", "Seconds": 60, "Next": "E"}
      retry    | {"Type": "Map", "Items": 1, "ItemProcessor": %INNER%, "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 60}], "Next": "E"}
      loop     | {"Type": "Choice", "Choices": [{"Condition": true, "Next": "P"}], "Default": "E"}, "P": {"Type": "Wait", "Seconds": 1, "Next": "S"}
      jsonata  | {"Type": "Pass", "Output": "{% ($f := function($n) { $f($n + 1) }; $f(0)) %}", "Next": "E"}
      limit    | %TASK%, "TimeoutSeconds": "{% ($f := function($n) { $f($n + 1) }; $f(0)) %}", "Next": "E"}
      parallel | {"Type": "Parallel", "Branches": [%INNER%], "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "E"}], "Next": "E"}
      inline   | {"Type": "Map", "Items": [1, 2], "ItemProcessor": %INNER%, "Next": "E"}
      """;

  private static String unending(String kind) {
    return UNENDING
        .lines()
        .filter(line -> line.startsWith(kind + " "))
        .map(line -> line.substring(line.indexOf('|') + 1))
        .map(state -> state.replace("%TASK%", TASK).replace("%INNER%", INNER))
        .map(StateTest::machine)
        .findFirst()
        .orElseThrow();
  }

  private TestEngine sleeping() throws Exception {
    return new TestEngine(folder, endless, store -> store, time -> Thread.sleep(time.toMillis()));
  }

  @ParameterizedTest
  @CsvSource({"task", "caught", "wait", "retry", "loop", "jsonata", "limit", "parallel", "inline"})
  void aStopEndsEveryKindOfState(String kind) throws Exception {
    try (TestEngine engine = sleeping()) {
      StartedExecution execution = engine.start(unending(kind), Map.of());
      Thread.sleep(100);
      assertThat(execution.status()).isEqualTo("RUNNING");
      execution.stop("Me", "enough");
      execution.stop("Me", "again");
      assertThat(execution.outcome().get(20, TimeUnit.SECONDS))
          .isEqualTo(new ExecutionOutcome.Aborted("Me", "enough"));
    }
  }

  @Test
  void theMachinesTimeLimitEndsEveryKindOfState() throws Exception {
    try (TestEngine engine = sleeping()) {
      List<StartedExecution> executions = new ArrayList<>();
      for (String line : UNENDING.lines().toList()) {
        String definition = unending(line.substring(0, line.indexOf(' ')));
        executions.add(
            engine.start(
                definition.replace(
                    "\"StartAt\": \"S\"", "\"TimeoutSeconds\": 1, \"StartAt\": \"S\""),
                Map.of()));
      }
      assertThat(executions).hasSize(9);
      for (StartedExecution execution : executions) {
        assertThat(execution.outcome().get(20, TimeUnit.SECONDS))
            .isEqualTo(new ExecutionOutcome.TimedOut());
        assertThat(execution.history().get(execution.history().size() - 1).type())
            .isEqualTo("ExecutionTimedOut");
      }
    }
  }

  @Test
  void aStopAfterTheEndChangesNothing() throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      engine.output(StateTest.machine("{\"Type\": \"Pass\", \"Next\": \"E\"}"), "1");
      engine.execution().stop("Late", "");
      assertThat(engine.execution().status()).isEqualTo("SUCCEEDED");
    }
  }

  @Test
  void aParallelRunsItsBranchesOnItsArgumentsAndKeepsTheirOrder() throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      String definition = TestEngine.resource(StopTest.class, "parallel.asl.json");
      assertThat(engine.output(definition, "{\"a\": [null]}"))
          .isEqualTo(
              "{\"result\":[[{\"of\":[null]},1],[{\"of\":[null]},2]],\"input\":{\"a\":[null]}}");
    }
  }

  @Test
  void aBranchThatFailsStopsItsSiblingsAndTheirMapRunsResultsAreComplete() throws Exception {
    CountDownLatch working = new CountDownLatch(3);
    FunctionInvoker function =
        (name, payload) -> {
          invoked.add(name);
          if (name.equals("bad")) {
            working.await();
            return returned(Map.of());
          }
          working.countDown();
          return endless.invoke(name, payload);
        };
    try (TestEngine engine = new TestEngine(folder, function)) {
      String definition = TestEngine.resource(StopTest.class, "failing-branch.asl.json");
      assertThat(engine.output(definition, "{}"))
          .isEqualTo("{\"Error\":\"My.Error\",\"Cause\":\"because\"}");
      assertThat(invoked).doesNotContain("never");
      // Asked for at once: nothing of the branches may be left running.
      MapRun run = engine.mapRun();
      assertThat(run.status()).isEqualTo(MapRun.Status.ABORTED);
      assertThat(engine.children(ResultGroup.FAILED))
          .hasSize(2)
          .extracting(ChildExecution::status)
          .containsOnly("ABORTED");
      assertThat(engine.children(ResultGroup.PENDING)).hasSize(18);
      List<Object> inputs = new ArrayList<>();
      for (ResultGroup group : ResultGroup.values()) {
        engine.children(group).forEach(child -> inputs.add(Json.parse(child.inputJson())));
      }
      assertThat(inputs).hasSize(20).doesNotHaveDuplicates();
    }
  }

  @Test
  void anIterationThatFailsStopsTheOthers() throws Exception {
    CountDownLatch working = new CountDownLatch(2);
    FunctionInvoker function =
        (name, payload) -> {
          if (Json.parse(payload).equals(2)) {
            working.await();
            return TestEngine.failed("Item.Failed");
          }
          working.countDown();
          return endless.invoke(name, payload);
        };
    String inner = INNER.replace("\"f\"", "\"f\", \"Payload\": \"{% $states.input %}\"");
    try (TestEngine engine = new TestEngine(folder, function)) {
      String map =
          "{\"Type\": \"Map\", \"Items\": [0, 1, 2], \"ItemProcessor\": "
              + inner
              + ", \"Next\": \"E\"}";
      assertThat(engine.failure(StateTest.machine(map), "{}").error()).isEqualTo("Item.Failed");
      assertThat(interrupted.getCount()).isZero();
    }
  }

  @Test
  void aStopWhileADatasetsChildrenRunWritesEveryRecord() throws Exception {
    try (TestEngine engine = new TestEngine(folder, endless)) {
      String definition =
          TestEngine.resource(StopTest.class, "failing-branch.asl.json")
              .replace("\"bad\"", "\"b\"");
      StartedExecution execution = engine.start(definition, Map.of());
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      while (engine.mapRuns().isEmpty()) {
        Thread.sleep(5);
      }
      execution.stop("Me", "");
      assertThat(execution.outcome().get(20, TimeUnit.SECONDS).status()).isEqualTo("ABORTED");
      int written = 0;
      for (ResultGroup group : ResultGroup.values()) {
        written += engine.children(group).size();
      }
      assertThat(written).isEqualTo(20);
    } catch (TimeoutException e) {
      throw new AssertionError("the stop did not end the execution", e);
    }
  }
}
