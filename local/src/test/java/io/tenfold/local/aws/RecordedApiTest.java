package io.tenfold.local.aws;

import static io.tenfold.local.aws.Endpoint.ROLE;
import static io.tenfold.local.aws.Endpoint.object;
import static io.tenfold.local.aws.Endpoint.pass;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Step Functions' API was recorded to answer and to refuse. */
@ExtendWith(EndpointExtension.class)
final class RecordedApiTest {
  private final Endpoint aws;

  RecordedApiTest(Endpoint aws) {
    this.aws = aws;
  }

  private static String name() {
    return "recorded-" + UUID.randomUUID();
  }

  private Endpoint.Answer create(String definition, Object... more) {
    List<Object> input =
        new ArrayList<>(List.of("name", name(), "definition", definition, "roleArn", ROLE));
    input.addAll(List.of(more));
    return aws.states("CreateStateMachine", input.toArray());
  }

  private Endpoint.Answer update(String machine, String output, boolean publish) {
    return aws.states(
            "UpdateStateMachine",
            "stateMachineArn",
            machine,
            "definition",
            pass(output),
            "publish",
            publish)
        .ok();
  }

  private static Map<String, Object> route(String version, int weight) {
    return object("stateMachineVersionArn", version, "weight", weight);
  }

  private static void refused(Endpoint.Answer answer, String type, String message) {
    assertThat(answer.error()).isEqualTo(type);
    assertThat(answer.text("message")).isEqualTo(message);
  }

  @Test
  void aStatusThatIsNoneIsRefusedWithThoseThatThereAre() {
    String machine = create(pass("1")).ok().text("stateMachineArn");
    refused(
        aws.states("ListExecutions", "stateMachineArn", machine, "statusFilter", "succeeded"),
        "ValidationException",
        "1 validation error detected: Value 'succeeded' at 'statusFilter' failed to satisfy"
            + " constraint: Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT,"
            + " PENDING_REDRIVE, ABORTED, FAILED, RUNNING]");
  }

  @Test
  void routesThatAreTooManyOrWeighTooMuchAreTold() {
    String machine = create(pass("1"), "publish", true).ok().text("stateMachineArn");
    refused(
        alias(
            List.of(
                route(machine + ":1", 50), route(machine + ":2", 30), route(machine + ":3", 20))),
        "ValidationException",
        ("1 validation error detected: Value"
             + " '[RoutingConfigurationListItem(stateMachineVersionArn=@:1, weight=50),"
             + " RoutingConfigurationListItem(stateMachineVersionArn=@:2, weight=30),"
             + " RoutingConfigurationListItem(stateMachineVersionArn=@:3, weight=20)]' at"
             + " 'routingConfiguration' failed to satisfy constraint: Member must have length less"
             + " than or equal to 2")
            .replace("@", machine));
    refused(
        alias(List.of(route(machine + ":1", 101), route(machine + ":2", 30))),
        "ValidationException",
        "1 validation error detected: Value '101' at 'routingConfiguration.1.member.weight' failed"
            + " to satisfy constraint: Member must have value less than or equal to 100");
    refused(
        aws.states(
            "UpdateStateMachineAlias",
            "stateMachineAliasArn",
            machine + ":none",
            "description",
            "new"),
        "ResourceNotFound",
        "Request references a resource that does not exist.");
  }

  private Endpoint.Answer alias(List<Map<String, Object>> routes) {
    return aws.states("CreateStateMachineAlias", "name", "live", "routingConfiguration", routes);
  }

  @Test
  void aRevisionHasItsIdOnceThereWasAnUpdateAndAVersionItsDescriptionIfAny() {
    Endpoint.Answer created = create(pass("1"), "publish", true).ok();
    String machine = created.text("stateMachineArn");
    Endpoint.Answer empty = update(machine, "1", true);
    assertThat(empty.object()).containsOnlyKeys("stateMachineVersionArn", "updateDate");
    assertThat(empty.text("stateMachineVersionArn"))
        .isEqualTo(created.text("stateMachineVersionArn"));
    assertThat(aws.states("DescribeStateMachine", "stateMachineArn", machine + ":1").ok().object())
        .doesNotContainKeys("description", "revisionId");
    String second = update(machine, "2", false).text("revisionId");
    String third = update(machine, "3", false).text("revisionId");
    refused(
        aws.states("PublishStateMachineVersion", "stateMachineArn", machine, "revisionId", second),
        "ConflictException",
        "Failed to publish the State Machine version for revision "
            + second
            + ". The current State Machine revision is "
            + third
            + ".");
  }

