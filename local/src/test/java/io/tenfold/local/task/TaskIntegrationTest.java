package io.tenfold.local.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.ExecutionOutcome;
import io.tenfold.local.asl.TestEngine;
import io.tenfold.local.json.Json;
import io.tenfold.local.port.FunctionInvoker;
import io.tenfold.local.port.ObjectStore;
import io.tenfold.local.port.ServiceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The services a Task can call: what they take, return and refuse. */
class TaskIntegrationTest {
  @TempDir Path folder;

  private static String task(String resource, String arguments) {
    return "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"S\", \"States\": {\"S\": {\"Type\":"
        + " \"Task\", \"Resource\": \"arn:aws:states:::"
        + resource
        + "\", \"Arguments\": "
        + arguments
        + ", \"End\": true}}}";
  }

  private TestEngine engine() throws Exception {
    return new TestEngine(folder, TestEngine.echo());
  }

  private static Map<?, ?> object(String json) {
    return (Map<?, ?>) Json.parse(json);
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          aws-sdk:s3:getObject          | {"Bucket": "batch"}                                | 'Key'
          aws-sdk:s3:getObject          | {"Bucket": "batch", "Key": null}                   | 'Key'
          aws-sdk:s3:getObject          | {"Bucket": 5, "Key": "k"}                          | 'Bucket'
          aws-sdk:s3:getObject          | {"Bucket": "b", "Key": "k", "Range": "x"}          | 'Range'
          aws-sdk:s3:putObject          | {"Bucket": "batch", "Body": 1}                     | 'Key'
          sqs:sendMessage               | {"MessageBody": "x"}                               | 'QueueUrl'
          sqs:sendMessage               | {"QueueUrl": "q"}                                  | 'MessageBody'
          lambda:invoke                 | {"Payload": 1}                                     | 'FunctionName'
          lambda:invoke                 | {"FunctionName": ["f"]}                            | 'FunctionName'
          aws-sdk:sfn:describeMapRun    | {}                                                 | 'MapRunArn'
          aws-sdk:sfn:listMapRuns       | {"ExecutionArn": "a", "MaxResults": 5}             | 'MaxResults'
          """)
  void argumentsThatAnExpressionMakesAreCheckedAsItRuns(
      String resource, String arguments, String field) throws Exception {
    try (TestEngine engine = engine()) {
      assertThat(engine.failure(task(resource, "\"{% $states.input %}\""), arguments))
          .satisfies(
              failed -> {
                assertThat(failed.error()).isEqualTo("States.Runtime");
                assertThat(failed.cause()).contains("'S'", field);
              });
    }
  }

  @Test
  void argumentsMustBeAnObject() throws Exception {
    try (TestEngine engine = engine()) {
      assertThat(engine.failure(task("lambda:invoke", "\"{% [1] %}\""), "{}").error())
          .isEqualTo("States.QueryEvaluationError");
    }
  }

  @Test
  void argumentsOverTheLimitAreRefused() throws Exception {
    try (TestEngine engine = engine()) {
      String twice =
          "{\"FunctionName\": \"f\", \"Payload\": [\"{% $states.input %}\", \"{%"
              + " $states.input %}\"]}";
      assertThat(engine.failure(task("lambda:invoke", twice), "\"" + "x".repeat(140_000) + "\""))
          .satisfies(
              failed -> {
                assertThat(failed.error()).isEqualTo("States.DataLimitExceeded");
                assertThat(failed.cause()).contains("'S'", "arguments");
              });
    }
  }

  @Test
  void lambdaReturnsThePayloadWithItsStatus() throws Exception {
    List<String> invoked = new CopyOnWriteArrayList<>();
    FunctionInvoker noting =
        (function, payload) -> {
          invoked.add(function + " " + new String(payload, StandardCharsets.UTF_8));
          return new FunctionInvoker.Returned(payload);
        };
    try (TestEngine engine = new TestEngine(folder, noting)) {
      String arguments = "{\"FunctionName\": \"f\", \"Payload\": {\"a\": \"{% null %}\"}}";
      assertThat(engine.output(task("lambda:invoke", arguments), "{}"))
          .startsWith(
              "{\"ExecutedVersion\":\"$LATEST\",\"Payload\":{\"a\":null},\"SdkHttpMetadata\":{")
          .contains("\"HttpStatusCode\":200}", "\"SdkResponseMetadata\":{\"RequestId\":\"")
          .endsWith("},\"StatusCode\":200}");
      engine.output(task("lambda:invoke", "{\"FunctionName\": \"f\", \"Qualifier\": \"v\"}"), "{}");
      assertThat(invoked).containsExactly("f {\"a\":null}", "f:v {}");
    }
  }

  @Test
  void lambdaHandsOnTheContextAndReturnsTheLogThatWasWanted() throws Exception {
    List<FunctionInvoker.Options> asked = new CopyOnWriteArrayList<>();
    FunctionInvoker logging =
        new FunctionInvoker() {
          @Override
          public Result invoke(String function, byte[] payload) {
            throw new AssertionError("without options");
          }

          @Override
          public Invocation invoke(String function, byte[] payload, Options options) {
            asked.add(options);
            byte[] log = options.logTail() ? "END\n".getBytes(StandardCharsets.UTF_8) : null;
            return new Invocation(new Returned(payload), "7", log);
          }
        };
    try (TestEngine engine = new TestEngine(folder, logging)) {
      String arguments =
          "{\"FunctionName\": \"f\", \"Qualifier\": \"live\", \"ClientContext\": \"e30=\","
              + " \"LogType\": \"%s\"}";
      Map<?, ?> tail =
          object(engine.output(task("lambda:invoke", arguments.formatted("Tail")), "{}"));
      assertThat(tail.get("LogResult")).isEqualTo("RU5ECg==");
      assertThat(tail.get("ExecutedVersion")).isEqualTo("7");
      assertThat(headers(tail))
          .containsEntry("X-Amz-Log-Result", "RU5ECg==")
          .containsEntry("X-Amz-Executed-Version", "7");
      Map<?, ?> none =
          object(engine.output(task("lambda:invoke", arguments.formatted("None")), "{}"));
      assertThat(none.containsKey("LogResult")).isFalse();
      // As recorded on AWS.
      assertThat(headers(none))
          .containsOnlyKeys(
              "Connection",
              "Content-Length",
              "Content-Type",
              "Date",
              "X-Amz-Executed-Version",
              "x-amzn-Remapped-Content-Length",
              "x-amzn-RequestId",
              "X-Amzn-Trace-Id")
          .containsEntry("Content-Length", "2");
      assertThat(asked)
          .containsExactly(
              new FunctionInvoker.Options("live", "e30=", true),
              new FunctionInvoker.Options("live", "e30=", false));
      assertThat(engine.failure(task("lambda:invoke", arguments.formatted("tail")), "{}"))
          .satisfies(
              failed -> {
                assertThat(failed.error()).isEqualTo("Lambda.AWSLambdaException");
                assertThat(failed.cause())
                    .startsWith(
                        "1 validation error detected: Value 'tail' at 'logType' failed to satisfy"
                            + " constraint: Member must satisfy enum value set: [None, Tail]"
                            + " (Service: AWSLambda; Status Code: 400;");
              });
      assertThat(asked).hasSize(2);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> headers(Map<?, ?> result) {
    return (Map<String, Object>) ((Map<?, ?>) result.get("SdkHttpMetadata")).get("HttpHeaders");
  }

  @Test
  void aFunctionWithoutContextAndLogRefusesThemByName() throws Exception {
    try (TestEngine engine = engine()) {
      for (String argument : List.of("\"ClientContext\": \"e30=\"", "\"LogType\": \"Tail\"")) {
        assertThat(
                engine
                    .failure(
                        task("lambda:invoke", "{\"FunctionName\": \"f\", " + argument + "}"), "{}")
                    .error())
            .isEqualTo("Lambda.InvalidParameterValueException");
      }
    }
  }

  @Test
  void lambdaTakesAnEventAndAnswersBeforeTheFunctionDoes() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    CountDownLatch invoked = new CountDownLatch(1);
    FunctionInvoker slow =
        (function, payload) -> {
          answered.await();
          invoked.countDown();
          return TestEngine.failed("Wrong");
        };
    try (TestEngine engine = new TestEngine(folder, slow)) {
      String event = "{\"FunctionName\": \"f\", \"InvocationType\": \"Event\"}";
      assertThat(engine.output(task("lambda:invoke", event), "{}"))
          .startsWith("{\"Payload\":{},")
          .contains("\"HttpStatusCode\":202}")
          .endsWith("\"StatusCode\":202}");
      answered.countDown();
      assertThat(invoked.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void lambdaInvokesNothingInADryRunNorForATypeThatIsNone() throws Exception {
    AtomicInteger invoked = new AtomicInteger();
    FunctionInvoker counting =
        (function, payload) -> {
          invoked.incrementAndGet();
          return new FunctionInvoker.Returned(payload);
        };
    try (TestEngine engine = new TestEngine(folder, counting)) {
      String arguments = "{\"FunctionName\": \"f\", \"InvocationType\": \"%s\"}";
      assertThat(engine.output(task("lambda:invoke", arguments.formatted("DryRun")), "{}"))
          .endsWith("\"StatusCode\":204}");
      assertThat(engine.failure(task("lambda:invoke", arguments.formatted("event")), "{}").error())
          .isEqualTo("Lambda.AWSLambdaException");
      assertThat(invoked).hasValue(0);
    }
  }

  @Test
  void lambdasAnswerThatIsNoJsonIsAnError() throws Exception {
    FunctionInvoker garbage = (f, payload) -> new FunctionInvoker.Returned(new byte[] {'{'});
    try (TestEngine engine = new TestEngine(folder, garbage)) {
      assertThat(engine.failure(task("lambda:invoke", "{\"FunctionName\": \"f\"}"), "{}").error())
          .isEqualTo("Lambda.Unknown");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "text Zoë 𝄞"        | "text Zoë 𝄞"
          {"a": [null, 1.50]} | {"a":[null,1.5]}
          ""                  | ""
          7                   | 7
          """)
  void s3KeepsEveryBodyAsJsonATextWithItsQuotes(String body, String stored) throws Exception {
    try (TestEngine engine = engine()) {
      String put =
          "{\"Bucket\": \"batch\", \"Key\": \"a/b.txt\", \"Body\": \"{% $states.input %}\"}";
      Map<?, ?> answer = object(engine.output(task("aws-sdk:s3:putObject", put), body));
      String get = "{\"Bucket\": \"batch\", \"Key\": \"a/b.txt\"}";
      Map<?, ?> got = object(engine.output(task("aws-sdk:s3:getObject", get), "{}"));
      assertThat(got.get("Body")).isEqualTo(stored == null ? "" : stored);
      assertThat(got.get("ContentLength"))
          .isEqualTo((stored == null ? "" : stored).getBytes(StandardCharsets.UTF_8).length);
      assertThat(got.get("ETag")).isEqualTo(answer.get("ETag")).isNotNull();
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "aws-sdk:s3:getObject, batch, none, S3.NoSuchKeyException",
    "aws-sdk:s3:getObject, nowhere, none, S3.NoSuchBucketException",
    "aws-sdk:s3:putObject, nowhere, none, S3.NoSuchBucketException",
    "aws-sdk:s3:putObject, batch, ../out, S3.S3Exception"
  })
  void s3RefusesWhatIsNotThere(String resource, String bucket, String key, String error)
      throws Exception {
    try (TestEngine engine = engine()) {
      String arguments = "{\"Bucket\": \"" + bucket + "\", \"Key\": \"" + key + "\"}";
      assertThat(engine.failure(task(resource, arguments), "{}").error()).isEqualTo(error);
    }
  }

