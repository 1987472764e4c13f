package io.tenfold.local.asl;

import static io.tenfold.local.asl.TestEngine.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.StartedExecution;
import io.tenfold.local.asl.execution.ExecutionHistory;
import io.tenfold.local.json.Json;
import io.tenfold.local.port.FunctionInvoker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A redrive goes on from where the execution had come to, and with its history as recorded on AWS.
 */
@Timeout(60)
class RedriveTest {
  private static final String TASK =
      """
      {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
        "Arguments": {"FunctionName": "f", "Payload": {"id": "{% ID %}"}},
        "Output": "{% $states.result.Payload.id %}", END}
      """;

  @TempDir Path folder;

  /** Who was called, by id; fails or blocks for those it is told to. */
  private static final class Function implements FunctionInvoker {
    final ConcurrentLinkedQueue<String> calls = new ConcurrentLinkedQueue<>();
    final Set<String> failing = ConcurrentHashMap.newKeySet();
    final Set<String> blocking = ConcurrentHashMap.newKeySet();
    volatile CountDownLatch blocked = new CountDownLatch(1);
    volatile CountDownLatch mayFail = new CountDownLatch(0);

    @Override
    public Result invoke(String name, byte[] payload) throws InterruptedException {
      String id = String.valueOf(((Map<?, ?>) Json.parse(payload)).get("id"));
      calls.add(id);
      if (blocking.contains(id)) {
        blocked.countDown();
        Thread.sleep(60_000);
      }
      if (failing.contains(id)) {
        mayFail.await();
        return failed("Wrong");
      }
      return new Returned(payload);
    }

    /** Returns who was called since, in the order of their ids. */
    List<String> sinceLast() {
      List<String> since = new ArrayList<>(calls);
      calls.clear();
      since.sort(null);
      return since;
    }
  }

  private final Function function = new Function();

  private static String task(String id, String end) {
    return TASK.replace("ID", id).replace("END", end);
  }

  private static String machine(String start, String states) {
    return "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"%s\", \"States\": {%s}}"
        .formatted(start, states);
  }

  private static StartedExecution redriven(StartedExecution execution) throws Exception {
    StartedExecution again = execution.redrive();
    again.outcome().get(30, TimeUnit.SECONDS);
    return again;
  }

  private static String output(StartedExecution execution) {
    assertThat(execution.outcome().join()).isInstanceOf(ExecutionOutcome.Succeeded.class);
    return Json.write(((ExecutionOutcome.Succeeded) execution.outcome().join()).output());
  }

  /** Returns the events from the last redrive on, each with the one that it follows. */
  private static List<String> chain(StartedExecution execution) {
    List<ExecutionHistory.Event> events =
        execution.history().stream().filter(event -> event.id() > 0).toList();
    List<String> chain = new ArrayList<>();
    for (ExecutionHistory.Event event : events) {
      if (event.type().equals("ExecutionRedriven")) {
        chain.clear();
      }
      String before =
          event.previousId() == 0
              ? "0"
              : event.previousId() + " " + events.get((int) event.previousId() - 1).type();
      chain.add(event.id() + " " + event.type() + " < " + before);
    }
    assertThat(events)
        .extracting(ExecutionHistory.Event::id)
        .isEqualTo(java.util.stream.LongStream.rangeClosed(1, events.size()).boxed().toList());
    return chain;
  }

