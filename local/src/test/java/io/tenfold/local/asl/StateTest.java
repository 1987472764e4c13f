package io.tenfold.local.asl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.result.ResultGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each state does when nothing fails, and with wrong data. */
class StateTest {
  @TempDir Path folder;
  private TestEngine engine;

  @BeforeEach
  void start() throws Exception {
    engine = new TestEngine(folder, TestEngine.echo());
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  /** A machine of one state, or of one that leads to End. */
  static String machine(String state) {
    return "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"S\", \"States\": {\"S\": "
        + state
        + ", \"E\": {\"Type\": \"Succeed\"}}}";
  }

  private static String resource(String name) {
    return TestEngine.resource(StateTest.class, name);
  }

  @Test
  void outputAndAssignSeeTheVariablesAsTheyWereBefore() throws Exception {
    assertThat(engine.output(resource("output-and-assign.asl.json"), "{}"))
        .isEqualTo("{\"seen\":{\"x\":1,\"y\":10},\"x\":2,\"y\":101}");
  }

  @Test
  void aPassHandsItsInputOn() throws Exception {
    assertThat(engine.output(machine("{\"Type\": \"Pass\", \"Next\": \"E\"}"), "[null, {}]"))
        .isEqualTo("[null,{}]");
  }

  @Test
  void aSucceedMayHaveAnOutput() throws Exception {
    String definition =
        "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"S\", \"States\": {\"S\": {\"Type\":"
            + " \"Succeed\", \"Output\": \"{% $states.input.a %}\"}}}";
    assertThat(engine.output(definition, "{\"a\": [1]}")).isEqualTo("[1]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " {% 1 %} ",
        "{% 1 %}!",
        "a {% $x %}",
        "not {% $an %} expression",
        "{ % 1 % }",
        "{{% 1 %}}",
        "100%",
        "$states.input",
        "",
        "\\\"{% 1 %}\\\""
      })
  void aTextThatOnlyContainsDelimitersIsLiteral(String text) throws Exception {
    String pass = "{\"Type\": \"Pass\", \"Output\": {\"t\": \"" + text + "\"}, \"Next\": \"E\"}";
    assertThat(engine.output(machine(pass), "{}")).isEqualTo("{\"t\":\"" + text + "\"}");
  }

  @Test
  void expressionsStandAnywhereInAnOutput() throws Exception {
    String pass =
        "{\"Type\": \"Pass\", \"Output\": {\"a\": [1, {\"b\": \"{% $states.input.b %}\"}, null],"
            + " \"{% key %}\": \"{% null %}\", \"c\": \"{%\\n1\\n%}\"}, \"Next\": \"E\"}";
    assertThat(engine.output(machine(pass), "{\"b\": {\"c\": []}}"))
        .isEqualTo("{\"a\":[1,{\"b\":{\"c\":[]}},null],\"{% key %}\":null,\"c\":1}");
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"n": 1} | [{"one":1},"rule"]
          {"n": 2} | [{"n":2},null]
          {"n": -1} | ["other","default"]
          """)
  void aChoiceTakesTheFirstRuleThatIsTrueAndOnlyThatRulesOutputAndAssign(
      String input, String output) throws Exception {
    assertThat(engine.output(resource("choice.asl.json"), input)).isEqualTo(output);
  }

  @Test
  void aConditionThatIsNoBooleanFails() throws Exception {
    assertThat(engine.failure(resource("choice.asl.json"), "{\"n\": 0}"))
        .satisfies(
            failed -> {
              assertThat(failed.error()).isEqualTo("States.QueryEvaluationError");
              assertThat(failed.cause()).contains("'C'", "boolean");
            });
  }

  @Test
  void aChoiceWithoutAMatchOrADefaultFails() throws Exception {
    String choice =
        "{\"Type\": \"Choice\", \"Choices\": [{\"Condition\": false, \"Next\": \"E\"}]}";
    assertThat(engine.failure(machine(choice), "{}"))
        .satisfies(
            failed -> {
              assertThat(failed.error()).isEqualTo("States.Runtime");
              assertThat(failed.cause())
                  .isEqualTo(
                      "An error occurred while executing the state 'S' (entered at the event id"
                          + " #2). Failed to transition out of the state. The state does not point"
                          + " to a next state.");
            });
  }

  @ParameterizedTest(name = "{0} waits {1} s")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Seconds": 7                                        | 7
          "Seconds": "{% $states.input.s %}"                  | 3
          "Seconds": "{% 6 / 2 %}"                            | 3
          "Seconds": 0                                        | 0
          "Timestamp": "2001-01-01T00:00:00Z"                 | 0
          """)
  void aWaitWaits(String field, long seconds) throws Exception {
    String wait = "{\"Type\": \"Wait\", " + field + ", \"Next\": \"E\"}";
    assertThat(engine.output(machine(wait), "{\"s\": 3}")).isEqualTo("{\"s\":3}");
    assertThat(engine.waits())
        .isEqualTo(seconds == 0 ? List.of() : List.of(Duration.ofSeconds(seconds)));
  }

