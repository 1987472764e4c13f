package io.tenfold.local.aws;

import static io.tenfold.local.aws.Endpoint.ROLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(EndpointExtension.class)
final class TestStateApiTest {
  private static final String TASK =
      """
      {"QueryLanguage": "JSONata", "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
       "Arguments": {"FunctionName": "foo", "Payload": "{% $states.input.Value %}"},
       "Output": {"got": "{% $states.result.Payload %}", "plus": "{% $more %}"},
       "Assign": {"kept": "{% $states.result.StatusCode %}"},
       "Retry": [{"ErrorEquals": ["Again"], "IntervalSeconds": 1, "BackoffRate": 2,
         "MaxAttempts": 5}],
       "Catch": [{"ErrorEquals": ["Other"], "Next": "O"},
         {"ErrorEquals": ["States.TaskFailed"], "Output": "{% $states.errorOutput %}",
          "Next": "F"}],
       "Next": "N"}
      """;

  private static final String MAP =
      """
      {"QueryLanguage": "JSONata", "Type": "Map", "Items": "{% $states.input.Values %}",
       "MaxConcurrency": "{% 1 + 1 %}", "ToleratedFailureCount": 1,
       "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}},
       "End": true}
      """;

  private final Endpoint aws;

  TestStateApiTest(Endpoint aws) {
    this.aws = aws;
  }

  private Endpoint.Answer test(String definition, Object... more) {
    Object[] input = new Object[6 + more.length];
    System.arraycopy(
        new Object[] {"definition", definition, "roleArn", ROLE, "inspectionLevel", "DEBUG"},
        0,
        input,
        0,
        6);
    System.arraycopy(more, 0, input, 6, more.length);
    return aws.states("TestState", input);
  }

  private static Map<String, Object> result(String json) {
    return Map.of("result", json);
  }