  @Test
  void ofAParallelOnlyTheBranchesThatFailedOrWereAbortedGoOn() throws Exception {
    String branches =
        "{\"StartAt\": \"A\", \"States\": {\"A\": "
            + task("'kept'", "\"End\": true")
            + "}}, {\"StartAt\": \"B\", \"States\": {\"B\": "
            + task("'failed'", "\"End\": true")
            + "}}, {\"StartAt\": \"Z\", \"States\": {\"Z\": "
            + task("'before'", "\"Next\": \"C\"")
            + ", \"C\": "
            + task("'aborted'", "\"End\": true")
            + "}}";
    function.failing.add("failed");
    function.mayFail = new CountDownLatch(1);
    function.blocking.add("aborted");
    try (TestEngine engine = new TestEngine(folder, function)) {
      StartedExecution first =
          engine.start(
              machine(
                  "P",
                  "\"P\": {\"Type\": \"Parallel\", \"Branches\": [%s], \"End\": true}"
                      .formatted(branches)),
              Map.of());
      function.blocked.await();
      while (first.history().stream()
          .noneMatch(
              event ->
                  "A".equals(event.details().get("name"))
                      && event.type().equals("TaskStateExited"))) {
        Thread.sleep(1);
      }
      function.mayFail.countDown();
      assertThat(first.outcome().get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionOutcome.Failed.class);
      assertThat(function.sinceLast()).containsExactly("aborted", "before", "failed", "kept");
      function.failing.clear();
      function.blocking.clear();
      StartedExecution again = redriven(engine.execution());
      assertThat(function.sinceLast()).containsExactly("aborted", "failed");
      assertThat(output(again)).isEqualTo("[\"kept\",\"failed\",\"aborted\"]");
      assertThat(chain(again))
          .filteredOn(event -> event.matches("\\d+ (Parallel|Execution|\\w+StateEntered).*"))
          .satisfiesExactly(
              event -> assertThat(event).matches("(\\d+) ExecutionRedriven < \\d+ ExecutionFailed"),
              event -> assertThat(event).matches("\\d+ ParallelStateSucceeded < \\d+ TaskState.*"),
              event -> assertThat(event).matches("\\d+ ParallelStateExited < .*"),
              event -> assertThat(event).matches("\\d+ ExecutionSucceeded < \\d+ Par.*Exited"));
    }
  }

  @Test
  void anInlineMapGoesOnWithTheIterationThatFailedAndThoseToCome() throws Exception {
    function.failing.add("1");
    try (TestEngine engine = new TestEngine(folder, function)) {
      engine.failure(map("\"MaxConcurrency\": 1"), "[0, 1, 2]");
      assertThat(function.sinceLast()).containsExactly("0", "1");
      function.failing.clear();
      StartedExecution again = redriven(engine.execution());
      assertThat(function.sinceLast()).containsExactly("1", "2");
      assertThat(output(again)).isEqualTo("[0,1,2]");
      // As recorded on AWS: neither the Map nor the iteration nor its state begins again.
      assertThat(chain(again))
          .containsExactly(
              "20 ExecutionRedriven < 19 ExecutionFailed",
              "21 TaskScheduled < 12 TaskStateEntered",
              "22 TaskStarted < 21 TaskScheduled",
              "23 TaskSucceeded < 22 TaskStarted",
              "24 TaskStateExited < 23 TaskSucceeded",
              "25 MapIterationSucceeded < 24 TaskStateExited",
              "26 MapIterationStarted < 24 TaskStateExited",
              "27 TaskStateEntered < 26 MapIterationStarted",
              "28 TaskScheduled < 27 TaskStateEntered",
              "29 TaskStarted < 28 TaskScheduled",
              "30 TaskSucceeded < 29 TaskStarted",
              "31 TaskStateExited < 30 TaskSucceeded",
              "32 MapIterationSucceeded < 31 TaskStateExited",
              "33 MapStateSucceeded < 32 MapIterationSucceeded",
              "34 MapStateExited < 32 MapIterationSucceeded",
              "35 ExecutionSucceeded < 34 MapStateExited");
    }
  }

  private static String map(String fields) {
    return machine(
        "M",
        """
        "M": {"Type": "Map", %s, "ItemProcessor": {"StartAt": "T", "States": {"T": %s}},
          "End": true}
        """
            .formatted(fields, task("$states.input", "\"End\": true")));
  }