  @Test
  void anUpdateThatChangesNothingKeepsItsDate() {
    String machine = create(pass("1")).ok().text("stateMachineArn");
    Endpoint.Answer changed = update(machine, "2", false);
    assertThat(update(machine, "2", false).object())
        .containsEntry("updateDate", changed.object().get("updateDate"))
        .containsEntry("revisionId", changed.text("revisionId"));
  }

  @Test
  void aRequestToMakeAMachineIsTheSameByWhatWasPublishedFirst() {
    Object[] same = {"name", name(), "definition", pass("1"), "roleArn", ROLE};
    String machine = aws.states("CreateStateMachine", same).ok().text("stateMachineArn");
    aws.states("CreateStateMachine", same).ok();
    aws.states("PublishStateMachineVersion", "stateMachineArn", machine, "description", "the first")
        .ok();
    assertThat(aws.states("CreateStateMachine", same).error())
        .isEqualTo("StateMachineAlreadyExists");
    update(machine, "2", false);
    aws.states("PublishStateMachineVersion", "stateMachineArn", machine, "description", "next")
        .ok();
    for (String described : List.of("the first", "next")) {
      Endpoint.Answer again =
          aws.states(
              "CreateStateMachine",
              "name",
              same[1],
              "definition",
              pass("2"),
              "roleArn",
              ROLE,
              "publish",
              true,
              "versionDescription",
              described);
      if (described.equals("next")) {
        assertThat(again.error()).isEqualTo("StateMachineAlreadyExists");
      } else {
        assertThat(again.ok().text("stateMachineVersionArn")).isEqualTo(machine + ":1");
      }
    }
  }

  @Test
  void whatRanWithAVersionStaysWhenThatIsDeleted() {
    String machine = create(pass("1"), "publish", true).ok().text("stateMachineArn");
    String version = machine + ":1";
    aws.states("StartExecution", "stateMachineArn", version).ok();
    aws.states("DeleteStateMachineVersion", "stateMachineVersionArn", version).ok();
    assertThat(
            (List<?>)
                aws.states("ListExecutions", "stateMachineArn", version)
                    .ok()
                    .object()
                    .get("executions"))
        .hasSize(1);
    refused(
        aws.states("DescribeStateMachine", "stateMachineArn", version),
        "StateMachineDoesNotExist",
        "State Machine Version Does Not Exist: '" + version + "'");
    assertThat(aws.states("ListExecutions", "stateMachineArn", machine + ":2").error())
        .isEqualTo("StateMachineDoesNotExist");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ALL   | none | Log Destination not found.
          OFF   | none | Log Destination not found.
          ERROR |      | Must specify exactly one Log Destination.
          """)
  void whatIsLoggedIsLoggedToOneGroupThatThereIs(String level, String group, String problem) {
    Map<String, Object> logging = object("level", level);
    if (group != null) {
      logging.put(
          "destinations",
          List.of(
              Map.of(
                  "cloudWatchLogsLogGroup",
                  Map.of(
                      "logGroupArn",
                      "arn:aws:logs:us-east-1:123456789012:log-group:" + group + ":*"))));
    }
    String message = "Invalid Logging Configuration: " + problem;
    refused(
        create(pass("1"), "loggingConfiguration", logging), "InvalidLoggingConfiguration", message);
    String machine = create(pass("1")).ok().text("stateMachineArn");
    refused(
        aws.states(
            "UpdateStateMachine", "stateMachineArn", machine, "loggingConfiguration", logging),
        "InvalidLoggingConfiguration",
        message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''  | v | at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1
              | v | at 'tags.1.member.key' failed to satisfy constraint: Member must not be null
          k   |   | at 'tags.1.member.value' failed to satisfy constraint: Member must not be null
          """)
  void aTagHasAKeyAndAValue(String key, String value, String problem) {
    String machine = create(pass("1")).ok().text("stateMachineArn");
    Endpoint.Answer refused =
        aws.states(
            "TagResource",
            "resourceArn",
            machine,
            "tags",
            List.of(object("key", key, "value", value)));
    assertThat(refused.error()).isEqualTo("ValidationException");
    assertThat(refused.text("message")).endsWith(problem);
    assertThat(aws.states("ListTagsForResource", "resourceArn", machine).ok().list("tags"))
        .isEmpty();
  }

