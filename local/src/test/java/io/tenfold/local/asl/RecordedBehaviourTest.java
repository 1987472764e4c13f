package io.tenfold.local.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.execution.ExecutionHistory;
import io.tenfold.local.json.Json;
import io.tenfold.local.port.FunctionInvoker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What executions that were recorded on AWS show, and the documentation does not or otherwise. */
final class RecordedBehaviourTest {
  @TempDir Path folder;

  private static String machine(String states) {
    return "{\"StartAt\": \"A\", \"States\": {" + states + "}}";
  }

  private static String jsonata(String states) {
    return "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"A\", \"States\": {" + states + "}}";
  }

  /** The events that AWS has too, as {@code id<previous type}. */
  private List<String> events(TestEngine engine) {
    List<String> events = new ArrayList<>();
    for (ExecutionHistory.Event event : engine.execution().history()) {
      if (event.id() != 0) {
        events.add(event.id() + "<" + event.previousId() + " " + event.type());
      }
    }
    return events;
  }

  @Test
  void aMachineThatAsksNothingOfJsonPathRunsWithoutAQueryLanguage() throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      String each =
          "{\"Type\": \"Map\", \"ItemProcessor\": {\"StartAt\": \"P\", \"States\": {\"P\":"
              + " {\"Type\": \"Pass\", \"End\": true}}}, \"Next\": \"C\"}";
      String both =
          "{\"Type\": \"Parallel\", \"Branches\": [{\"StartAt\": \"W\", \"States\": {\"W\":"
              + " {\"Type\": \"Wait\", \"Seconds\": 0, \"Next\": \"S\"}, \"S\": {\"Type\":"
              + " \"Succeed\"}}}, {\"StartAt\": \"F\", \"States\": {\"F\": {\"Type\": \"Task\","
              + " \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:f\", \"End\":"
              + " true}}}], \"Next\": \"J\"}";
      String last =
          "{\"Type\": \"Pass\", \"QueryLanguage\": \"JSONata\", \"Output\": \"{%"
              + " $states.input[1] %}\", \"Assign\": {\"v\": \"{% 1 %}\"}, \"End\": true}";
      assertThat(
              engine.output(
                  machine("\"A\": " + each + ", \"C\": " + both + ", \"J\": " + last), "[1, {}]"))
          .isEqualTo("[1,{}]");
      String former =
          machine(
              "\"A\": "
                  + each.replace("ItemProcessor", "Iterator")
                      .replace("\"Next\": \"C\"", "\"End\": true"));
      assertThat(engine.output(former, "[1]")).isEqualTo("[1]");
      assertThat(engine.failure(former, "{\"a\": 1}"))
          .satisfies(
              failed -> {
                assertThat(failed.error()).isEqualTo("States.Runtime");
                assertThat(failed.cause()).isEqualTo("Reference path \"$\" must point to array.");
              });
    }
  }

  /** As recorded on AWS, of 0.0; other forms by analogy. */
  @ParameterizedTest
  @ValueSource(strings = {"0.0", "1.50", "[1e2,{\"a\":[-1.0,1.25,-0.0]}]"})
  void aNumberKeepsItsFormOnItsWayFromTheInputThroughAFunctionToTheOutput(String input)
      throws Exception {
    List<String> payloads = new ArrayList<>();
    FunctionInvoker noting =
        (function, payload) -> {
          payloads.add(new String(payload, StandardCharsets.UTF_8));
          return new FunctionInvoker.Returned(payload);
        };
    String task =
        "{\"Type\": \"Task\", \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:f\", ";
    String machine =
        machine("\"A\": " + task + "\"Next\": \"B\"}, \"B\": " + task + "\"End\": true}");
    try (TestEngine engine = new TestEngine(folder, noting)) {
      assertThat(engine.output(machine, input)).isEqualTo(input);
      assertThat(payloads).containsExactly(input, input);
      assertThat(engine.execution().history())
          .filteredOn(event -> event.type().equals("LambdaFunctionSucceeded"))
          .extracting(event -> Json.write(event.details().get("output")))
          .containsExactly(input, input);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $states.input                               | {"n":0,"list":[1.5,100,{"m":-1}],"long":0.1234567890123456789}
          $states.input.n                             | 0
          $states.input.list                          | [1.5,100,{"m":-1}]
          $states.input.list[2]                       | {"m":-1}
          $states.input.list[0] * 2                   | 3
          [$states.input.n, $states.input.list[1]]    | [0,100]
          $string($states.input.list)                 | "[1.5,100,{\\"m\\":-1}]"
          $states.input.list[$states.input.n]         | 1.5
          $states.input.n = 0 and 100 in $states.input.list | true
          $states.context.Execution.Input.n           | 0
          $states.context.Execution.Input             | {"n":0,"list":[1.5,100,{"m":-1}],"long":0.1234567890123456789}
          $states{'i': input.list}                    | {"i":[1.5,100,{"m":-1}]}
          $states.input.n < 1 ? $states.input.list[1] : 7 | 100
          $states.input.long                          | 0.1234567890123456789
          """)
  void anExpressionHandsOnTheDoubleThatANumberIs(String expression, String output)
      throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      String input = "{\"n\":0.0,\"list\":[1.50,1e2,{\"m\":-1.0}],\"long\":0.1234567890123456789}";
      String pass = "\"A\": {\"Type\": \"Pass\", \"Output\": \"{% @ %}\", \"End\": true}";
      assertThat(engine.output(jsonata(pass.replace("@", expression)), input)).isEqualTo(output);
      String map =
          "\"A\": {\"Type\": \"Map\", \"ItemSelector\": \"{% $states.context.Map.Item %}\","
              + " \"End\": true, \"ItemProcessor\": {\"StartAt\": \"P\", \"States\": {\"P\":"
              + " {\"Type\": \"Succeed\"}}}}";
      assertThat(engine.output(jsonata(map), "[1.50]")).isEqualTo("[{\"Index\":0,\"Value\":1.5}]");
    }
  }

  @Test
  void whatLooksLikeAnExpressionIsATextWhereNothingSaysJsonata() throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      assertThat(
              engine
                  .failure(machine("\"A\": {\"Type\": \"Fail\", \"Error\": \"{% 'a' %}\"}"), "{}")
                  .error())
          .isEqualTo("{% 'a' %}");
      assertThat(
              engine.output(
                  jsonata("\"A\": {\"Type\": \"Pass\", \"Output\": \" {% $x %} \", \"End\": true}"),
                  "{}"))
          .isEqualTo("\" {% $x %} \"");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          null                | {}
          "{\\"a\\":[1.50]}"  | {"a":[1.50]}
          "\\"text\\""        | "text"
          {"a": null}         | {"a":null}
          7                   | 7
          """)
  void aTextForAPayloadIsJsonAlready(String payload, String sent) throws Exception {
    List<String> seen = new ArrayList<>();
    FunctionInvoker noting =
        (function, bytes) -> {
          seen.add(new String(bytes, StandardCharsets.UTF_8));
          return TestEngine.returned(1);
        };
    try (TestEngine engine = new TestEngine(folder, noting)) {
      String task =
          "\"A\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\","
              + " \"Arguments\": {\"FunctionName\": \"f\", \"Payload\": \"{% $states.input %}\"},"
              + " \"End\": true}";
      engine.output(jsonata(task), payload);
      assertThat(seen).containsExactly(sent);
      assertThat(engine.failure(jsonata(task), "\"no JSON\"").error())
          .isEqualTo("Lambda.InvalidRequestContentException");
    }
  }

  @Test
  void anIterationsEventsFollowOneAnotherAndWhatComesAfterFollowsTheLast() throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      String map =
          "\"A\": {\"Type\": \"Map\", \"MaxConcurrency\": 1, \"ItemProcessor\": {\"StartAt\":"
              + " \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"End\": true}}}, \"Next\":"
              + " \"Z\"}, \"Z\": {\"Type\": \"Pass\", \"Assign\": {\"v\": 1}, \"End\": true}";
      engine.output(jsonata(map), "[1, 2]");
      assertThat(events(engine))
          .containsExactly(
              "1<0 ExecutionStarted",
              "2<0 MapStateEntered",
              "3<2 MapStateStarted",
              "4<3 MapIterationStarted",
              "5<4 PassStateEntered",
              "6<5 PassStateExited",
              "7<6 MapIterationSucceeded",
              "8<6 MapIterationStarted",
              "9<8 PassStateEntered",
              "10<9 PassStateExited",
              "11<10 MapIterationSucceeded",
              "12<11 MapStateSucceeded",
              "13<11 MapStateExited",
              "14<13 PassStateEntered",
              "15<14 PassStateExited",
              "16<15 ExecutionSucceeded");
      assertThat(engine.execution().history().get(14).details())
          .containsEntry("assignedVariables", Map.of("v", 1));
    }
  }

  /** And what follows a failed iteration is what its last state did, not that it failed. */
  @Test
  void aContainerHasFailedOnceNothingIsLeftToRetryIt() throws Exception {
    String fails =
        "{\"StartAt\": \"F\", \"States\": {\"F\": {\"Type\": \"Fail\", \"Error\": \"E\"}}}";
    String again = ", \"Retry\": [{\"ErrorEquals\": [\"E\"], \"MaxAttempts\": 1}], \"End\": true}";
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      engine.failure(
          jsonata("\"A\": {\"Type\": \"Map\", \"ItemProcessor\": " + fails + again), "[1]");
      assertThat(events(engine))
          .containsExactly(
              "1<0 ExecutionStarted",
              "2<0 MapStateEntered",
              "3<2 MapStateStarted",
              "4<3 MapIterationStarted",
              "5<4 FailStateEntered",
              "6<5 MapIterationFailed",
              "7<5 MapStateStarted",
              "8<7 MapIterationStarted",
              "9<8 FailStateEntered",
              "10<9 MapIterationFailed",
              "11<9 MapStateFailed",
              "12<11 ExecutionFailed");
      engine.failure(
          jsonata("\"A\": {\"Type\": \"Parallel\", \"Branches\": [" + fails + "]" + again), "[1]");
      assertThat(events(engine))
          .containsExactly(
              "1<0 ExecutionStarted",
              "2<0 ParallelStateEntered",
              "3<2 ParallelStateStarted",
              "4<3 FailStateEntered",
              "5<4 ParallelStateStarted",
              "6<5 FailStateEntered",
              "7<6 ParallelStateFailed",
              "8<7 ExecutionFailed");
    }
  }

  /** In the order of the branches, and each after what the first one failed with. */
  @Test
  void whatEndsWithABranchIsToldOnceAllHaveEnded() throws Exception {
    FunctionInvoker failing =
        (function, payload) -> {
          Thread.sleep(300);
          return TestEngine.failed("E");
        };
    try (TestEngine engine =
        new TestEngine(folder, failing, store -> store, time -> Thread.sleep(time.toMillis()))) {
      String branches =
          "{\"StartAt\": \"C\", \"States\": {\"C\": {\"Type\": \"Choice\", \"Choices\":"
              + " [{\"Condition\": \"{% $states.input = 1 %}\", \"Next\": \"T\"}], \"Default\":"
              + " \"W\"}, \"W\": {\"Type\": \"Wait\", \"Seconds\": 60, \"End\": true}, \"T\":"
              + " {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\","
              + " \"Arguments\": {\"FunctionName\": \"f\"}, \"End\": true}}}";
      engine.failure(
          jsonata("\"A\": {\"Type\": \"Map\", \"ItemProcessor\": " + branches + ", \"End\": true}"),
          "[0, 1, 0]");
      List<ExecutionHistory.Event> events = engine.execution().history();
      long failed =
          events.stream()
              .filter(event -> event.type().equals("TaskFailed"))
              .findFirst()
              .orElseThrow()
              .id();
      assertThat(events(engine).subList((int) failed, events.size()))
          .containsExactly(
              (failed + 1) + "<" + failed + " MapIterationAborted",
              (failed + 2) + "<" + failed + " WaitStateAborted",
              (failed + 3) + "<" + failed + " MapIterationFailed",
              (failed + 4) + "<" + failed + " TaskStateAborted",
              (failed + 5) + "<" + failed + " MapIterationAborted",
              (failed + 6) + "<" + failed + " WaitStateAborted",
              (failed + 7) + "<" + failed + " MapStateFailed",
              (failed + 8) + "<" + (failed + 7) + " ExecutionFailed");
      engine.failure(
          jsonata(
              "\"A\": {\"Type\": \"Parallel\", \"Branches\": [" + branches + "], \"End\": true}"),
          "1");
      assertThat(events(engine))
          .endsWith(
              "9<8 TaskFailed",
              "10<9 TaskStateAborted",
              "11<9 ParallelStateFailed",
              "12<11 ExecutionFailed");
    }
  }

  @Test
  void aFieldOfACatchOrAChoiceIsNamedWithItsEntry() throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      String branch =
          "{\"StartAt\": \"F\", \"States\": {\"F\": {\"Type\": \"Fail\", \"Error\": \"E\"}}}";
      String parallel =
          "\"A\": {\"Type\": \"Parallel\", \"Branches\": ["
              + branch
              + "], \"Catch\": ["
              + "{\"ErrorEquals\": [\"Other\"], \"Next\": \"Z\"}, {\"ErrorEquals\": [\"E\"],"
              + " \"Output\": {\"v\": \"{% $none %}\"}, \"Next\": \"Z\"}], \"End\": true},"
              + " \"Z\": {\"Type\": \"Succeed\"}";
      assertThat(engine.failure(jsonata(parallel), "{}").cause())
          .contains("specified for the field 'Catch[1]/Output/v' returned nothing");
      String choice =
          "\"A\": {\"Type\": \"Choice\", \"Choices\": [{\"Condition\": \"{% $none %}\","
              + " \"Next\": \"Z\"}]}, \"Z\": {\"Type\": \"Succeed\"}";
      assertThat(engine.failure(jsonata(choice), "{}").cause())
          .contains("specified for the field 'Choices[0]/Condition' returned nothing");
      String assigning =
          choice.replace("{% $none %}\",", "{% true %}\", \"Assign\": {\"v\": \"{% $none %}\"},");
      assertThat(engine.failure(jsonata(assigning), "{}").cause())
          .contains("specified for the field 'Choices[0]/Assign/v' returned nothing");
    }
  }

  @Test
  void noStateFailsWithADefinitionThatDoesNotFitItsData() throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      String wait =
          "{\"StartAt\": \"W\", \"States\": {\"W\": {\"Type\": \"Wait\", \"Timestamp\":"
              + " \"{% '2999-01-01T00:00:00Z' %}\", \"End\": true}}}";
      engine.failure(
          jsonata("\"A\": {\"Type\": \"Parallel\", \"Branches\": [" + wait + "], \"End\": true}"),
          "{}");
      assertThat(events(engine))
          .endsWith("3<2 ParallelStateStarted", "4<3 WaitStateEntered", "5<4 ExecutionFailed");
    }
  }

  @Test
  void anExpressionThatFailsInAnIterationIsOneEvent() throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      String map =
          "\"A\": {\"Type\": \"Map\", \"ItemProcessor\": {\"StartAt\": \"P\", \"States\": {\"P\":"
              + " {\"Type\": \"Pass\", \"Output\": \"{% $none(1) %}\", \"End\": true}}}, \"End\":"
              + " true}";
      assertThat(engine.failure(jsonata(map), "[1]").cause())
          .endsWith(
              "The JSONata expression '$none(1)' specified for the field 'Output' threw an error"
                  + " during evaluation. T1006: Attempted to invoke a non-function");
      assertThat(events(engine))
          .endsWith(
              "5<4 PassStateEntered",
              "6<4 EvaluationFailed",
              "7<6 MapIterationFailed",
              "8<6 MapStateFailed",
              "9<8 ExecutionFailed");
    }
  }

  @Test
  void anExpressionThatFailsIsAnEventOfItsOwnAlsoWhereItIsCaught() throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      String task =
          "\"A\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\","
              + " \"Arguments\": {\"FunctionName\": \"f\"}, \"Output\": {\"x\": \"{%"
              + " $states.input.none %}\"}, \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"],"
              + " \"Next\": \"Z\"}], \"End\": true}, \"Z\": {\"Type\": \"Pass\", \"Output\": 1,"
              + " \"End\": true}";
      engine.output(jsonata(task), "{}");
      assertThat(engine.execution().history())
          .filteredOn(event -> event.type().equals("EvaluationFailed"))
          .singleElement()
          .satisfies(
              event ->
                  assertThat(event.details())
                      .containsEntry("error", "States.QueryEvaluationError")
                      .containsEntry("location", "Output/x")
                      .containsEntry("state", "A"));
    }
  }

  /** As measured on AWS; floci has it. What is not is that no other catcher is asked. */
  @Test
  void aCatcherWhoseOwnOutputFailsFailsTheStateASecondTime() throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      String parallel =
          jsonata(
              """
              "A": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "Boom", "States":
                {"Boom": {"Type": "Fail", "Error": "MyError", "Cause": "my cause"}}}],
                "Retry": [{"ErrorEquals": ["States.QueryEvaluationError"], "IntervalSeconds": 0}],
                "Catch": [{"ErrorEquals": ["Other"], "Next": "Done"},
                {"ErrorEquals": ["MyError"], "Output": {"v": "{% $states.input.missing %}"},
                "Next": "Done"}, {"ErrorEquals": ["States.ALL"], "Next": "Done"}]},
              "Done": {"Type": "Pass", "End": true}
              """);
      String cause =
          "An error occurred while executing the state 'A' (entered at the event id #2). The"
              + " JSONata expression '$states.input.missing' specified for the field"
              + " 'Catch[1]/Output/v' returned nothing (undefined).";

      ExecutionOutcome.Failed failed = engine.failure(parallel, "{}");

      assertThat(failed.error()).isEqualTo("States.QueryEvaluationError");
      assertThat(failed.cause()).isEqualTo(cause);
      assertThat(events(engine))
          .containsExactly(
              "1<0 ExecutionStarted",
              "2<0 ParallelStateEntered",
              "3<2 ParallelStateStarted",
              "4<3 FailStateEntered",
              "5<4 ParallelStateFailed",
              "6<4 EvaluationFailed",
              "7<6 ParallelStateFailed",
              "8<7 ExecutionFailed");
      assertThat(engine.execution().history().get(5).details())
          .isEqualTo(
              Map.of(
                  "error",
                  "States.QueryEvaluationError",
                  "cause",
                  cause,
                  "location",
                  "Catch[1]/Output/v",
                  "state",
                  "A"));
    }
  }

  /** By analogy. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Type": "Map", "Items": [1], "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Fail", "Error": "E"}}} | Assign | 6<5 MapIterationFailed, 7<5 MapStateFailed, 8<5 EvaluationFailed, 9<8 MapStateFailed, 10<9 ExecutionFailed
          "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {"FunctionName": "none"} | Output | 5<4 TaskFailed, 6<5 EvaluationFailed, 7<6 ExecutionFailed
          """)
  void aFailingCatcherOfAnotherState(String state, String field, String end) throws Exception {
    try (TestEngine engine =
        new TestEngine(folder, (function, payload) -> TestEngine.failed("E"))) {
      String machine =
          jsonata(
              "\"A\": {"
                  + state
                  + ", \"End\": true, \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\":"
                  + " \"D\", \""
                  + field
                  + "\": {\"v\": \"{% $none %}\"}}]}, \"D\": {\"Type\": \"Succeed\"}");
      ExecutionOutcome.Failed failed = engine.failure(machine, "7");
      assertThat(failed.error()).isEqualTo("States.QueryEvaluationError");
      assertThat(failed.cause()).contains("specified for the field 'Catch[0]/" + field + "/v'");
      assertThat(events(engine)).endsWith(end.split(", "));
    }
  }

  /**
   * What an expression's failure follows differs by state: what the state's entering followed, but
   * in a Wait state the entering itself.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Type": "Pass", "Output": "{% $none %}" | Output | The JSONata expression '$none' specified for the field 'Output' returned nothing (undefined). | 3<2 PassStateExited, 4<3 PassStateEntered, 5<3 EvaluationFailed, 6<5 ExecutionFailed
          "Type": "Pass", "Assign": {"v": "{% $none %}"} | Assign/v | The JSONata expression '$none' specified for the field 'Assign/v' returned nothing (undefined). | 4<3 PassStateEntered, 5<3 EvaluationFailed, 6<5 ExecutionFailed
          "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {"FunctionName": "{% $none %}"} | Arguments/FunctionName | The JSONata expression '$none' specified for the field 'Arguments/FunctionName' returned nothing (undefined). | 4<3 TaskStateEntered, 5<3 EvaluationFailed, 6<5 ExecutionFailed
          "Type": "Wait", "Timestamp": "{% 'in May' %}" | Timestamp | The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: in May | 4<3 WaitStateEntered, 5<4 EvaluationFailed, 6<5 ExecutionFailed
          "Type": "Map", "Items": "{% 'b' %}", "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Succeed"}}} | Items | The JSONata expression ''b'' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'string' for value: "b" | 4<3 MapStateEntered, 5<3 EvaluationFailed, 6<5 MapStateFailed, 7<6 ExecutionFailed
          "Type": "Map", "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Succeed"}}} | | Map state input must be an array but was: 7 | 4<3 MapStateEntered, 5<3 EvaluationFailed, 6<5 MapStateFailed, 7<6 ExecutionFailed
          """)
  void anExpressionThatFailsNamesTheEventItsStateWasEnteredWith(
      String state, String location, String cause, String end) throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      String machine =
          jsonata(
              "\"A\": {\"Type\": \"Pass\", \"Next\": \"B\"}, \"B\": {"
                  + state
                  + ", \"End\": true}");
      ExecutionOutcome.Failed failed = engine.failure(machine, "7");
      assertThat(failed.error()).isEqualTo("States.QueryEvaluationError");
      assertThat(failed.cause())
          .isEqualTo(
              "An error occurred while executing the state 'B' (entered at the event id #4). "
                  + cause);
      assertThat(String.join(", ", events(engine))).endsWith(end);
      assertThat(engine.execution().history().get(4).details().get("location")).isEqualTo(location);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "ToleratedFailureCount": "{% -1 %}" | ToleratedFailureCount cannot be negative.
          "ToleratedFailurePercentage": "{% 100.1 %}" | ToleratedFailurePercentage must be between 0 and 100.
          """)
  void aToleranceThatIsNoneEndsAMapThatHadStarted(String tolerance, String cause) throws Exception {
    String distributed =
        "\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"EXPRESS\"},";
    for (String mode : List.of("", distributed)) {
      String map =
          "\"A\": {\"Type\": \"Map\", "
              + tolerance
              + ", \"ItemProcessor\": {"
              + mode
              + " \"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Succeed\"}}}, \"End\":"
              + " true}";
      try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
        assertThat(engine.failure(jsonata(map), "[1, 2]"))
            .isEqualTo(
                new ExecutionOutcome.Failed(
                    "States.Runtime",
                    "An error occurred while executing the state 'A' (entered at the event id #2). "
                        + cause));
        assertThat(events(engine))
            .containsExactly(
                "1<0 ExecutionStarted",
                "2<0 MapStateEntered",
                "3<2 MapStateStarted",
                "4<3 ExecutionFailed");
      }
    }
  }

  @Test
  void whatABranchsFailureStopsIsAborted() throws Exception {
    try (TestEngine engine =
        new TestEngine(
            folder,
            TestEngine.echo(),
            store -> store,
            time -> Thread.sleep(time.toMillis() > 60_000 ? 60_000 : 200))) {
      String parallel =
          "\"A\": {\"Type\": \"Parallel\", \"Branches\": [{\"StartAt\": \"L\", \"States\": {\"L\":"
              + " {\"Type\": \"Wait\", \"Seconds\": 99999, \"End\": true}}}, {\"StartAt\": \"S\","
              + " \"States\": {\"S\": {\"Type\": \"Wait\", \"Seconds\": 1, \"Next\": \"F\"}, \"F\":"
              + " {\"Type\": \"Fail\"}}}], \"End\": true}";
      ExecutionOutcome.Failed failed = engine.failure(jsonata(parallel), "{}");
      assertThat(failed.error()).isEmpty();
      assertThat(engine.execution().history())
          .extracting(ExecutionHistory.Event::type)
          .contains("ParallelStateStarted", "WaitStateAborted", "ParallelStateFailed")
          .endsWith("ExecutionFailed");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "ToleratedFailureCount": 1      | [0, 1, 1]    | true
          "ToleratedFailureCount": 1      | [0, 0, 1]    | false
          "ToleratedFailurePercentage": 50 | [0, 0, 1, 1] | true
          "ToleratedFailurePercentage": 49 | [0, 0, 1, 1] | false
          """)
  void anInlineMapToleratesSoManyFailures(String tolerance, String items, boolean tolerated)
      throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      String map =
          "\"A\": {\"Type\": \"Map\", "
              + tolerance
              + ", \"ItemProcessor\": {\"StartAt\": \"C\", \"States\": {\"C\": {\"Type\":"
              + " \"Choice\", \"Choices\": [{\"Condition\": \"{% $states.input = 1 %}\", \"Next\":"
              + " \"S\"}], \"Default\": \"F\"}, \"S\": {\"Type\": \"Succeed\"}, \"F\": {\"Type\":"
              + " \"Fail\", \"Error\": \"E\", \"Cause\": \"c\"}}}, \"End\": true}";
      if (tolerated) {
        assertThat(engine.output(jsonata(map), items))
            .startsWith("[{\"Error\":\"E\",\"Cause\":\"c\"}")
            .endsWith(",1]");
      } else {
        assertThat(engine.failure(jsonata(map), items).error())
            .isEqualTo("States.ExceedToleratedFailureThreshold");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, SUCCEEDED", "100000001, SUCCEEDED", "-1, States.ItemReaderFailed"})
  void aLimitOfItemsMayBeZeroOrLargeButNotNegative(long most, String end) throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      engine.put("n.json", "{\"a\": 1, \"b\": [2]}");
      String map =
          "\"A\": {\"Type\": \"Map\", \"ItemReader\": {\"Resource\":"
              + " \"arn:aws:states:::s3:getObject\", \"ReaderConfig\": {\"InputType\": \"JSON\","
              + " \"MaxItems\": "
              + most
              + "}, \"Arguments\": {\"Bucket\": \"batch\", \"Key\": \"n.json\"}},"
              + " \"ItemProcessor\": {\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\","
              + " \"ExecutionType\": \"STANDARD\"}, \"StartAt\": \"P\", \"States\": {\"P\":"
              + " {\"Type\": \"Pass\", \"End\": true}}}, \"End\": true}";
      ExecutionOutcome outcome = engine.run(jsonata(map), "{}");
      assertThat(engine.mapRuns()).hasSize(1);
      assertThat(engine.execution().history().get(2).details()).containsEntry("length", 0);
      if (outcome instanceof ExecutionOutcome.Succeeded succeeded) {
        assertThat(end).isEqualTo("SUCCEEDED");
        assertThat(Json.write(succeeded.output()))
            .isEqualTo("[{\"Key\":\"a\",\"Value\":1},{\"Key\":\"b\",\"Value\":[2]}]");
      } else {
        ExecutionOutcome.Failed failed = (ExecutionOutcome.Failed) outcome;
        assertThat(failed.error()).isEqualTo(end);
        assertThat(failed.cause()).isEqualTo("field MaxItems must be positive");
        assertThat(engine.execution().history())
            .extracting(ExecutionHistory.Event::type)
            .endsWith("MapRunStarted", "MapRunFailed", "MapStateFailed", "ExecutionFailed");
      }
    }
  }

  @Test
  void aTimeThatIsTooFarOffFailsAndOneThatIsNoneIsRefused() throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      String wait = "\"A\": {\"Type\": \"Wait\", \"Timestamp\": \"%s\", \"End\": true}";
      assertThat(engine.failure(jsonata(String.format(wait, "2999-01-01T00:00:00Z")), "{}").error())
          .isEqualTo("States.Runtime");
      engine.output(jsonata(String.format(wait, "2040-01-01T00:00:00Z")), "{}");
      assertThatThrownBy(() -> engine.define(jsonata(String.format(wait, "tomorrow"))))
          .isInstanceOf(DefinitionException.class)
          .hasMessageContaining("Timestamp");
    }
  }

  private ExecutionOutcome.Failed failedToAssign(int characters, String... names) throws Exception {
    List<String> variables = new ArrayList<>();
    for (String name : names) {
      variables.add("\"" + name + "\": \"{% $pad('', " + characters + ", 'x') %}\"");
    }
    String assign =
        "\"A\": {\"Type\": \"Pass\", \"Assign\": {"
            + String.join(", ", variables)
            + "}, \"Output\": 1, \"End\": true}";
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      ExecutionOutcome outcome = engine.start(jsonata(assign), Map.of()).outcome().get();
      return outcome instanceof ExecutionOutcome.Failed failed ? failed : null;
    }
  }

  @Test
  void aVariableAndThoseOfOneStateAreCountedByTheJsonOfTheirValues() throws Exception {
    assertThat(failedToAssign(262_142, "x")).isNull();
    assertThat(failedToAssign(131_070, "x", "y")).isNull();
    assertThat(failedToAssign(262_143, "x"))
        .isEqualTo(
            new ExecutionOutcome.Failed(
                "States.DataLimitExceeded",
                "Variable size limit exceeded. Variable 'x' in state 'A' was assigned 262145"
                    + " bytes."));
    assertThat(failedToAssign(131_071, "x", "y"))
        .isEqualTo(
            new ExecutionOutcome.Failed(
                "States.DataLimitExceeded",
                "State total variable size limit exceeded. Variable 'y' in state 'A' was assigned"
                    + " 131073 bytes, which caused the size of variables assigned in the state to"
                    + " exceed its limit by 2 bytes."));
    assertThat(failedToAssign(262_145, "x"))
        .satisfies(
            failed -> {
              assertThat(failed.error()).isEqualTo("States.QueryEvaluationError");
              assertThat(failed.cause())
                  .endsWith(
                      "'Assign/x' threw an error during evaluation: Expression evaluation memory"
                          + " limit exceeded: Check for excessive memory usage");
            });
  }

  @Test
  void allVariablesTogetherTakeTenMebibytes() throws Exception {
    StringBuilder states = new StringBuilder();
    for (int i = 1; i <= 43; i++) {
      String assign = "{\"Type\": \"Pass\", \"Assign\": {\"v%d\": \"{%% $pad('', 250000) %%}\"}, ";
      states.append("\"").append(i == 1 ? "A" : "A" + i).append("\": ");
      states.append(assign.formatted(i)).append("\"Next\": \"A").append(i + 1).append("\"}, ");
    }
    states.append("\"A44\": {\"Type\": \"Succeed\"}");
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      assertThat(engine.failure(jsonata(states.toString()), "{}"))
          .isEqualTo(
              new ExecutionOutcome.Failed(
                  "States.DataLimitExceeded",
                  "Execution total variable size limit exceeded. State 'A42' assigned variables"
                      + " that exceed the total execution limit by 14324 bytes."));
      assertThat(events(engine))
          .endsWith("84<83 PassStateEntered", "85<84 EvaluationFailed", "86<85 ExecutionFailed");
      assertThat(engine.execution().history().get(84).details())
          .containsEntry("location", "Assign");
      // Set again, a variable counts once, and what is assigned in a branch counts with the outer.
      String again =
          "\"A\": {\"Type\": \"Pass\", \"Assign\": {\"v\": \"{% $pad('', 250000) %}\", \"n\": \"{%"
              + " $states.input.n - 1 %}\"}, \"Output\": {\"n\": \"{% $states.input.n - 1 %}\"},"
              + " \"Next\": \"C\"}, \"C\": {\"Type\": \"Choice\", \"Choices\": [{\"Condition\":"
              + " \"{% $n > 0 %}\", \"Next\": \"A\"}], \"Default\": \"E\"}, \"E\": {\"Type\":"
              + " \"Succeed\"}";
      assertThat(engine.output(jsonata(again), "{\"n\": 50}")).isEqualTo("{\"n\":0}");
      String within =
          states
              .toString()
              .replace(
                  "\"Next\": \"A41\"}, ",
                  "\"Next\": \"P\"}, \"P\": {\"Type\": \"Parallel\", \"End\": true, \"Branches\":"
                      + " [{\"StartAt\": \"A41\", \"States\": {")
              .replace("{\"Type\": \"Succeed\"}", "{\"Type\": \"Succeed\"}}}]}");
      assertThat(engine.failure(jsonata(within), "{}").cause())
          .startsWith("Execution total variable size limit exceeded. State 'A42'");
    }
  }

  @Test
  void aHistoryHasNoMoreThan25000Events() throws Exception {
    String loop =
        "\"A\": {\"Type\": \"Pass\", \"Next\": \"B\"}, \"B\": {\"Type\": \"Pass\", \"Next\":"
            + " \"A\"}";
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      String reached = "The execution reached the maximum number of history events (25000).";
      String unreachable = loop + ", \"E\": {\"Type\": \"Succeed\"}";
      String choice =
          unreachable.replace(
              "{\"Type\": \"Pass\", \"Next\": \"A\"}",
              "{\"Type\": \"Choice\", \"Choices\": [{\"Condition\": \"{% true %}\", \"Next\":"
                  + " \"A\"}], \"Default\": \"E\"}");
      assertThat(engine.failure(jsonata(choice), "{}"))
          .isEqualTo(new ExecutionOutcome.Failed("States.Runtime", reached));
      assertThat(events(engine))
          .hasSize(25_000)
          .endsWith("24999<24998 PassStateExited", "25000<24999 ExecutionFailed");
      String branches =
          "\"A\": {\"Type\": \"Parallel\", \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"],"
              + " \"Next\": \"Z\"}], \"Branches\": [{\"StartAt\": \"A1\", \"States\": {"
              + choice.replaceAll("\"([ABE])\"", "\"$11\"")
              + "}}], \"Next\": \"Z\"}, \"Z\": {\"Type\": \"Succeed\"}";
      assertThat(engine.failure(jsonata(branches), "{}").cause()).isEqualTo(reached);
      assertThat(events(engine)).hasSize(25_000);
    }
  }

  @Test
  void theRoleOfATaskIsTold() throws Exception {
    String role = "arn:aws:iam::999999999999:role/other";
    String credentials = ", \"Credentials\": {\"RoleArn\": \"{% $states.input.role %}\"}, ";
    String named =
        "\"A\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\","
            + " \"Arguments\": {\"FunctionName\": \"f\"}, \"Retry\": [{\"ErrorEquals\":"
            + " [\"States.ALL\"], \"MaxAttempts\": 1}]"
            + credentials
            + "\"Next\": \"B\"}, \"B\": {\"Type\": \"Task\", \"Resource\":"
            + " \"arn:aws:lambda:us-east-1:123456789012:function:f\""
            + credentials.replace("{% $states.input.role %}", role)
            + "\"End\": true}";
    FunctionInvoker failing =
        new FunctionInvoker() {
          private boolean failed;

          @Override
          public Result invoke(String function, byte[] payload) {
            boolean again = failed;
            failed = true;
            return again ? TestEngine.returned(1) : TestEngine.failed("Again");
          }
        };
    try (TestEngine engine = new TestEngine(folder, failing)) {
      engine.output(jsonata(named), "{\"role\": \"" + role + "\"}");
      assertThat(engine.execution().history())
          .filteredOn(event -> event.type().endsWith("Scheduled") && event.id() != 0)
          .extracting(ExecutionHistory.Event::type)
          .containsExactly("TaskScheduled", "TaskScheduled", "LambdaFunctionScheduled");
      assertThat(engine.execution().history())
          .filteredOn(event -> event.type().endsWith("Scheduled") && event.id() != 0)
          .allSatisfy(
              event ->
                  assertThat(event.details())
                      .containsEntry("taskCredentials", Map.of("roleArn", role)));
      for (String given : List.of("{}", "{\"role\": 1}")) {
        assertThat(engine.failure(jsonata(named), given))
            .satisfies(
                failed -> {
                  assertThat(failed.error()).isEqualTo("States.QueryEvaluationError");
                  assertThat(failed.cause()).contains("Credentials/RoleArn");
                });
      }
    }
  }

  /** {@code distributed_map.json} of the same recordings; of the inline Map, tiny-asl-machine's. */
  @Test
  void anItemOfADistributedMapSaysWhereItIsFrom() throws Exception {
    String map =
        "\"A\": {\"Type\": \"Map\", %s \"ItemSelector\": {\"at\": \"{%%"
            + " $states.context.Map.Item.Index %%}\", \"from\": \"{%%"
            + " $states.context.Map.Item.Source %%}\"}, \"ItemProcessor\": {%s \"StartAt\": \"P\","
            + " \"States\": {\"P\": {\"Type\": \"Pass\", \"End\": true}}}, \"End\": true}";
    String distributed =
        "\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"},";
    String reader = "\"ItemReader\": {\"Resource\": \"arn:aws:states:::s3:%s},";
    String object =
        "getObject\", \"ReaderConfig\": {\"InputType\": \"JSONL\"}, \"Arguments\":"
            + " {\"Bucket\": \"batch\", \"Key\": \"flat/data.jsonl\"}";
    String listing =
        "listObjectsV2\", \"Arguments\": {\"Bucket\": \"batch\", \"Prefix\": \"flat/\"}";
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      engine.put("flat/data.jsonl", "{\"n\":10}\n{\"n\":11}\n");
      String inState = "[{\"at\":0,\"from\":\"STATE_DATA\"},{\"at\":1,\"from\":\"STATE_DATA\"}]";
      assertThat(engine.failure(jsonata(map.formatted("", "")), "[5, 6]").cause())
          .endsWith(
              "The JSONata expression '$states.context.Map.Item.Source' specified for the field"
                  + " 'ItemSelector/from' returned nothing (undefined).");
      assertThat(engine.output(jsonata(map.formatted("", distributed)), "[5, 6]"))
          .isEqualTo(inState);
      assertThat(engine.output(jsonata(map.formatted(reader.formatted(object), distributed)), "{}"))
          .isEqualTo(
              "[{\"at\":0,\"from\":\"s3://batch/flat/data.jsonl\"},"
                  + "{\"at\":1,\"from\":\"s3://batch/flat/data.jsonl\"}]");
      assertThat(
              engine.output(jsonata(map.formatted(reader.formatted(listing), distributed)), "{}"))
          .isEqualTo("[{\"at\":0,\"from\":\"s3://batch\"}]");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          '3' | The JSONata expression ''3'' specified for the field 'TimeoutSeconds' returned an unexpected result type. Expected 'number', but was 'string' for value: "3"
          -1  | TimeoutSeconds must be between 0 and 99999999 but was: -1
          1.6 | The TimeoutSeconds field cannot be parsed as an integer: 1.6
          """)
  void aTimeLimitThatIsNoneSaysWhy(String limit, String cause) throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo())) {
      String task =
          "\"A\": {\"Type\": \"Task\", \"Resource\":"
              + " \"arn:aws:lambda:us-east-1:123456789012:function:f\", \"TimeoutSeconds\": \"{% "
              + limit
              + " %}\", \"End\": true}";
      assertThat(engine.failure(jsonata(task), "{}"))
          .isEqualTo(
              new ExecutionOutcome.Failed(
                  "States.QueryEvaluationError",
                  "An error occurred while executing the state 'A' (entered at the event id #2). "
                      + cause));
    }
  }
}