  @Test
  void whatAnInlineMapToleratedFailsAndIsRunAgainToo() throws Exception {
    function.failing.addAll(List.of("1", "2"));
    try (TestEngine engine = new TestEngine(folder, function)) {
      engine.failure(map("\"MaxConcurrency\": 1, \"ToleratedFailureCount\": 1"), "[0, 1, 2, 3]");
      assertThat(function.sinceLast()).containsExactly("0", "1", "2");
      function.failing.remove("1");
      StartedExecution again = redriven(engine.execution());
      assertThat(function.sinceLast()).containsExactly("1", "2", "3");
      assertThat(output(again)).startsWith("[0,1,{\"Error\":\"Wrong\"").endsWith(",3]");
    }
  }

  @Test
  void nestedBranchesGoOnWithTheirVariables() throws Exception {
    String inner =
        """
        "I": {"Type": "Parallel", "Branches": [
            {"StartAt": "X", "States": {"X": %s}},
            {"StartAt": "S", "States": {
              "S": {"Type": "Pass", "Assign": {"own": "{%% $outer & '-' & $item %%}"}, "Next": "Y"},
              "Y": %s}}],
          "End": true}
        """
            .formatted(task("$item & 'x'", "\"End\": true"), task("$own & 'y'", "\"End\": true"));
    String definition =
        machine(
            "First",
            "\"First\": {\"Type\": \"Pass\", \"Assign\": {\"outer\": \"o\"}, \"Next\": \"M\"},"
                + "\"M\": {\"Type\": \"Map\", \"MaxConcurrency\": 1, \"ItemProcessor\":"
                + " {\"StartAt\": \"V\", \"States\": {\"V\": "
                + task(
                    "$states.input & 'v'",
                    "\"Assign\": {\"item\": \"{% $states.input %}\"}," + " \"Next\": \"I\"")
                + ", "
                + inner
                + "}}, \"End\": true}");
    function.failing.add("o-by");
    try (TestEngine engine = new TestEngine(folder, function)) {
      engine.failure(definition, "[\"a\", \"b\"]");
      assertThat(function.sinceLast()).contains("av", "ax", "bv", "o-ay", "o-by");
      StartedExecution failedAgain = redriven(engine.execution());
      assertThat(function.sinceLast()).contains("o-by").doesNotContain("av", "ax", "bv", "o-ay");
      function.failing.clear();
      StartedExecution again = redriven(failedAgain);
      assertThat(function.sinceLast()).contains("o-by").doesNotContain("av", "ax", "bv", "o-ay");
      assertThat(output(again)).isEqualTo("[[\"ax\",\"o-ay\"],[\"bx\",\"o-by\"]]");
      assertThat(again.redriveCount()).isEqualTo(2);
    }
  }

  @Test
  void afterADataLimitExceededAllIsRunAgain() throws Exception {
    String definition =
        machine(
            "M",
            """
            "M": {"Type": "Map", "ItemProcessor": {"StartAt": "T", "States": {"T": {
                "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Arguments": {"FunctionName": "f", "Payload": {"id": "{% $states.input %}"}},
                "Output": "{% $pad('', 100000, 'x') %}", "End": true}}},
              "End": true}
            """);
    try (TestEngine engine = new TestEngine(folder, function)) {
      assertThat(engine.failure(definition, "[1, 2, 3]").error())
          .isEqualTo("States.DataLimitExceeded");
      assertThat(function.sinceLast()).containsExactly("1", "2", "3");
      redriven(engine.execution());
      assertThat(function.sinceLast()).containsExactly("1", "2", "3");
    }
  }