  @Test
  void aMachineHasAtMostFiftyTags() {
    String machine = create(pass("1")).ok().text("stateMachineArn");
    List<Map<String, Object>> tags = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      tags.add(object("key", "k" + i, "value", ""));
    }
    aws.states("TagResource", "resourceArn", machine, "tags", tags).ok();
    List<Map<String, Object>> more = List.of(object("key", "more", "value", ""));
    assertThat(aws.states("TagResource", "resourceArn", machine, "tags", more).error())
        .isEqualTo("TooManyTags");
    assertThat(aws.states("ListTagsForResource", "resourceArn", machine).ok().list("tags"))
        .hasSize(50);
    tags.addAll(more);
    assertThat(create(pass("1"), "tags", tags).error()).isEqualTo("TooManyTags");
  }

  @Test
  void expressMachinesWaitForNoJob() {
    String definition =
        "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"S\", \"States\": {\"S\": {\"Type\":"
            + " \"Task\", \"Resource\": \"arn:aws:states:::states:startExecution.sync\","
            + " \"Arguments\": {\"StateMachineArn\": \"a\"}, \"End\": true}}}";
    refused(
        create(definition, "type", "EXPRESS"),
        "InvalidDefinition",
        "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Express state machine does"
            + " not support '.sync' service integration at /States/S/Resource'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Type": "Task", "Arguments": {}, "Resource": "arn:aws:states:us-east-1:123456789012:activity:a" | Express state machine does not support Activity ARN at /States/S/Resource
          "Type": "Map", "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}, "StartAt": "P", "States": {"P": {"Type": "Succeed"}}} | The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines at /States/S/ItemProcessor/ProcessorConfig/Mode
          """)
  void whatExpressMachinesHaveNotIsTold(String state, String problem) {
    String definition =
        "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"S\", \"States\": {\"S\": {"
            + state
            + ", \"End\": true}}}";
    refused(
        create(definition, "type", "EXPRESS"),
        "InvalidDefinition",
        "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: " + problem + "'");
  }

  @Test
  void aDescriptionHasAtMost256Characters() {
    String machine = create(pass("1")).ok().text("stateMachineArn");
    for (String description : List.of("d".repeat(256), "d".repeat(257))) {
      Endpoint.Answer version =
          aws.states(
              "PublishStateMachineVersion", "stateMachineArn", machine, "description", description);
      if (description.length() == 256) {
        version.ok();
      } else {
        assertThat(version.error()).isEqualTo("ValidationException");
        assertThat(version.text("message"))
            .endsWith(
                "at 'description' failed to satisfy constraint: Member must have length less than"
                    + " or equal to 256");
      }
    }
  }

  @Test
  void aMachineMustComeToAnEnd() {
    refused(
        create(
            """
            {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A"}}}
            """),
        "InvalidDefinition",
        "Invalid State Machine Definition: 'MISSING_END_STATE: Workflow has no terminal state at"
            + " null'");
  }

  @Test
  void theVariablesThatStatesReadAreTold() {
    String definition =
        """
        {"QueryLanguage": "JSONata", "StartAt": "Set", "States": {
          "Set": {"Type": "Pass", "Assign": {"z": 1, "a": 2, "list": [1]}, "Next": "Each"},
          "Each": {"Type": "Map", "Items": "{% $list %}", "MaxConcurrency": "{% $z %}",
            "ItemSelector": {"text": "$z", "of": "{% $states.context.Map.Item.Value %}"},
            "ItemProcessor": {"StartAt": "In", "States": {
              "In": {"Type": "Pass", "Output": "{% ($b := $a; $sum($map([$b], function($v) {$v + $z}))) %}", "End": true}}},
            "Next": "None"},
          "None": {"Type": "Choice", "Default": "Last",
            "Choices": [{"Condition": "{% $not($states.input[0] = 1) %}", "Next": "Last"}]},
          "Last": {"Type": "Succeed"}}}
        """;
    String machine = create(definition).ok().text("stateMachineArn");
    Map<String, Object> read = Map.of("Each", List.of("list", "z"), "In", List.of("a", "z"));
    assertThat(aws.states("DescribeStateMachine", "stateMachineArn", machine).ok().object())
        .containsEntry("variableReferences", read);
    String execution =
        aws.states("StartExecution", "stateMachineArn", machine).ok().text("executionArn");
    assertThat(
            aws.states("DescribeStateMachineForExecution", "executionArn", execution).ok().object())
        .containsEntry("variableReferences", read);
    String none = create(pass("1")).ok().text("stateMachineArn");
    assertThat(aws.states("DescribeStateMachine", "stateMachineArn", none).ok().object())
        .doesNotContainKey("variableReferences");
  }

  @Test
  void aTextThatIsNoJsonIsShownWhereItIsWrong() {
    String at = "[Source: (String)\"not a definition\"; line: 1, column: 4]";
    assertThat(
            aws.states("ValidateStateMachineDefinition", "definition", "not a definition")
                .ok()
                .object()
                .get("diagnostics"))
        .isEqualTo(
            List.of(
                Map.of(
                    "severity",
                    "ERROR",
                    "code",
                    "INVALID_JSON_DESCRIPTION",
                    "location",
                    at,
                    "message",
                    "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object"
                        + " or token 'null', 'true' or 'false')\n at "
                        + at)));
  }
}