  private static Map<String, Object> error(String name) {
    return Map.of("errorOutput", Map.of("error", name, "cause", "why"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> inspection(Endpoint.Answer answer) {
    return (Map<String, Object>) answer.object().get("inspectionData");
  }

  @Test
  void aTaskIsTriedWithAMockAndVariables() {
    Endpoint.Answer answer =
        test(
                TASK,
                "input",
                "{\"Value\": 7}",
                "variables",
                "{\"more\": [1]}",
                "mock",
                Map.of(
                    "result",
                    "{\"Payload\": {\"a\": 1}, \"StatusCode\": 200}",
                    "fieldValidationMode",
                    "NONE"))
            .ok();

    assertThat(answer.object())
        .containsEntry("status", "SUCCEEDED")
        .containsEntry("nextState", "N")
        .containsEntry("output", "{\"got\":{\"a\":1},\"plus\":[1]}");
    assertThat(inspection(answer))
        .containsEntry("input", "{\"Value\": 7}")
        .containsEntry("afterArguments", "{\"FunctionName\":\"foo\",\"Payload\":7}")
        .containsEntry("result", "{\"Payload\": {\"a\": 1}, \"StatusCode\": 200}")
        .containsEntry("variables", "{\"more\":[1],\"kept\":200}");
    assertThat(
            aws.states("TestState", "definition", Endpoint.pass("x"), "stateName", "A")
                .ok()
                .object())
        .hasToString("{output=\"x\", status=SUCCEEDED}");
  }

  @ParameterizedTest
  @CsvSource({
    "Again, 0, RETRIABLE, 'retryIndex=0, retryBackoffIntervalSeconds=1'",
    "Again, 4, RETRIABLE, 'retryIndex=0, retryBackoffIntervalSeconds=16'",
    "Again, 5, CAUGHT_ERROR, 'retryIndex=0, catchIndex=1'",
    "Other, 0, CAUGHT_ERROR, catchIndex=0",
    "States.Timeout, 0, FAILED,"
  })
  void anErrorIsRetriedOrCaughtOrNeither(String name, int retries, String status, String details) {
    Endpoint.Answer answer =
        test(
                TASK,
                "input",
                "{\"Value\": 7}",
                "mock",
                error(name),
                "stateConfiguration",
                Map.of("retrierRetryCount", retries))
            .ok();

    assertThat(answer.object())
        .containsEntry("status", status)
        .containsEntry("error", name)
        .containsEntry("cause", "why");
    assertThat(answer.object().containsKey("output")).isEqualTo(status.equals("CAUGHT_ERROR"));
    Object told = inspection(answer).get("errorDetails");
    assertThat(told == null ? null : told.toString())
        .isEqualTo(details == null ? null : "{" + details + "}");
  }

  private static final String READING =
      """
      {"QueryLanguage": "JSONata", "Type": "Map",
       "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
         "ReaderConfig": {"InputType": "JSON", "ItemsPointer": "/of/all", "MaxItems": 3},
         "Arguments": {"Bucket": "b", "Key": "{% $states.input.key %}"}},
       "ItemSelector": {"at": "{% $states.context.Map.Item.Index %}",
         "is": "{% $states.context.Map.Item.Value %}"},
       "ItemBatcher": {"MaxItemsPerBatch": "{% 1 + 1 %}", "BatchInput": {"key": "{% $states.input.key %}"}},
       "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
         "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}},
       "End": true}
      """;

  private Endpoint.Answer reading(String definition, String data, String mocked) {
    return test(
        definition,
        "input",
        "{\"key\": \"k\"}",
        "mock",
        result(mocked),
        "stateConfiguration",
        data == null ? Map.of() : Map.of("mapItemReaderData", data));
  }

  @Test
  void aMapTellsWhatItMakesOfTheDataGivenToItsReader() {
    String data = "{\"of\": {\"all\": [\"a\", null, {}, 4]}}";
    assertThat(inspection(reading(READING, data, "[1, 2]").ok()))
        .containsEntry("afterItemsPointer", "[\"a\",null,{}]")
        .containsEntry(
            "afterItemSelector",
            "[{\"at\":0,\"is\":\"a\"},{\"at\":1,\"is\":null},{\"at\":2,\"is\":{}}]")
        .containsEntry(
            "afterItemBatcher",
            // A batch's items are texts: as recorded.
            "[{\"BatchInput\":{\"key\":\"k\"},\"Items\":[\"{\\\"at\\\":0,\\\"is\\\":\\\"a\\\"}\",\"{\\\"at\\\":1,\\\"is\\\":null}\"]},"
                + "{\"BatchInput\":{\"key\":\"k\"},\"Items\":[\"{\\\"at\\\":2,\\\"is\\\":{}}\"]}]");
    String from = READING.replace("Item.Index", "Item.Source");
    assertThat(inspection(reading(from, "{\"of\": {\"all\": [1]}}", "[1]").ok()))
        .containsEntry("afterItemSelector", "[{\"at\":\"s3://b/k\",\"is\":1}]");
    String csv =
        READING.replace(
            "\"InputType\": \"JSON\", \"ItemsPointer\": \"/of/all\"",
            "\"InputType\": \"CSV\", \"CSVHeaderLocation\": \"FIRST_ROW\"");
    assertThat(inspection(reading(csv, "id,name\n7,\"x, y\"\n", "[1]").ok()))
        .containsEntry("afterItemSelector", "[{\"at\":0,\"is\":{\"id\":\"7\",\"name\":\"x, y\"}}]")
        .doesNotContainKey("afterItemsPointer");
    assertRefused(
        reading(READING, data, "[1, 2, 3]"),
        "Input array does not equal the mocked result array's size");
    assertRefused(
        reading(READING, null, "[1, 2]"),
        "ItemReader data must be specified when testing a Map state with ItemReader specified.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          result      |         | One of the following fields is required for a test mock: [result, errorOutput].
          result      | null    | Mocked result must be a valid JSON object.
          result      | [1]     | Mocked result must be a valid JSON object.
          errorOutput | {}      | An error was not specified in the mocked error output.
          """)
  void aMockThatSaysNothingIsRefused(String name, String mock, String problem) {
    Object value = name.equals("result") ? mock : Map.of("cause", "of no error");
    assertRefused(test(TASK, "mock", mock == null ? Map.of() : Map.of(name, value)), problem);
  }

  @Test
  void noMoreIterationsOfAMapFailThanThereAre() {
    Map<String, Object> three = Map.of("mapIterationFailureCount", 3);
    Object[] of = {"input", "{\"Values\": [1, 2]}", "mock", result("[1, 1]")};
    assertRefused(
        test(MAP, of[0], of[1], of[2], of[3], "stateConfiguration", three),
        "Map iteration failure count must be less than or equal to the number of Map iterations");
    assertRefused(
        test(TASK, "mock", result("{}"), "stateConfiguration", three),
        "MapIterationFailureCount is only supported when testing a Map state.");
    Map<String, Object> two = Map.of("mapIterationFailureCount", 2);
    assertThat(test(MAP, of[0], of[1], of[2], of[3], "stateConfiguration", two).ok().object())
        .containsEntry("error", "States.ExceedToleratedFailureThreshold");
  }

  @Test
  void aCauseDoesNotBeginWithTheStateThatIsTriedAlone() {
    String output =
        "{\"QueryLanguage\": \"JSONata\", \"Type\": \"Pass\", \"Output\": \"{% $nothing %}\"";
    assertThat(test(output + ", \"End\": true}").ok().object())
        .containsEntry(
            "cause",
            "The JSONata expression '$nothing' specified for the field 'Output' returned nothing"
                + " (undefined).");
    assertThat(test(output + "}").text("message")).contains(" at /States/StateName'");
  }

  @Test
  void aContextThatIsGivenHasNothingAdded() {
    String showing =
        """
        {"QueryLanguage": "JSONata", "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
         "Arguments": {"FunctionName": "foo"}, "Output": "{% $states.context %}", "End": true}
        """;
    for (String context : List.of("{}", "{\"Execution\":{},\"State\":{\"Name\":\"N\"}}")) {
      assertThat(
              test(
                      showing,
                      "input",
                      "{\"Value\": 1}",
                      "context",
                      context,
                      "mock",
                      result("{\"StatusCode\": 200}"))
                  .ok()
                  .object())
          .containsEntry("output", context);
    }
  }

  @Test
  void dataThatTheReaderCanNotReadFailsTheMap() {
    assertThat(reading(READING, "{\"of\": {\"all\": 1}}", "[]").ok().object())
        .containsEntry("status", "FAILED")
        .containsEntry("error", "States.ItemReaderFailed")
        .hasEntrySatisfying(
            "cause",
            cause ->
                assertThat((String) cause).startsWith("Attempting to map over non-iterable node."));
    assertThat(reading(READING, "{\"of\": ", "[]").ok().object())
        .containsEntry("error", "States.ItemReaderFailed");
  }

  @Test
  void aMapOverItemsTellsWhatItSelects() {
    String selecting =
        MAP.replace(
            "\"MaxConcurrency\"",
            "\"ItemSelector\": {\"v\": \"{% $states.context.Map.Item.Value * 2 %}\"},"
                + " \"MaxConcurrency\"");
    assertThat(
            inspection(
                test(selecting, "input", "{\"Values\": [1, 2]}", "mock", result("[1, 1]")).ok()))
        .containsEntry("afterItemSelector", "[{\"v\":2},{\"v\":4}]");
    assertThat(test(selecting, "input", "{\"Values\": 1}", "mock", result("[1]")).ok().object())
        .containsEntry("status", "FAILED")
        .containsEntry("error", "States.QueryEvaluationError")
        .hasEntrySatisfying(
            "cause",
            cause -> assertThat((String) cause).contains("Expected 'array', but was 'number'"));
  }

  @Test
  void theStateIsAlwaysCalledTheSame() {
    String machine =
        "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"QueryLanguage\":"
            + " \"JSONata\", \"Output\": \"{% $states.context.State.Name %}\", \"End\": true}}}";
    assertThat(test(machine, "stateName", "A").ok().object())
        .containsEntry("output", "\"StateName\"");
  }

  @Test
  void aMapsMockIsNoResultOfTheTaskWithinIt() {
    String withTask =
        MAP.replace(
            "{\"Type\": \"Pass\", \"End\": true}",
            "{\"Type\": \"Task\", \"QueryLanguage\": \"JSONata\","
                + " \"Resource\": \"arn:aws:states:::lambda:invoke\","
                + " \"Arguments\": {\"FunctionName\": \"f\"}, \"End\": true}");
    assertThat(test(withTask, "input", "{\"Values\": [1]}", "mock", result("[1]")).ok().object())
        .containsEntry("status", "SUCCEEDED")
        .containsEntry("output", "[1]");
    // … and what it is compared with is a container's again for the next one.
    assertThat(test(withTask, "mock", result("{}")).text("message"))
        .isEqualTo("Mocked result must be an array.");
  }

  @ParameterizedTest
  @CsvSource({"1, SUCCEEDED, ", "2, FAILED, States.ExceedToleratedFailureThreshold"})
  void aMapIsTriedWithSoManyFailures(int failures, String status, String error) {
    Endpoint.Answer answer =
        test(
                MAP,
                "input",
                "{\"Values\": [1, 2, 3]}",
                "mock",
                result("[1, 1, 1]"),
                "stateConfiguration",
                Map.of("mapIterationFailureCount", failures))
            .ok();

    assertThat(answer.object()).containsEntry("status", status);
    assertThat(answer.object().get("error")).isEqualTo(error);
    assertThat(answer.object().get("output")).isEqualTo(error == null ? "[1, 1, 1]" : null);
    assertThat(inspection(answer))
        .containsEntry("maxConcurrency", 2)
        .containsEntry("toleratedFailureCount", 1);
  }

  @Test
  void aStateWithinAnIteratorIsFound() {
    String iterator =
        """
        {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
         "Iterator": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}}}}
        """;
    assertThat(test(iterator, "stateName", "I", "input", "[1]").ok().object())
        .containsEntry("output", "[1]");
  }

  private static String task(String resource) {
    return "{\"QueryLanguage\": \"JSONata\", \"Type\": \"Task\", \"Resource\":"
        + " \"arn:aws:states:::"
        + resource
        + "\", \"End\": true}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          lambda:invoke              | {"ExecutedVersion": 1}                  | Field 'ExecutedVersion' must be a string
          lambda:invoke              | {"Payload": {"ok": true}}               | Field 'Payload' must be a string
          events:putEvents           | {"Entries": {}}                         | Field 'Entries' must be an array
          events:putEvents           | {"Entries": [{}, {"EventId": 1}]}       | Field 'EventId' must be a string
          dynamodb:getItem           | {"ConsumedCapacity": 1}                 | Field 'ConsumedCapacity' must be an object
          dynamodb:getItem           | {"Item": {"a": {"S": 1}}}               | Field 'S' must be a string
          states:startExecution      | {"ExecutionArn": "a"}                   | Required field 'StartDate' is missing
          states:startExecution.sync | {"ExecutionArn": "a", "StartDate": "d"} | Required field 'StateMachineArn' is missing
          aws-sdk:s3:getObject       | {"StorageClass": "WARM"}                | Field 'StorageClass' is not an expected value
          aws-sdk:s3:getObject       | {"DeleteMarker": "no"}                  | Field 'DeleteMarker' must be a boolean
          aws-sdk:kms:encrypt        | {"CiphertextBlob": ""}                  | Field 'CiphertextBlob' is smaller than the minimum length
          aws-sdk:lambda:getFunction | {"Configuration": {"MemorySize": 1}}    | Field 'MemorySize' is less than the minimum value
          aws-sdk:lambda:getFunction | {"Configuration": {"MemorySize": 1e6}}  | Field 'MemorySize' exceeds the maximum value
          """)
  void aMockThatTheServiceWouldNotAnswerIsRefused(String resource, String result, String problem) {
    assertRefused(
        test(task(resource), "mock", result(result)),
        "Mock result schema validation error: " + problem);
    Map<String, Object> unchecked = Map.of("result", result, "fieldValidationMode", "NONE");
    assertThat(test(task(resource), "mock", unchecked).ok().object())
        .containsEntry("output", result);
    Map<String, Object> present = Map.of("result", result, "fieldValidationMode", "PRESENT");
    Endpoint.Answer checked = test(task(resource), "mock", present);
    if (problem.startsWith("Required")) {
      assertThat(checked.ok().object()).containsEntry("output", result);
    } else {
      assertRefused(checked, "Mock result schema validation error: " + problem);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          lambda:invoke                          | {"Payload": "[1]", "StatusCode": 200, "More": 1}
          sqs:sendMessage.waitForTaskToken       | {"MessageId": 1}
          states:startExecution.waitForTaskToken | {}
          states:startExecution.sync:2           | {"ExecutionArn": "arn", "StartDate": "d", "StateMachineArn": "m", "Status": "SUCCEEDED", "Output": {"a": 1}}
          aws-sdk:unheardof:getThing             | {"Any": 1}
          """)
  void aMockIsAskedForNoMoreThanTheServiceHas(String resource, String result) {
    assertThat(test(task(resource), "mock", result(result)).ok().object())
        .containsEntry("output", result);
  }

  @Test
  void aTokenInTheContextIsForATaskThatWaits() {
    Object[] given = {"mock", result("{}"), "context", "{\"Task\": {\"Token\": \"t\"}}"};
    assertThat(test(task("sqs:sendMessage.waitForTaskToken"), given).ok().object())
        .containsEntry("status", "SUCCEEDED");
    assertRefused(
        test(task("sqs:sendMessage"), given),
        "Invalid Context object provided: Context object contains 'Task' when state is not a Task"
            + " state with a '.sync' or '.waitForTaskToken' service integration pattern");
  }

  @Test
  void whatCantBeTriedSoIsRefusedByItsReason() {
    assertRefused(test(Endpoint.pass("x"), "stateName", "B"), "State not found in definition");
    assertRefused(
        test("{\"Type\": \"Succeed\"}", "mock", result("1")),
        "State type 'Succeed' is not supported when a mock is specified");
    assertRefused(
        aws.states("TestState", "definition", TASK),
        "RoleArn must be specified when testing a Task state");
    assertRefused(test(MAP, "mock", result("{}")), "Mocked result must be an array.");
    assertRefused(
        test(TASK, "mock", Map.of("result", "1", "errorOutput", Map.of("error", "E"))),
        "A test mock should have only one of the following fields: [result, errorOutput].");
    assertRefused(
        test(TASK, "mock", result("{\"StatusCode\": \"200\"}")),
        "Mock result schema validation error: Field 'StatusCode' must be a number");
    assertRefused(
        test("{\"Type\": \"Succeed\"}", "context", "{\"Map\": {}}"),
        "Invalid Context object provided: 'Map' field is not supported when mocking a Context"
            + " object");
    Endpoint.Answer map = test(MAP);
    assertThat(map.error()).isEqualTo("InvalidDefinition");
    assertThat(map.text("message")).startsWith("TestState API does not support Map or Parallel");
  }

  /** Its Task stands behind another container, and would be given a function's result. */
  @Test
  void aMockIsComparedWithNoServiceWithinAContainer() {
    String parallel =
        """
        {"QueryLanguage": "JSONata", "Type": "Parallel", "End": true, "Branches": [{"StartAt": "M",
          "States": {"M": {"Type": "Map", "QueryLanguage": "JSONata", "Items": [1], "Next": "T", "ItemProcessor":
          {"StartAt": "P", "States": {"P": {"Type": "Succeed"}}}}, "T": {"Type": "Task", "QueryLanguage": "JSONata",
          "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {"FunctionName": "f"},
          "End": true}}}]}
        """;
    assertThat(test(parallel, "mock", result("[[1]]")).ok().object())
        .containsEntry("status", "SUCCEEDED");
  }

  @Test
  void aMockedMapTakesWhatARunTakesForItsMaxConcurrency() {
    String map = MAP.replace("\"{% 1 + 1 %}\"", "9223372036854775807");
    Endpoint.Answer tried = test(map, "input", "{\"Values\": []}", "mock", result("[]")).ok();
    assertThat(inspection(tried)).containsEntry("maxConcurrency", 9223372036854775807L);
  }

  /** What is wrong with a state comes before what its mock is, and is all of it. */
  @Test
  void aStateThatIsWrongIsRefusedWithAllThatIs() {
    Endpoint.Answer wrong =
        test(
            "{\"QueryLanguage\": \"JSONata\", \"Type\": \"Map\", \"MaxConcurrency\": -1,"
                + " \"ItemProcessor\": {\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\":"
                + " \"Wait\", \"Seconds\": -1, \"End\": true}}}}",
            "mock",
            result("{}"));
    assertThat(wrong.error()).isEqualTo("InvalidDefinition");
    assertThat(wrong.text("message"))
        .isEqualTo(
            "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: This object should have"
                + " only one of the following fields: [Next, End] at /States/StateName,"
                + " SCHEMA_VALIDATION_FAILED: Minimum value is 0 at"
                + " /States/StateName/ItemProcessor/States/P/Seconds, SCHEMA_VALIDATION_FAILED:"
                + " Minimum value is 0 at /States/StateName/MaxConcurrency'");
  }

  // As recorded on AWS, but for what a Wait shows.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'Type': 'Pass', 'End': true} | | SUCCEEDED | {'a': 1} |"
            + " afterInputPath afterParameters afterResultPath afterResultSelector input",
        "{'Type': 'Succeed'} | | SUCCEEDED | {'a': 1} | afterInputPath input",
        "{'Type': 'Fail', 'Error': 'E'} | | FAILED | {'a': 1} | afterInputPath input",
        "{'Type': 'Wait', 'Seconds': 0, 'End': true} | | SUCCEEDED | {'a': 1} |"
            + " afterInputPath input",
        "{'Type': 'Task', 'Resource': 'arn:aws:lambda:us-east-1:123456789012:function:f',"
            + " 'End': true} | {'b': 2} | SUCCEEDED | {'a': 1} |"
            + " afterInputPath afterParameters afterResultPath afterResultSelector input result",
        "{'Type': 'Map', 'ItemProcessor': {'StartAt': 'P', 'States': {'P': {'Type': 'Pass',"
            + " 'End': true}}}, 'End': true} | [3] | SUCCEEDED | [1] |"
            + " afterInputPath afterItemsPath afterResultPath afterResultSelector input"
            + " maxConcurrency",
        "{'Type': 'Map', 'ItemProcessor': {'StartAt': 'P', 'States': {'P': {'Type': 'Pass',"
            + " 'End': true}}}, 'End': true} | [3] | FAILED | {'a': 1} | afterInputPath input",
      })
  void aStateWithoutALanguageShowsWhatJsonPathsFieldsLeftAsItWas(
      String definition, String mock, String status, String input, String shown) {
    String given = input.replace('\'', '"');
    String result = mock == null ? null : mock.replace('\'', '"');
    Object[] more =
        mock == null
            ? new Object[] {"input", given}
            : new Object[] {"input", given, "mock", result(result)};

    Endpoint.Answer answer = test(definition.replace('\'', '"'), more).ok();

    assertThat(answer.object()).containsEntry("status", status);
    assertThat(String.join(" ", new TreeSet<>(inspection(answer).keySet()))).isEqualTo(shown);
    inspection(answer)
        .forEach(
            (name, value) -> {
              if (!name.equals("maxConcurrency")) {
                boolean ofResult = mock != null && name.matches("result|afterResult.*");
                assertThat((String) value).isEqualToIgnoringWhitespace(ofResult ? result : given);
              }
            });
    if (status.equals("FAILED") && mock != null) {
      assertThat(answer.object())
          .containsEntry("error", "States.Runtime")
          .containsEntry("cause", "Reference path \"$\" must point to array.");
    }
  }

  private static void assertRefused(Endpoint.Answer answer, String message) {
    assertThat(answer.error()).isEqualTo("ValidationException");
    assertThat(answer.text("message")).isEqualTo(message);
  }

  @Test
  void everyStateOfTheWorkflowFileIsFoundAndTheChoiceOfItsWayIsTold() throws Exception {
    String workflow = Files.readString(Path.of("..", "statemachine.asl.json"));
    for (Object name : names(Json.parse(workflow))) {
      Endpoint.Answer answer =
          aws.states("TestState", "definition", workflow, "stateName", name, "roleArn", ROLE);
      assertThat(String.valueOf(answer.body())).as("%s", name).doesNotContain("State not found");
    }
    assertThat(
            test(
                    workflow,
                    "stateName",
                    "IsInputValid",
                    "input",
                    "{\"problems\": []}",
                    "variables",
                    "{\"batchSize\": 20}")
                .ok()
                .object())
        .containsEntry("nextState", "ProcessBatches");
  }

  /** The names of a workflow's states, those of workflows within it included. */
  private static List<Object> names(Object workflow) {
    List<Object> names = new java.util.ArrayList<>();
    ((Map<?, ?>) ((Map<?, ?>) workflow).get("States"))
        .forEach(
            (name, state) -> {
              names.add(name);
              Object processor = ((Map<?, ?>) state).get("ItemProcessor");
              if (processor != null) {
                names.addAll(names(processor));
              }
            });
    return names;
  }
}