  @Test
  void aWaitUntilATimeWaitsForWhatIsLeft() throws Exception {
    String wait = "{\"Type\": \"Wait\", \"Timestamp\": \"{% $states.input %}\", \"Next\": \"E\"}";
    engine.output(machine(wait), "\"" + Instant.now().plusSeconds(3600) + "\"");
    assertThat(engine.waits()).hasSize(1);
    assertThat(engine.waits().get(0)).isBetween(Duration.ofMinutes(58), Duration.ofHours(1));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Seconds": "{% -1 %}"           | whole number
          "Seconds": "{% 1.5 %}"          | whole number
          "Seconds": "{% '1' %}"          | whole number
          "Seconds": "{% 100000000 %}"    | 99999999
          "Seconds": "{% null %}"         | whole number
          "Timestamp": "{% 'soon' %}"     | date-time format string: soon
          "Timestamp": "{% 5 %}"          | date-time format string: 5
          """)
  void aWaitForNoTimeFails(String field, String why) throws Exception {
    String wait = "{\"Type\": \"Wait\", " + field + ", \"Next\": \"E\"}";
    assertThat(engine.failure(machine(wait), "{}"))
        .satisfies(
            failed -> {
              assertThat(failed.error()).isEqualTo("States.QueryEvaluationError");
              assertThat(failed.cause()).contains("'S'", why);
            });
  }

  @Test
  void aFailReportsItsErrorAndCause() throws Exception {
    String fail =
        "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"S\", \"States\": {\"S\": {\"Type\":"
            + " \"Fail\", \"Error\": \"{% 'My.' & $states.input.e %}\", \"Cause\": \"why\"}}}";
    assertThat(engine.run(fail, "{\"e\": \"Error\"}"))
        .isEqualTo(new ExecutionOutcome.Failed("My.Error", "why"));
    assertThat(engine.failure(fail, "{}").error()).isEqualTo("My.");
    assertThat(engine.failure(fail.replace("'My.' &", "'States.' &"), "{\"e\": \"All\"}").error())
        .isEqualTo("States.Runtime");
    assertThat(engine.failure(fail.replace("'My.' & $states.input.e", "5"), "{}").error())
        .isEqualTo("States.QueryEvaluationError");
  }

  @Test
  void innerScopesReadOuterVariablesAndKeepTheirOwn() throws Exception {
    assertThat(engine.output(resource("scopes.asl.json"), "{}"))
        .isEqualTo(
            "{\"branches\":[[\"o\",\"p\",1],[\"op1\",\"op2\"]],\"other\":\"p\",\"own\":false}");
  }

  @Test
  void distributedChildrenSeeNeitherOuterVariablesNorTheMapsContext() throws Exception {
    engine.output(resource("distributed-scope.asl.json"), "{}");
    Map<?, ?> output =
        (Map<?, ?>) Json.parse(engine.children(ResultGroup.SUCCEEDED).get(0).outputJson());
    assertThat(output.get("outer")).isEqualTo(false);
    assertThat(output.get("map")).isEqualTo(false);
    assertThat(output.get("input")).isEqualTo(true);
    assertThat(output.get("selected")).isEqualTo("oa0");
    assertThat((String) output.get("id"))
        .isEqualTo(engine.children(ResultGroup.SUCCEEDED).get(0).executionArn())
        .startsWith("arn:aws:states:eu-central-1:123456789012:express:machine/L:");
    assertThat(((Map<?, ?>) output.get("machine")).get("Id"))
        .isEqualTo("arn:aws:states:eu-central-1:123456789012:stateMachine:machine/L");
  }

  @Test
  void theContextObjectTellsAboutExecutionMachineAndState() throws Exception {
    Map<?, ?> context =
        (Map<?, ?>) Json.parse(engine.output(resource("context.asl.json"), "{\"a\": null}"));
    assertThat(context.keySet().toString()).isEqualTo("[Execution, StateMachine, State]");
    Map<?, ?> execution = (Map<?, ?>) context.get("Execution");
    assertThat(execution.get("Id"))
        .isEqualTo("arn:aws:states:eu-central-1:123456789012:execution:machine:run");
    assertThat(Json.write(execution.get("Input"))).isEqualTo("{\"a\":null}");
    assertThat(execution.get("Name")).isEqualTo("run");
    assertThat(execution.get("RedriveCount")).isEqualTo(0);
    assertThat((String) execution.get("RoleArn")).startsWith("arn:aws:iam::123456789012:role/");
    assertThat(Instant.parse((String) execution.get("StartTime")))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
    Map<?, ?> machine = (Map<?, ?>) context.get("StateMachine");
    assertThat(machine.get("Id"))
        .isEqualTo("arn:aws:states:eu-central-1:123456789012:stateMachine:machine");
    assertThat(machine.get("Name")).isEqualTo("machine");
    Map<?, ?> state = (Map<?, ?>) context.get("State");
    assertThat(state.get("Name")).isEqualTo("Look");
    // Only what may be retried counts retries.
    assertThat(state.containsKey("RetryCount")).isFalse();
    assertThat(Instant.parse((String) state.get("EnteredTime")))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", \"max\": 1", ", \"max\": 2", ", \"max\": 1000"})
  void anInlineMapRunsOverItsItemsInOrder(String max) throws Exception {
    String input = "{\"name\": \"n\", \"items\": [\"a\", null, [1]]" + max + "}";
    assertThat(engine.output(resource("inline-map.asl.json"), input))
        .isEqualTo(
            "{\"all\":[[{\"at\":0,\"is\":\"a\",\"of\":\"n\"},0],[{\"at\":1,\"is\":null,\"of\":\"n\"},1],"
                + "[{\"at\":2,\"is\":[1],\"of\":\"n\"},2]],\"input\":\"n\"}");
  }

  @Test
  void anInlineMapOverNothingHasAnEmptyResult() throws Exception {
    assertThat(engine.output(resource("inline-map.asl.json"), "{\"name\": 1, \"items\": []}"))
        .isEqualTo("{\"all\":[],\"input\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"name": 1, "items": "a"}                   | States.QueryEvaluationError | Expected 'array', but was 'string' for value: "a"
          {"name": 1}                                 | States.QueryEvaluationError | undefined
          {"items": [1]}                              | States.QueryEvaluationError | undefined
          {"name": 1, "items": [1], "max": -1}        | States.Runtime              | MaxConcurrency
          {"name": 1, "items": [1], "max": 1.5}       | States.Runtime              | MaxConcurrency
          {"name": 1, "items": [1], "max": "1"}       | States.Runtime              | MaxConcurrency
          """)
  void anInlineMapOverWrongDataFails(String input, String error, String why) throws Exception {
    assertThat(engine.failure(resource("inline-map.asl.json"), input))
        .satisfies(
            failed -> {
              assertThat(failed.error()).isEqualTo(error);
              assertThat(failed.cause()).contains("'Each'", why);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12345678901234567890123",
        "0.12345678901234567891",
        "9007199254740993",
        "-5",
        "2147483648",
        "12345678.9",
        "0.0001",
        "1e-7",
        "100000000000000000000000",
        "\"Zoë 𝄞 \u2028\"",
        "[]",
        "{}",
        "[[]]",
        "[[1]]",
        "[{\"a\":[null]}]",
        "{\"a\":{\"b\":null}}",
        "null",
        "true",
        "\"\"",
        "\" \""
      })
  void aValuePassesThroughEveryKindOfStateUnchanged(String json) throws Exception {
    String each =
        "{\"Type\": \"Map\", \"ItemProcessor\": {\"StartAt\": \"T\", \"States\": {\"T\": {\"Type\":"
            + " \"Task\", \"Resource\":"
            + " \"arn:aws:lambda:eu-central-1:123456789012:function:f\", \"Arguments\":"
            + " \"{% $states.input %}\", \"Assign\":"
            + " {\"v\": \"{% $states.result %}\"}, \"Output\": \"{% $states.result"
            + " %}\", \"Next\": \"P\"}, \"P\": {\"Type\": \"Pass\", \"Output\": [\"{% $v %}\", \"{%"
            + " $states.input %}\"], \"End\": true}}}, \"Next\": \"E\"}";
    String expected = json.equals("1e-7") ? "1.0E-7" : json;
    assertThat(engine.output(machine(each), "[" + json + "]"))
        .isEqualTo("[[" + expected + "," + expected + "]]");
  }
}