  @ParameterizedTest
  @CsvSource({"262145, x", "262144, x", "150000, \"", "1000000, x"})
  void anObjectThatDoesNotFitIntoAResultIsRefused(int size, String filling) throws Exception {
    try (TestEngine engine = engine()) {
      engine.put("large", filling.repeat(size));
      String get = "{\"Bucket\": \"batch\", \"Key\": \"large\"}";
      assertThat(engine.failure(task("aws-sdk:s3:getObject", get), "{}"))
          .satisfies(
              failed -> {
                assertThat(failed.error()).isEqualTo("States.DataLimitExceeded");
                assertThat(failed.cause())
                    .contains(
                        "returned a result with a size exceeding the maximum number of bytes");
              });
    }
  }

  /** A store whose uploads fail halfway. */
  private record Breaking(ObjectStore inner) implements ObjectStore {
    @Override
    public ObjectHead head(String bucket, String key) throws IOException {
      return inner.head(bucket, key);
    }

    @Override
    public InputStream open(String bucket, String key) throws IOException {
      return inner.open(bucket, key);
    }

    @Override
    public Upload create(String bucket, String key) throws IOException {
      Upload upload = inner.create(bucket, key);
      return new Upload() {
        @Override
        public void write(int b) throws IOException {
          upload.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          upload.write(bytes, offset, length / 2);
          throw new IOException("the disk is full");
        }

        @Override
        public void abort() {
          upload.abort();
        }

        @Override
        public void close() throws IOException {
          upload.close();
        }
      };
    }
  }