  @Test
  void retriersBeginAnewAndTheContextTellsOfTheRedrive() throws Exception {
    String definition =
        machine(
            "T",
            "\"T\": "
                + task(
                    "$string($states.context.Execution.RedriveCount) & '/' &"
                        + " $string($states.context.State.RetryCount) & '/' &"
                        + " $exists($states.context.Execution.RedriveTime)",
                    "\"Retry\": [{\"ErrorEquals\": [\"Wrong\"], \"MaxAttempts\": 1}],"
                        + " \"Assign\": {\"entered\":"
                        + " \"{% $states.context.State.EnteredTime %}\"}, \"Next\": \"E\"")
                + ", \"E\": {\"Type\": \"Pass\", \"Output\": \"{% $entered %}\", \"End\": true}");
    function.failing.addAll(List.of("0/0/false", "0/1/false", "1/0/true", "1/1/true"));
    try (TestEngine engine = new TestEngine(folder, function)) {
      engine.failure(definition, "{}");
      StartedExecution again = redriven(redriven(engine.execution()));
      assertThat(function.sinceLast())
          .containsExactly("0/0/false", "0/1/false", "1/0/true", "1/1/true", "2/0/true");
      // The state was entered once, and that is when.
      List<ExecutionHistory.Event> entered =
          again.history().stream().filter(e -> e.type().equals("TaskStateEntered")).toList();
      assertThat(entered).hasSize(1);
      assertThat(output(again).substring(1, 20))
          .isEqualTo(entered.get(0).timestamp().toString().substring(0, 19));
    }
  }

  @Test
  void aFailStateFailsAgain() throws Exception {
    String definition =
        machine("F", "\"F\": {\"Type\": \"Fail\", \"Error\": \"E\", \"Cause\": \"C\"}");
    try (TestEngine engine = new TestEngine(folder, function)) {
      engine.failure(definition, "{}");
      StartedExecution again = redriven(engine.execution());
      assertThat(again.outcome().join()).isEqualTo(new ExecutionOutcome.Failed("E", "C"));
      // As recorded on AWS.
      assertThat(chain(again))
          .containsExactly(
              "4 ExecutionRedriven < 3 ExecutionFailed", "5 ExecutionFailed < 4 ExecutionRedriven");
    }
  }

  @Test
  void whatWasStoppedOrTookTooLongGoesOnAndItsTimeBeginsAnew() throws Exception {
    String states =
        "\"A\": " + task("'a'", "\"Next\": \"B\"") + ", \"B\": " + task("'b'", "\"End\": true");
    String definition = machine("A", states).replaceFirst("\\{", "{\"TimeoutSeconds\": 1, ");
    function.blocking.add("b");
    try (TestEngine engine = new TestEngine(folder, function)) {
      assertThat(engine.run(definition, "{}")).isInstanceOf(ExecutionOutcome.TimedOut.class);
      function.blocked = new CountDownLatch(1);
      StartedExecution stopped = engine.execution().redrive();
      function.blocked.await();
      stopped.stop("E", "C");
      assertThat(stopped.outcome().get(30, TimeUnit.SECONDS))
          .isEqualTo(new ExecutionOutcome.Aborted("E", "C"));
      function.blocking.clear();
      StartedExecution again = redriven(stopped);
      assertThat(output(again)).isEqualTo("\"b\"");
      assertThat(function.sinceLast()).containsExactly("a", "b", "b", "b");
      assertThatThrownBy(again::redrive)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("Execution is SUCCEEDED and cannot be redriven");
    }
  }

  @Test
  void theArgumentsOfAParallelAreWorkedOutOnce() throws Exception {
    String definition =
        machine(
            "P",
            "\"P\": {\"Type\": \"Parallel\", \"Arguments\": {\"id\": \"{% $uuid() %}\"},"
                + " \"Branches\": [{\"StartAt\": \"A\", \"States\": {\"A\": "
                + task("$states.input.id", "\"End\": true")
                + "}}, {\"StartAt\": \"B\", \"States\": {\"B\": "
                + task("'failed'", "\"Output\": \"{% $states.input.id %}\", \"End\": true")
                    .replaceFirst("\"Output\": \"\\{% \\$states.result.Payload.id %}\", ", "")
                + "}}], \"End\": true}");
    function.failing.add("failed");
    try (TestEngine engine = new TestEngine(folder, function)) {
      engine.failure(definition, "{}");
      function.failing.clear();
      List<?> ids = (List<?>) Json.parse(output(redriven(engine.execution())));
      assertThat(ids.get(0)).isEqualTo(ids.get(1));
    }
  }
}
