package io.tenfold.local.aws;

import static io.tenfold.local.aws.Endpoint.ROLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EndpointExtension.class)
final class ExecutionApiTest {
  private static final String WAIT =
      """
      {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
        "A": {"Type": "Wait", "Seconds": 600, "End": true}}}\
      """;

  /** Reads an object that the test puts there only after the first failure. */
  private static final String READ =
      """
      {"QueryLanguage": "JSONata", "StartAt": "First", "States": {
        "First": {"Type": "Pass", "Assign": {"name": "late.json"}, "Output": "from first",
          "Next": "Read"},
        "Read": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject",
          "Arguments": {"Bucket": "redrive", "Key": "{% $name %}"},
          "Output": "{% $states.input & ', read' %}", "End": true}}}\
      """;

  private final Endpoint aws;

  ExecutionApiTest(Endpoint aws) {
    this.aws = aws;
  }

  private String create(String name, String definition) {
    return aws.states("CreateStateMachine", "name", name, "definition", definition, "roleArn", ROLE)
        .ok()
        .text("stateMachineArn");
  }

  private Endpoint.Answer start(String machine, String name, String input) {
    return aws.states("StartExecution", "stateMachineArn", machine, "name", name, "input", input);
  }

  @Test
  void aNumberOfTheInputKeepsItsForm() throws Exception {
    String machine =
        create(
            "forms",
            "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"End\": true}}}");
    Endpoint.Answer started = start(machine, "x", "{\"a\": [0.0, 1.50, 1e2, 7]}").ok();
    assertThat(aws.await(started.text("executionArn")).text("output"))
        .isEqualTo("{\"a\":[0.0,1.50,1e2,7]}");
  }

  @Test
  void anExecutionIsDescribedWithInputAndOutput() throws Exception {
    String machine = aws.createPass("described");
    Endpoint.Answer started = start(machine, "x", "{\"a\":1}").ok();

    Endpoint.Answer ended = aws.await(started.text("executionArn"));

    assertThat(started.text("executionArn"))
        .isEqualTo("arn:aws:states:us-east-1:123456789012:execution:described:x");
    assertThat(ended.object())
        .containsEntry("status", "SUCCEEDED")
        .containsEntry("input", "{\"a\":1}")
        .containsEntry("output", "\"one\"")
        .containsEntry("redriveStatus", "NOT_REDRIVABLE")
        .containsKeys("startDate", "stopDate", "name", "stateMachineArn");
  }

  @Test
  void theSameNameAndInputIsTheSameExecutionOnlyWhileItRuns() throws Exception {
    String machine = create("names", WAIT);
    String arn = start(machine, "x", "{\"a\":1}").ok().text("executionArn");

    assertThat(start(machine, "x", "{ \"a\": 1 }").ok().text("executionArn")).isEqualTo(arn);
    assertThat(start(machine, "x", "{\"a\":2}").error()).isEqualTo("ExecutionAlreadyExists");
    aws.states("StopExecution", "executionArn", arn, "error", "E", "cause", "why").ok();
    assertThat(aws.await(arn).object())
        .containsEntry("status", "ABORTED")
        .containsEntry("error", "E")
        .containsEntry("cause", "why");
    assertThat(start(machine, "x", "{\"a\":1}").error()).isEqualTo("ExecutionAlreadyExists");
  }

  @Test
  void whatIsOutOfRangeIsToldWithItsValue() {
    String machine = aws.createPass("ranges");
    String token = "x".repeat(3_097);
    Object[][] wrong = {
      {"maxResults", 1001, "1001", "have value less than or equal to 1000"},
      {"maxResults", -1, "-1", "have value greater than or equal to 0"},
      {"nextToken", token, token, "have length less than or equal to 3096"},
    };
    for (Object[] one : wrong) {
      Endpoint.Answer answer =
          aws.states("ListExecutions", "stateMachineArn", machine, one[0], one[1]);
      assertThat(answer.error()).isEqualTo("ValidationException");
      assertThat(answer.text("message"))
          .isEqualTo(
              "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member"
                      .formatted(one[2], one[0])
                  + " must "
                  + one[3]);
    }
  }

  @Test
  void wrongRequestsAreRefusedByName() {
    String machine = aws.createPass("refusals");

    assertThat(start(machine, "a b", "{}").error()).isEqualTo("InvalidName");
    assertThat(start(machine, "x", "{").error()).isEqualTo("InvalidExecutionInput");
    assertThat(start(machine, "x", "not so").text("message"))
        .isEqualTo(
            "Invalid State Machine Execution Input: 'Unrecognized token 'not': was expecting (JSON"
                + " String, Number, Array, Object or token 'null', 'true' or 'false')'");
    assertThat(start("nonsense", "x", "{}").error()).isEqualTo("InvalidArn");
    assertThat(start(machine + "2", "x", "{}").error()).isEqualTo("StateMachineDoesNotExist");
    assertThat(aws.states("StartSyncExecution", "stateMachineArn", machine).error())
        .isEqualTo("StateMachineTypeNotSupported");
    assertThat(
            aws.states(
                    "DescribeExecution",
                    "executionArn",
                    machine.replace("stateMachine", "execution") + ":x")
                .error())
        .isEqualTo("ExecutionDoesNotExist");
  }

