package io.tenfold.local.aws;

import static io.tenfold.local.aws.Endpoint.ROLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RedriveExecution, as the SDKs call it; what it answers is as recorded on AWS. */
@ExtendWith(EndpointExtension.class)
final class RedriveApiTest {
  /** Reads, for each item, the object of its key. */
  private static final String MAP =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Map", "States": {
        "Map": {"Type": "Map", "Label": "Label", "MaxConcurrency": 1,
          "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": {"InputType": "JSON"},
            "Arguments": {"Bucket": "BUCKET", "Key": "in.json"}},
          "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "TYPE"},
            "StartAt": "Read", "States": {"Read": {"Type": "Task",
              "Resource": "arn:aws:states:::aws-sdk:s3:getObject",
              "Arguments": {"Bucket": "BUCKET", "Key": "{% $states.input.key %}"},
              "Output": "{% $states.result.Body %}", "End": true}}},
          "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
            "Arguments": {"Bucket": "BUCKET", "Prefix": "results"}},
          "Output": "{% $states.result.ResultWriterDetails %}", "End": true}}}
      """;

  private static final String READ =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Read", "States": {
        "Read": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:getObject",
          "Arguments": {"Bucket": "BUCKET", "Key": "late"}, "End": true}}}
      """;

  private final Endpoint aws;

  RedriveApiTest(Endpoint aws) {
    this.aws = aws;
  }

  private String start(String name, String definition) {
    String machine =
        aws.states(
                "CreateStateMachine",
                "name",
                name,
                "definition",
                definition.replace("BUCKET", name),
                "roleArn",
                ROLE)
            .ok()
            .text("stateMachineArn");
    return aws.states("StartExecution", "stateMachineArn", machine, "name", "x", "input", "{}")
        .ok()
        .text("executionArn");
  }

  private void put(String bucket, String key, String content) {
    aws.send("s3", "PUT", "/" + bucket + "/" + key, content.getBytes(StandardCharsets.UTF_8)).ok();
  }

  private Map<String, Object> mapRun(String arn) {
    return aws.states("DescribeMapRun", "mapRunArn", arn).ok().object();
  }

  @ParameterizedTest
  @ValueSource(strings = {"STANDARD", "EXPRESS"})
  void aMapRunIsRedrivenWithItsExecution(String type) throws Exception {
    String name = "redriven-" + type.toLowerCase();
    aws.send("s3", "PUT", "/" + name).ok();
    put(name, "present", "first");
    put(
        name,
        "in.json",
        "[{\"key\": \"present\"}, {\"key\": \"missing\"}, {\"key\": \"present\"}]");
    String arn = start(name, MAP.replace("TYPE", type));
    assertThat(aws.await(arn).object())
        .containsEntry("status", "FAILED")
        .containsEntry("error", "States.ExceedToleratedFailureThreshold")
        .containsEntry("redriveStatus", "REDRIVABLE");
    String mapRun =
        (String)
            aws.states("ListMapRuns", "executionArn", arn)
                .ok()
                .list("mapRuns")
                .get(0)
                .get("mapRunArn");
    Map<String, Object> before = mapRun(mapRun);
    assertThat(before).containsEntry("redriveCount", 0).doesNotContainKey("redriveDate");
    put(name, "missing", "repaired");
    // Successful children are not run again, whatever they would read now.
    put(name, "present", "second");

    aws.states("RedriveExecution", "executionArn", arn).ok();
    Map<String, Object> ended = aws.await(arn).object();

    assertThat(ended).containsEntry("status", "SUCCEEDED").containsEntry("redriveCount", 1);
    assertThat(aws.states("ListMapRuns", "executionArn", arn).ok().list("mapRuns"))
        .extracting(run -> run.get("mapRunArn"))
        .containsExactly(mapRun);
    assertThat(mapRun(mapRun))
        .containsEntry("status", "SUCCEEDED")
        .containsEntry("redriveCount", 1)
        .containsEntry("startDate", before.get("startDate"))
        .containsKey("redriveDate")
        .hasEntrySatisfying(
            "itemCounts",
            counts ->
                assertThat(counts.toString())
                    .contains("succeeded=3", "failed=0", "pendingRedrive=0", "resultsWritten=3"));
    assertThat(aws.states("ListExecutions", "mapRunArn", mapRun).ok().list("executions"))
        .extracting(child -> child.get("redriveCount"))
        .containsExactlyInAnyOrder(0, 1, 0);
    String key = (String) ((Map<?, ?>) Json.parse((String) ended.get("output"))).get("Key");
    assertThat(key).matches("results/[0-9a-f-]{36}/Redrive-1/manifest.json");
    Map<String, Object> files = object(name, key);
    List<?> succeeded = (List<?>) ((Map<?, ?>) files.get("ResultFiles")).get("SUCCEEDED");
    assertThat(succeeded).hasSize(2);
    assertThat(files.get("ResultFiles").toString()).contains("FAILED=[]", "PENDING=[]");
    StringBuilder outputs = new StringBuilder();
    for (Object file : succeeded) {
      for (Object child : (List<?>) body(name, (String) ((Map<?, ?>) file).get("Key"))) {
        outputs.append(((Map<?, ?>) child).get("Output"));
      }
    }
    assertThat(outputs).hasToString("\"first\"\"repaired\"\"second\"");
    List<Map<String, Object>> events =
        aws.states("GetExecutionHistory", "executionArn", arn).ok().list("events");
    assertThat(events)
        .extracting(event -> event.get("type"))
        .containsExactly(
            "ExecutionStarted",
            "MapStateEntered",
            "MapStateStarted",
            "MapRunStarted",
            "MapRunFailed",
            "MapStateFailed",
            "ExecutionFailed",
            "ExecutionRedriven",
            "MapRunRedriven",
            "MapRunSucceeded",
            "MapStateSucceeded",
            "MapStateExited",
            "ExecutionSucceeded");
    assertThat(events.get(7))
        .containsEntry("previousEventId", 7)
        .containsEntry("executionRedrivenEventDetails", Map.of("redriveCount", 1));
    assertThat(events.get(8))
        .containsEntry("previousEventId", 3)
        .containsEntry(
            "mapRunRedrivenEventDetails", Map.of("mapRunArn", mapRun, "redriveCount", 1));
  }

  private Object body(String bucket, String key) {
    return aws.send("s3", "GET", "/" + bucket + "/" + key).ok().body();
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> object(String bucket, String key) {
    return (Map<String, Object>) body(bucket, key);
  }

  @Test
  void aTokenRedrivesOnceWhateverBecomesOfIt() throws Exception {
    aws.send("s3", "PUT", "/tokens").ok();
    String arn = start("tokens", READ);
    aws.await(arn);
    Number first = redrive(arn, "A").ok().number("redriveDate");
    aws.await(arn);
    assertThat(redrive(arn, "A").ok().number("redriveDate")).isEqualTo(first);
    assertThat(aws.await(arn).object()).containsEntry("redriveCount", 1);
    put("tokens", "late", "x");
    redrive(arn, "B").ok();
    assertThat(aws.await(arn).object())
        .containsEntry("status", "SUCCEEDED")
        .containsEntry("redriveCount", 2);
    assertThat(redrive(arn, "A").ok().number("redriveDate")).isEqualTo(first);
    redrive(arn, "B").ok();
    Endpoint.Answer refused = redrive(arn, "C");
    assertThat(refused.error()).isEqualTo("ExecutionNotRedrivable");
    assertThat(refused.text("message"))
        .isEqualTo(
            "Execution "
                + arn
                + " invalid for redrive as: Execution is SUCCEEDED and cannot be redriven");
    assertThat(redrive(arn, "a b").error()).isEqualTo("ValidationException");
    assertThat(redrive(arn, "t".repeat(65)).error()).isEqualTo("ValidationException");
    assertThat(
            aws.states(
                    "ListExecutions",
                    "stateMachineArn",
                    arn.replace(":execution:", ":stateMachine:").replaceFirst(":x$", ""),
                    "redriveFilter",
                    "REDRIVEN")
                .ok()
                .list("executions"))
        .hasSize(1);
  }

  private Endpoint.Answer redrive(String arn, String token) {
    return aws.states("RedriveExecution", "executionArn", arn, "clientToken", token);
  }

  @Test
  void whatCannotBeRedrivenIsRefusedByName() {
    String running =
        start(
            "running",
            """
            {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
              "A": {"Type": "Wait", "Seconds": 600, "End": true}}}
            """);
    assertThat(redrive(running, "A").text("message"))
        .endsWith("invalid for redrive as: Execution is RUNNING and cannot be redriven");
    assertThat(redrive(running + "2", "A").error()).isEqualTo("ExecutionDoesNotExist");
    Endpoint.Answer express =
        redrive("arn:aws:states:us-east-1:123456789012:express:running:x:y", "A");
    assertThat(express.error()).isEqualTo("InvalidArn");
    assertThat(express.text("message"))
        .isEqualTo("Invalid Arn: 'Resource type not valid in this context: express'");
    assertThat(
            aws.states(
                    "ListExecutions",
                    "stateMachineArn",
                    running.replace(":execution:", ":stateMachine:").replaceFirst(":x$", ""),
                    "redriveFilter",
                    "NONE")
                .error())
        .isEqualTo("ValidationException");
    aws.states("StopExecution", "executionArn", running).ok();
  }
}
