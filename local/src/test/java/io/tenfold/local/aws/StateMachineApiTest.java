package io.tenfold.local.aws;

import static io.tenfold.local.aws.Endpoint.ROLE;
import static io.tenfold.local.aws.Endpoint.object;
import static io.tenfold.local.aws.Endpoint.pass;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(EndpointExtension.class)
final class StateMachineApiTest {
  private final Endpoint aws;

  StateMachineApiTest(Endpoint aws) {
    this.aws = aws;
  }

  @Test
  void whatIsCreatedIsDescribedWithItsSettings() {
    aws.logs("CreateLogGroup", "logGroupName", "/settings").ok();
    Map<String, Object> logging =
        object(
            "level",
            "ERROR",
            "includeExecutionData",
            false,
            "destinations",
            List.of(
                object(
                    "cloudWatchLogsLogGroup",
                    object(
                        "logGroupArn",
                        "arn:aws:logs:us-east-1:123456789012:log-group:/settings:*"))));
    String arn =
        aws.states(
                "CreateStateMachine",
                "name",
                "settings",
                "definition",
                pass("one"),
                "roleArn",
                ROLE,
                "loggingConfiguration",
                logging,
                "tracingConfiguration",
                object("enabled", true))
            .ok()
            .text("stateMachineArn");

    Endpoint.Answer described = aws.states("DescribeStateMachine", "stateMachineArn", arn).ok();

    assertThat(arn).isEqualTo("arn:aws:states:us-east-1:123456789012:stateMachine:settings");
    assertThat(described.object())
        .containsEntry("definition", pass("one"))
        .containsEntry("roleArn", ROLE)
        .containsEntry("status", "ACTIVE")
        .containsEntry("type", "STANDARD")
        .containsEntry("loggingConfiguration", logging)
        .containsEntry("tracingConfiguration", object("enabled", true));
    assertThat(described.number("creationDate").doubleValue()).isGreaterThan(1.6e9);
    assertThat(described.http().headers().firstValue("x-amzn-RequestId")).isPresent();
  }

  @Test
  void creatingTheSameAgainIsTheSameAndAnotherOfThatNameIsRefused() {
    String arn = aws.createPass("again");

    assertThat(aws.createPass("again")).isEqualTo(arn);
    assertThat(
            aws.states(
                    "CreateStateMachine",
                    "name",
                    "again",
                    "definition",
                    pass("two"),
                    "roleArn",
                    ROLE)
                .error())
        .isEqualTo("StateMachineAlreadyExists");
  }

  @Test
  void aDefinitionThatIsWrongIsRefused() {
    String wrong = pass("one").replace("\"StartAt\":\"A\"", "\"StartAt\":\"B\"");

    assertThat(
            aws.states("CreateStateMachine", "name", "wrong", "definition", wrong, "roleArn", ROLE)
                .error())
        .isEqualTo("InvalidDefinition");
    assertThat(
            aws.states("CreateStateMachine", "name", "a b", "definition", wrong, "roleArn", ROLE)
                .error())
        .isEqualTo("InvalidName");
  }