  @Test
  void listsComeInPagesNewestFirst() throws Exception {
    String machine = aws.createPass("pages");
    for (int i = 0; i < 5; i++) {
      aws.await(start(machine, "e" + i, "{}").ok().text("executionArn"));
    }

    Endpoint.Answer first =
        aws.states("ListExecutions", "stateMachineArn", machine, "maxResults", 3).ok();
    Endpoint.Answer second =
        aws.states(
                "ListExecutions",
                "stateMachineArn",
                machine,
                "maxResults",
                3,
                "nextToken",
                first.text("nextToken"))
            .ok();

    assertThat(first.list("executions"))
        .extracting(execution -> execution.get("name"))
        .containsExactly("e4", "e3", "e2");
    assertThat(second.list("executions"))
        .extracting(execution -> execution.get("name"))
        .containsExactly("e1", "e0");
    assertThat(second.object()).doesNotContainKey("nextToken");
    assertThat(
            aws.states("ListExecutions", "stateMachineArn", machine, "statusFilter", "FAILED")
                .ok()
                .list("executions"))
        .isEmpty();
    assertThat(aws.states("ListExecutions", "stateMachineArn", machine, "nextToken", "x").error())
        .isEqualTo("InvalidToken");
  }

  @Test
  void theHistoryHasAwsTypesAndDetails() throws Exception {
    String arn = start(aws.createPass("history"), "x", "{\"a\":1}").ok().text("executionArn");
    aws.await(arn);

    List<Map<String, Object>> events =
        aws.states("GetExecutionHistory", "executionArn", arn).ok().list("events");
    List<Map<String, Object>> reverse =
        aws.states(
                "GetExecutionHistory",
                "executionArn",
                arn,
                "reverseOrder",
                true,
                "maxResults",
                1,
                "includeExecutionData",
                false)
            .ok()
            .list("events");

    assertThat(events)
        .extracting(event -> event.get("type"))
        .containsExactly(
            "ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded");
    assertThat(events)
        .extracting(event -> event.get("id"))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 4).boxed().toList());
    assertThat(Endpoint.object("x", events.get(1).get("stateEnteredEventDetails")).toString())
        .contains("name=A", "input={\"a\":1}");
    assertThat(reverse).hasSize(1);
    assertThat(reverse.get(0)).containsEntry("type", "ExecutionSucceeded").containsEntry("id", 4);
    assertThat(reverse.get(0).toString()).doesNotContain("output");
  }

  @Test
  void aRedriveGoesOnFromTheStateThatFailed() throws Exception {
    aws.send("s3", "PUT", "/redrive").ok();
    String arn = start(create("redrive", READ), "x", "{}").ok().text("executionArn");
    Endpoint.Answer failed = aws.await(arn);
    aws.send("s3", "PUT", "/redrive/late.json", new byte[] {'1'}).ok();
    aws.states("RedriveExecution", "executionArn", arn).ok();

    Endpoint.Answer ended = aws.await(arn);

    assertThat(failed.object())
        .containsEntry("status", "FAILED")
        .containsEntry("error", "S3.NoSuchKeyException")
        .containsEntry("redriveStatus", "REDRIVABLE");
    assertThat(ended.object())
        .containsEntry("status", "SUCCEEDED")
        .containsEntry("output", "\"from first, read\"")
        .containsEntry("redriveCount", 1)
        .containsKey("redriveDate");
    assertThat(aws.states("GetExecutionHistory", "executionArn", arn).ok().list("events"))
        .extracting(event -> event.get("type"))
        .containsSubsequence("ExecutionFailed", "ExecutionRedriven", "TaskScheduled")
        .containsOnlyOnce("PassStateEntered", "TaskStateEntered");
    assertThat(aws.states("RedriveExecution", "executionArn", arn).error())
        .isEqualTo("ExecutionNotRedrivable");
  }

  @Test
  void aRedriveHasTheStartTimeOfItsExecution() throws Exception {
    String definition =
        READ.replace(
                "\"late.json\"",
                "\"late.json\", \"start\": \"{% $states.context.Execution.StartTime %}\"")
            .replace("$states.input & ', read'", "$start = $states.context.Execution.StartTime")
            .replace("\"redrive\"", "\"start-time\"");
    aws.send("s3", "PUT", "/start-time").ok();
    String arn = start(create("start-time", definition), "x", "{}").ok().text("executionArn");
    aws.await(arn);
    aws.send("s3", "PUT", "/start-time/late.json", new byte[] {'1'}).ok();
    aws.states("RedriveExecution", "executionArn", arn).ok();

    assertThat(aws.await(arn).object()).containsEntry("output", "true");
  }
}
