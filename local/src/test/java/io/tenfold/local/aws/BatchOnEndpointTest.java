package io.tenfold.local.aws;

import static io.tenfold.local.aws.Endpoint.ROLE;
import static io.tenfold.local.aws.Endpoint.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The project's workflow file on the endpoint, with a function in processes of its own. */
@ExtendWith(EndpointExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BatchOnEndpointTest {
  private static final String BUCKET = "batch-on-endpoint";

  private final Endpoint aws;
  private final String queueUrl;
  private final String machine;

  BatchOnEndpointTest(Endpoint aws) throws IOException {
    this.aws = aws;
    aws.send("s3", "PUT", "/" + BUCKET).ok();
    queueUrl = aws.sqs("CreateQueue", "QueueName", "failed-runs").ok().text("QueueUrl");
    String function = aws.createFunction("records");
    machine =
        aws.states(
                "CreateStateMachine",
                "name",
                "batch",
                "definition",
                Endpoint.workflow(BUCKET, function, queueUrl),
                "roleArn",
                ROLE)
            .ok()
            .text("stateMachineArn");
  }

  /** Puts a file of so many records, of which the first fail, and returns its key. */
  private String records(int count, int failing, int sleepMillis) {
    String records =
        IntStream.range(0, count)
            .mapToObj(i -> "{\"fail\":" + (i < failing) + ",\"sleep\":" + sleepMillis + "}")
            .collect(Collectors.joining(",", "[", "]"));
    String key = "input/" + count + "-" + failing + "-" + sleepMillis + ".json";
    aws.send("s3", "PUT", "/" + BUCKET + "/" + key, records.getBytes(StandardCharsets.UTF_8)).ok();
    return key;
  }

  private String start(String key) {
    return aws.states(
            "StartExecution", "stateMachineArn", machine, "input", "{\"key\":\"" + key + "\"}")
        .ok()
        .text("executionArn");
  }

  private Map<?, ?> mapRun(String execution) {
    Map<String, Object> run =
        aws.states("ListMapRuns", "executionArn", execution).ok().list("mapRuns").get(0);
    return aws.states("DescribeMapRun", "mapRunArn", run.get("mapRunArn")).ok().object();
  }

  private List<?> results(Map<?, ?> mapRun, String group) {
    String run = mapRun.get("mapRunArn").toString();
    String folder = "/" + BUCKET + "/results/" + run.substring(run.lastIndexOf(':') + 1) + "/";
    return (List<?>) aws.send("s3", "GET", folder + group + "_0.json").ok().body();
  }

  @Test
  void halfOfTheRecordsMayFail() throws Exception {
    String execution = start(records(20, 10, 0));

    Endpoint.Answer ended = aws.await(execution);

    assertThat(ended.object()).containsEntry("status", "SUCCEEDED");
    Map<?, ?> run = mapRun(execution);
    assertThat(run.get("status")).isEqualTo("SUCCEEDED");
    assertThat(run.get("maxConcurrency")).isEqualTo(2);
    assertThat(run.get("itemCounts").toString()).contains("succeeded=10, failed=10");
    assertThat(results(run, "SUCCEEDED")).hasSize(10);
    assertThat(results(run, "SUCCEEDED").toString()).contains("\"output\":\"hello\"");
    assertThat(results(run, "FAILED")).hasSize(10);
    assertThat(results(run, "FAILED").toString()).contains("Error=" + rejected());
    assertThat(
            aws.states("ListExecutions", "mapRunArn", run.get("mapRunArn")).ok().list("executions"))
        .hasSize(20);
  }

  private static String rejected() {
    return RecordCheck.Rejected.class.getName();
  }

  @Test
  void moreThanHalfFailsTheRunAndPutsAMessageOnTheQueue() throws Exception {
    aws.sqs("PurgeQueue", "QueueUrl", queueUrl).ok();
    String execution = start(records(20, 11, 0));

    Endpoint.Answer ended = aws.await(execution);

    assertThat(ended.object())
        .containsEntry("status", "FAILED")
        .containsEntry("error", "Tenfold.ExceedToleratedFailureThreshold");
    List<Map<String, Object>> messages =
        aws.sqs("ReceiveMessage", "QueueUrl", queueUrl).ok().list("Messages");
    assertThat(messages).hasSize(1);
    Map<?, ?> message = (Map<?, ?>) Json.parse((String) messages.get(0).get("Body"));
    assertThat(message.get("executionArn")).isEqualTo(execution);
    assertThat(message.get("error")).isEqualTo("States.ExceedToleratedFailureThreshold");
    assertThat(message.get("mapRunArn")).isEqualTo(mapRun(execution).get("mapRunArn"));
  }

  @Test
  void aMapRunThatGoesOnTakesNewLimits() throws Exception {
    String execution = start(records(30, 20, 50));
    List<Map<String, Object>> runs = List.of();
    while (runs.isEmpty()) {
      Thread.sleep(20);
      runs = aws.states("ListMapRuns", "executionArn", execution).ok().list("mapRuns");
    }
    Object arn = runs.get(0).get("mapRunArn");
    aws.states(
            "UpdateMapRun", "mapRunArn", arn, "maxConcurrency", 3, "toleratedFailurePercentage", 70)
        .ok();

    assertThat(aws.await(execution).object()).containsEntry("status", "SUCCEEDED");
    assertThat(mapRun(execution).toString())
        .contains("maxConcurrency=3", "toleratedFailurePercentage=70", "failed=20");
    assertThat(aws.states("UpdateMapRun", "mapRunArn", arn, "maxConcurrency", 1).error())
        .isEqualTo("ValidationException");
  }

  @Test
  void aBatchThatWasStoppedIsRedrivenToItsEnd() throws Exception {
    String execution = start(records(30, 3, 50));
    while (aws.states("ListMapRuns", "executionArn", execution).ok().list("mapRuns").isEmpty()
        || !mapRun(execution).get("itemCounts").toString().contains("failed=3")) {
      Thread.sleep(20);
    }
    aws.states("StopExecution", "executionArn", execution).ok();
    assertThat(aws.await(execution).object()).containsEntry("status", "ABORTED");
    Object arn = mapRun(execution).get("mapRunArn");

    aws.states("RedriveExecution", "executionArn", execution).ok();
    Map<String, Object> ended = aws.await(execution).object();

    assertThat(ended).containsEntry("status", "SUCCEEDED");
    assertThat(mapRun(execution).get("mapRunArn")).isEqualTo(arn);
    Map<?, ?> output = (Map<?, ?>) Json.parse((String) ended.get("output"));
    assertThat(output.get("counts").toString()).contains("total=30", "succeeded=27", "failed=3");
    String key = (String) ((Map<?, ?>) output.get("results")).get("manifestKey");
    assertThat(key).endsWith("/Redrive-1/manifest.json");
    Map<?, ?> manifest = (Map<?, ?>) aws.send("s3", "GET", "/" + BUCKET + "/" + key).ok().body();
    List<Object> indexes = new ArrayList<>();
    for (Object group : ((Map<?, ?>) manifest.get("ResultFiles")).values()) {
      for (Object file : (List<?>) group) {
        String at = "/" + BUCKET + "/" + ((Map<?, ?>) file).get("Key");
        for (Object child : (List<?>) aws.send("s3", "GET", at).ok().body()) {
          Object input = Json.parse((String) ((Map<?, ?>) child).get("Input"));
          indexes.add(((Map<?, ?>) input).get("index"));
        }
      }
    }
    assertThat(indexes)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 30).boxed().toList());
  }

  @Test
  void theMessageQueueAndTheResultsAreReachedThroughTheEndpoint() {
    assertThat(queueUrl).startsWith(aws.url());
    assertThat(aws.sqs("GetQueueUrl", "QueueName", "failed-runs").ok().object())
        .isEqualTo(object("QueueUrl", queueUrl));
  }
}