  @Test
  void anUploadThatBreaksLeavesNoHalfObject() throws Exception {
    try (TestEngine engine = new TestEngine(folder, TestEngine.echo(), Breaking::new, null)) {
      String put = "{\"Bucket\": \"batch\", \"Key\": \"k\", \"Body\": \"content\"}";
      assertThat(engine.run(task("aws-sdk:s3:putObject", put), "{}"))
          .isEqualTo(new ExecutionOutcome.Failed("S3.SdkClientException", "the disk is full"));
      String get = "{\"Bucket\": \"batch\", \"Key\": \"k\"}";
      assertThat(engine.failure(task("aws-sdk:s3:getObject", get), "{}").error())
          .isEqualTo("S3.NoSuchKeyException");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "as it is"               | as it is
          {"a": [1.0, null]}       | {"a":[1,null]}
          [1]                      | [1]
          """)
  void sqsSendsTextAsItIsAndOtherBodiesAsJson(String body, String sent) throws Exception {
    try (TestEngine engine = engine()) {
      String url = engine.queues().createQueue("q");
      String send = "{\"QueueUrl\": \"" + url + "\", \"MessageBody\": \"{% $states.input %}\"}";
      Map<?, ?> answer = object(engine.output(task("sqs:sendMessage", send), body));
      assertThat(engine.queues().messages(url))
          .singleElement()
          .satisfies(
              message -> {
                assertThat(message.body()).isEqualTo(sent);
                assertThat(message.messageId()).isEqualTo(answer.get("MessageId"));
              });
    }
  }

  @Test
  void sqsTakesTheParametersOfAMessage() throws Exception {
    try (TestEngine engine = engine()) {
      String url = engine.queues().createQueue("q");
      String send =
          "{\"QueueUrl\": \""
              + url
              + "\", \"MessageBody\": \"x\", \"DelaySeconds\": 5,"
              + " \"MessageGroupId\": \"g\", \"MessageAttributes\": \"{% $states.input %}\"}";
      // The digest was made in Python, after SQS's description of it.
      String attributes =
          "{\"b\": {\"DataType\": \"Binary\", \"BinaryValue\": \"AQI=\"},"
              + " \"a\": {\"DataType\": \"String\", \"StringValue\": \"Zo\u00eb\"}}";
      Map<?, ?> answer = object(engine.output(task("sqs:sendMessage", send), attributes));
      assertThat(answer.get("MD5OfMessageAttributes"))
          .isEqualTo("7e2817447cb0b66bb0fc36c56ae8170e");
      assertThat(engine.queues().messages(url)).hasSize(1);
    }
  }

  @Test
  void sqsTakesTheTraceOfAMessage() throws Exception {
    try (TestEngine engine = engine()) {
      String url = engine.queues().createQueue("q");
      String send =
          "{\"QueueUrl\": \""
              + url
              + "\", \"MessageBody\": \"x\", \"MessageSystemAttributes\": {\"AWSTraceHeader\":"
              + " {\"DataType\": \"String\", \"StringValue\":"
              + " \"Root=1-5759e988-bd862e3fe1be46a994272793\"}}}";
      // The digest was made in Python, after SQS's description of it.
      Map<?, ?> answer = object(engine.output(task("sqs:sendMessage", send), "{}"));
      assertThat(answer.get("MD5OfMessageSystemAttributes"))
          .isEqualTo("62a56dd927315f2b2e12832b84617ea5");
      assertThat(headers(answer)).containsKeys("connection", "Content-Length", "Content-Type");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "DelaySeconds": 901
          "DelaySeconds": -1
          "DelaySeconds": 1.5
          "DelaySeconds": "1"
          "MessageDeduplicationId": "d"
          "MessageAttributes": {"a": {"StringValue": "x"}}
          "MessageAttributes": {"a": {"DataType": "String"}}
          "MessageAttributes": {"a": {"DataType": "Binary", "BinaryValue": "?"}}
          "MessageSystemAttributes": {"Other": {"DataType": "String", "StringValue": "x"}}
          "MessageSystemAttributes": {"AWSTraceHeader": {"DataType": "Number", "StringValue": "1"}}
          """)
  void sqsRefusesAParameterThatIsWrong(String parameter) throws Exception {
    try (TestEngine engine = engine()) {
      String url = engine.queues().createQueue("q");
      String send = "{\"QueueUrl\": \"" + url + "\", \"MessageBody\": \"x\", " + parameter + "}";
      assertThat(engine.failure(task("sqs:sendMessage", send), "{}").error())
          .isEqualTo("SQS.AmazonSQSException");
      assertThat(engine.queues().messages(url)).isEmpty();
    }
  }

  @Test
  void sqsRefusesAQueueThatIsNotThereAndAnEmptyBody() throws Exception {
    try (TestEngine engine = engine()) {
      String url = engine.queues().createQueue("q");
      String send = "{\"QueueUrl\": \"%s\", \"MessageBody\": \"%s\"}";
      String nowhere = send.formatted(url.replace("/q", "/none"), "x");
      assertThat(engine.failure(task("sqs:sendMessage", nowhere), "{}").error())
          .isEqualTo("SQS.QueueDoesNotExistException");
      assertThat(engine.failure(task("sqs:sendMessage", send.formatted(url, "")), "{}").error())
          .isEqualTo("SQS.AmazonSQSException");
    }
  }

  private static final String AFTER_A_MAP =
      TestEngine.resource(TaskIntegrationTest.class, "after-a-map.asl.json");

  @Test
  void mapRunsAreDescribedInPascalCase() throws Exception {
    FunctionInvoker odd =
        (function, payload) ->
            payload[0] == '1' ? TestEngine.failed("One") : new FunctionInvoker.Returned(payload);
    try (TestEngine engine = new TestEngine(folder, odd)) {
      Map<?, ?> output = object(engine.output(AFTER_A_MAP, "[0, 1, 2]"));
      Map<?, ?> described = (Map<?, ?>) output.get("described");
      assertThat(described.get("MapRunArn")).isEqualTo(engine.mapRun().arn());
      assertThat(described.get("ExecutionArn")).isEqualTo(engine.execution().arn());
      assertThat(described.get("Status")).isEqualTo("SUCCEEDED");
      assertThat(described.get("MaxConcurrency")).isEqualTo(2);
      assertThat(Json.write(described.get("ToleratedFailurePercentage"))).isEqualTo("50");
      assertThat(described.get("ToleratedFailureCount")).isEqualTo(0);
      assertThat(described.get("RedriveCount")).isEqualTo(0);
      Instant start = Instant.parse((String) described.get("StartDate"));
      assertThat(Instant.parse((String) described.get("StopDate"))).isAfterOrEqualTo(start);
      String counts =
          "{\"Pending\":0,\"Running\":0,\"Succeeded\":2,\"Failed\":1,\"TimedOut\":0,\"Aborted\":0,"
              + "\"Total\":3,\"ResultsWritten\":3,\"FailuresNotRedrivable\":0,\"PendingRedrive\":0}";
      assertThat(Json.write(described.get("ItemCounts"))).isEqualTo(counts);
      assertThat(Json.write(described.get("ExecutionCounts"))).isEqualTo(counts);
    }
  }

  @Test
  void mapRunsOfAnExecutionAreListed() throws Exception {
    try (TestEngine engine = engine()) {
      Map<?, ?> output = object(engine.output(AFTER_A_MAP, "[0]"));
      List<?> runs = (List<?>) ((Map<?, ?>) output.get("listed")).get("MapRuns");
      assertThat(runs).hasSize(1);
      Map<?, ?> run = (Map<?, ?>) runs.get(0);
      assertThat(run.keySet().toString())
          .isEqualTo("[ExecutionArn, MapRunArn, StateMachineArn, StartDate, StopDate]");
      assertThat(run.get("MapRunArn")).isEqualTo(engine.mapRun().arn());
      assertThat(run.get("ExecutionArn")).isEqualTo(engine.execution().arn());
      assertThat(run.get("StateMachineArn"))
          .isEqualTo("arn:aws:states:eu-central-1:123456789012:stateMachine:machine/L");
      String none = "{\"ExecutionArn\": \"arn:none\"}";
      assertThat(engine.output(task("aws-sdk:sfn:listMapRuns", none), "{}"))
          .isEqualTo("{\"MapRuns\":[]}");
    }
  }

  @Test
  void aMapRunThatGoesOnHasNoStopDate() throws Exception {
    try (TestEngine engine = engine()) {
      // A child describes the run that it is part of.
      Map<?, ?> output = object(engine.output(AFTER_A_MAP, "[\"describe\"]"));
      assertThat(output.get("within")).isEqualTo("RUNNING without StopDate");
    }
  }

  @Test
  void aMapRunThatIsNotThereIsAnError() throws Exception {
    try (TestEngine engine = engine()) {
      String none = "{\"MapRunArn\": \"arn:none\"}";
      assertThat(engine.failure(task("aws-sdk:sfn:describeMapRun", none), "{}"))
          .satisfies(
              failed -> {
                assertThat(failed.error()).isEqualTo("Sfn.ResourceNotFoundException");
                assertThat(failed.cause()).contains("arn:none");
              });
    }
  }

  @Test
  void aServicesErrorNameIsWhatTheExecutionFailsWith() throws Exception {
    FunctionInvoker missing =
        (function, payload) -> {
          throw new ServiceException("Lambda.ResourceNotFoundException", "no function " + function);
        };
    try (TestEngine engine = new TestEngine(folder, missing)) {
      assertThat(engine.failure(task("lambda:invoke", "{\"FunctionName\": \"f\"}"), "{}"))
          .satisfies(
              failed -> {
                assertThat(failed.error()).isEqualTo("Lambda.ResourceNotFoundException");
                assertThat(failed.cause())
                    .startsWith(
                        "no function f (Service: AWSLambda; Status Code: 404; Error Code:"
                            + " ResourceNotFoundException; Request ID: ");
              });
    }
  }

  @Test
  void noRetryAndNoCatchMatchesAMachineThatCanRunNothing() throws Exception {
    AtomicInteger invocations = new AtomicInteger();
    FunctionInvoker none =
        (function, payload) -> {
          invocations.incrementAndGet();
          throw new FunctionInvoker.Unavailable("no processes");
        };
    String everything =
        "\"Retry\": [{\"ErrorEquals\": [\"States.ALL\"], \"IntervalSeconds\": 1}],"
            + " \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"S\"}], \"End\"";
    String task = task("lambda:invoke", "{\"FunctionName\": \"f\"}").replace("\"End\"", everything);
    try (TestEngine engine = new TestEngine(folder, none)) {
      assertThat(engine.failure(task, "{}").cause())
          .as("what was thrown, unwrapped")
          .isEqualTo("The local engine failed: no processes");
      assertThat(invocations).hasValue(1);
    }
  }
}