  @Test
  void validationSaysWhatIsWrongAndWhere() {
    String wrong = pass("one").replace("\"StartAt\":\"A\"", "\"StartAt\":\"B\"");

    assertThat(
            aws.states("ValidateStateMachineDefinition", "definition", pass("one")).ok().object())
        .containsEntry("result", "OK")
        .containsEntry("diagnostics", List.of());
    Endpoint.Answer failed = aws.states("ValidateStateMachineDefinition", "definition", wrong).ok();
    assertThat(failed.text("result")).isEqualTo("FAIL");
    assertThat(failed.list("diagnostics").get(0))
        .containsEntry("severity", "ERROR")
        .containsEntry("code", "MISSING_TRANSITION_TARGET")
        .containsEntry("location", "/StartAt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      textBlock =
          """
          ` ` | none | Definition must be a valid JSON object
          [1] | none | Definition must be a valid JSON object
          {} | / | These fields are required: [States, StartAt]
          {"States": {"A": {"Type": "Succeed"}}} | / | These fields are required: [StartAt]
          {"StartAt": "A", "States": {"A": {"Type": "Walk"}}} | /States/A/Type | The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]
          {"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed", "QueryLanguage": "JSONPath"}}} | /States/A | 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine
          {"StartAt": "A", "States": {"A": {"Type": "Wait", "Timestamp": "2026-01-31", "End": true}}} | /States/A/Timestamp | String does not match RFC3339 timestamp
          """)
  void aDefinitionIsRefusedInStepFunctionsWords(String definition, String at, String message) {
    Map<String, Object> diagnostic =
        aws.states("ValidateStateMachineDefinition", "definition", definition)
            .ok()
            .list("diagnostics")
            .get(0);
    assertThat(diagnostic)
        .containsEntry("severity", "ERROR")
        .containsEntry("code", "SCHEMA_VALIDATION_FAILED")
        .containsEntry("message", message);
    assertThat(diagnostic.get("location")).isEqualTo(at);
    if (at != null) {
      Endpoint.Answer refused =
          aws.states(
              "CreateStateMachine", "name", "refused", "definition", definition, "roleArn", ROLE);
      assertThat(refused.error()).isEqualTo("InvalidDefinition");
      assertThat(refused.text("message"))
          .isEqualTo(
              "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: "
                  + message
                  + " at "
                  + at
                  + "'");
    }
  }

  @Test
  void allThatIsWrongIsDiagnosedUpToMaxResults() {
    String wrong =
        """
        {"StartAt": "pass1", "States": {"pass1": {"Type": "Pass", "Next": "pass3"},
          "pass2": {"Type": "Pass", "End": true}}}
        """;

    Endpoint.Answer all =
        aws.states("ValidateStateMachineDefinition", "definition", wrong, "maxResults", 2).ok();
    assertThat(all.list("diagnostics"))
        .extracting(diagnostic -> diagnostic.get("location"))
        .containsExactly("/States/pass1/Next", "/States/pass2");
    assertThat(all.object()).containsEntry("result", "FAIL").containsEntry("truncated", false);

    Endpoint.Answer one =
        aws.states("ValidateStateMachineDefinition", "definition", wrong, "maxResults", 1).ok();
    assertThat(one.list("diagnostics"))
        .extracting(diagnostic -> diagnostic.get("location"))
        .containsExactly("/States/pass1/Next");
    assertThat(one.object()).containsEntry("result", "FAIL").containsEntry("truncated", true);

    Map<String, Object> states = new LinkedHashMap<>();
    for (int i = 0; i <= 100; i++) {
      states.put("S" + i, Map.of("Type", "Wait", "Seconds", -1, "Next", "S" + (i + 1)));
    }
    states.put("S101", Map.of("Type", "Succeed"));
    String many = Json.write(object("StartAt", "S0", "States", states));
    for (Object most : List.of(0, 100)) {
      Endpoint.Answer first =
          aws.states("ValidateStateMachineDefinition", "definition", many, "maxResults", most).ok();
      assertThat(first.list("diagnostics")).hasSize(100);
      assertThat(first.object()).containsEntry("truncated", true);
    }
    for (Object[] refused :
        new Object[][] {
          {"maxResults", 101}, {"maxResults", -1}, {"severity", "INFO"}, {"type", "FAST"}
        }) {
      assertThat(
              aws.states(
                      "ValidateStateMachineDefinition", "definition", many, refused[0], refused[1])
                  .error())
          .as(List.of(refused).toString())
          .isEqualTo("ValidationException");
    }
  }

  /** As recorded on AWS. */
  @Test
  void aMachineIsRefusedWithAllThatIsWrongWithIt() {
    String wrong =
        """
        {"StartAt": "pass1", "States": {"pass1": {"Type": "Pass", "Next": "pass3"},
          "pass2": {"Type": "Pass", "End": true}}}
        """;
    String said =
        "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: pass3"
            + " at /States/pass1/Next, MISSING_TRANSITION_TARGET: State \"pass2\" is not reachable."
            + " at /States/pass2'";
    String arn = aws.createPass("updated-with-faults");

    Endpoint.Answer created =
        aws.states("CreateStateMachine", "name", "faults", "definition", wrong, "roleArn", ROLE);
    assertThat(created.error()).isEqualTo("InvalidDefinition");
    assertThat(created.text("message")).isEqualTo(said);
    Endpoint.Answer updated =
        aws.states("UpdateStateMachine", "stateMachineArn", arn, "definition", wrong);
    assertThat(updated.error()).isEqualTo("InvalidDefinition");
    assertThat(updated.text("message")).isEqualTo(said);
  }

  /** What the engine lacks of it is no matter where Step Functions refuses it in EXPRESS. */
  @Test
  void anExpressMachineIsRefusedWithAllThatIsWrongWithIt() {
    String wrong =
        """
        {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
          "A": {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync", "Arguments": {},
            "Next": "B"},
          "B": {"Type": "Task", "Resource": "arn:aws:states:us-east-1:1:activity:a", "Next": "M"},
          "M": {"Type": "Map", "MaxConcurrency": -1, "End": true, "ItemProcessor":
            {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
            "StartAt": "I", "States": {"I": {"Type": "Succeed"}}}}}}
        """;
    assertThat(
            aws.states("ValidateStateMachineDefinition", "definition", wrong, "type", "EXPRESS")
                .ok()
                .list("diagnostics"))
        .extracting(diagnostic -> diagnostic.get("location"))
        .containsExactly(
            "/States/A/Resource",
            "/States/B/Resource",
            "/States/M/ItemProcessor/ProcessorConfig/Mode",
            "/States/M/MaxConcurrency");
  }

  @Test
  void anExpressMachineIsRefusedInStepFunctionsWords() {
    String waiting =
        """
        {"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Task",
          "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true,
          "Arguments": {"QueueUrl": "q", "MessageBody": "{% $states.context.Task.Token %}"}}}}
        """;
    assertThat(
            aws.states("ValidateStateMachineDefinition", "definition", waiting, "type", "EXPRESS")
                .ok()
                .list("diagnostics"))
        .singleElement()
        .hasToString(
            "{severity=ERROR, code=SCHEMA_VALIDATION_FAILED, message=Express state machine does not"
                + " support '.waitForTaskToken' service integration ,"
                + " location=/States/A/Resource}");
  }

  @Test
  void validationTellsWhatOnlyTheEngineLacks() {
    Map<String, Object> diagnostic =
        aws.states(
                "ValidateStateMachineDefinition",
                "definition",
                pass("one").replace("\"JSONata\"", "\"JSONPath\"").replace("Output", "Result"))
            .ok()
            .list("diagnostics")
            .get(0);

    assertThat(diagnostic).containsEntry("code", "NOT_SUPPORTED_BY_LOCAL_ENGINE");
  }

  @Test
  void updatesArePublishedAsVersionsAndAliasesChooseAmongThem() throws Exception {
    String arn = aws.createPass("versions");
    String first =
        aws.states("PublishStateMachineVersion", "stateMachineArn", arn)
            .ok()
            .text("stateMachineVersionArn");
    Endpoint.Answer updated =
        aws.states(
                "UpdateStateMachine",
                "stateMachineArn",
                arn,
                "definition",
                pass("two"),
                "publish",
                true)
            .ok();
    String alias =
        aws.states(
                "CreateStateMachineAlias",
                "name",
                "live",
                "routingConfiguration",
                List.of(object("stateMachineVersionArn", first, "weight", 100)))
            .ok()
            .text("stateMachineAliasArn");

    String execution =
        aws.states("StartExecution", "stateMachineArn", alias).ok().text("executionArn");
    Endpoint.Answer ended = aws.await(execution);

    assertThat(first).isEqualTo(arn + ":1");
    assertThat(updated.text("stateMachineVersionArn")).isEqualTo(arn + ":2");
    assertThat(ended.object())
        .containsEntry("output", "\"one\"")
        .containsEntry("stateMachineVersionArn", first)
        .containsEntry("stateMachineAliasArn", alias);
    assertThat(aws.states("DeleteStateMachineVersion", "stateMachineVersionArn", first).error())
        .isEqualTo("ConflictException");
    assertThat(
            aws.states("ListStateMachineVersions", "stateMachineArn", arn)
                .ok()
                .list("stateMachineVersions"))
        .extracting(version -> version.get("stateMachineVersionArn"))
        .containsExactly(arn + ":2", arn + ":1");
  }

  @Test
  void tagsAreAddedListedAndRemoved() {
    String arn = aws.createPass("tags");
    aws.states(
            "TagResource",
            "resourceArn",
            arn,
            "tags",
            List.of(object("key", "a", "value", "1"), object("key", "b", "value", "2")))
        .ok();
    aws.states("UntagResource", "resourceArn", arn, "tagKeys", List.of("a")).ok();

    assertThat(aws.states("ListTagsForResource", "resourceArn", arn).ok().list("tags"))
        .containsExactly(object("key", "b", "value", "2"));
  }

  @Test
  void whatIsDeletedIsGone() {
    String arn = aws.createPass("gone");
    aws.states("DeleteStateMachine", "stateMachineArn", arn).ok();

    assertThat(aws.states("DescribeStateMachine", "stateMachineArn", arn).error())
        .isEqualTo("StateMachineDoesNotExist");
    assertThat(aws.states("DeleteStateMachine", "stateMachineArn", arn).status()).isEqualTo(200);
  }

  @Test
  void anActionThatIsNotThereIsRefused() {
    assertThat(aws.states("DescribeActivity", "activityArn", "x").error())
        .isEqualTo("UnknownOperationException");
  }

  @Test
  void webPagesAreRefused() {
    assertThat(
            aws.send("states", "POST", "/", new byte[0], "Origin", "https://example.com").status())
        .isEqualTo(403);
  }
}
