package io.tenfold.local.aws;

import static io.tenfold.local.aws.Endpoint.ROLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks of services behind the endpoint, and those that wait for a token or another execution. */
@ExtendWith(EndpointExtension.class)
final class ServiceTasksTest {
  private final Endpoint aws;

  ServiceTasksTest(Endpoint aws) {
    this.aws = aws;
  }

  private static String machine(String states) {
    return "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"A\", \"States\": {" + states + "}}";
  }

  private static String task(String resource, String arguments, String more) {
    return "\"A\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::"
        + resource
        + "\", \"Arguments\": "
        + arguments
        + more
        + ", \"End\": true}";
  }

  private String create(String name, String definition, Object... more) {
    Object[] input = new Object[6 + more.length];
    System.arraycopy(
        new Object[] {"name", "task-" + name, "definition", definition, "roleArn", ROLE},
        0,
        input,
        0,
        6);
    System.arraycopy(more, 0, input, 6, more.length);
    return aws.states("CreateStateMachine", input).ok().text("stateMachineArn");
  }

  private String start(String name, String definition, String input) {
    return aws.states("StartExecution", "stateMachineArn", create(name, definition), "input", input)
        .ok()
        .text("executionArn");
  }

  private Map<String, Object> run(String name, String definition, String input) throws Exception {
    return aws.await(start(name, definition, input)).object();
  }

  private List<Map<String, Object>> history(String execution) {
    return aws.states("GetExecutionHistory", "executionArn", execution).ok().list("events");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> members(Object object) {
    return (Map<String, Object>) object;
  }

  private static Map<?, ?> output(Map<String, Object> execution) {
    assertThat(execution).containsEntry("status", "SUCCEEDED");
    return (Map<?, ?>) Json.parse((String) execution.get("output"));
  }

  @Test
  void aTableIsWrittenAndRead() throws Exception {
    aws.send(
            "dynamodb",
            "POST",
            "/",
            Json.writeBytes(
                Map.of(
                    "TableName",
                    "tasks",
                    "BillingMode",
                    "PAY_PER_REQUEST",
                    "KeySchema",
                    List.of(Map.of("AttributeName", "id", "KeyType", "HASH")),
                    "AttributeDefinitions",
                    List.of(Map.of("AttributeName", "id", "AttributeType", "S")))),
            "X-Amz-Target",
            "DynamoDB_20120810.CreateTable",
            "Content-Type",
            "application/x-amz-json-1.0")
        .ok();
    String put =
        "{\"TableName\": \"tasks\", \"Item\": {\"id\": {\"S\": \"1\"}, \"n\": {\"N\": \"5\"}}}";
    String get = "{\"TableName\": \"tasks\", \"Key\": {\"id\": {\"S\": \"1\"}}}";

    assertThat(output(run("put", machine(task("dynamodb:putItem", put, "")), "{}")).keySet())
        .hasToString("[SdkHttpMetadata, SdkResponseMetadata]");
    Map<?, ?> got = output(run("get", machine(task("dynamodb:getItem", get, "")), "{}"));
    assertThat(got.get("Item")).isEqualTo(Map.of("id", Map.of("S", "1"), "n", Map.of("N", "5")));
    String again =
        put.replace("\"Item\"", "\"ConditionExpression\": \"attribute_not_exists(id)\", \"Item\"");
    assertThat(run("again", machine(task("dynamodb:putItem", again, "")), "{}"))
        .containsEntry("error", "DynamoDB.ConditionalCheckFailedException");
    assertThat(
            run("notable", machine(task("dynamodb:getItem", get.replace("tasks", "no"), "")), "{}"))
        .containsEntry("error", "DynamoDB.ResourceNotFoundException");
  }

  @Test
  void eventsAndTopicsTakeWhatIsSent() throws Exception {
    String events =
        "{\"Entries\": [{\"Source\": \"s\", \"DetailType\": \"d\", \"Detail\": {\"a\": 1}}]}";
    Map<?, ?> put = output(run("events", machine(task("events:putEvents", events, "")), "{}"));
    assertThat(put.get("FailedEntryCount")).isEqualTo(0);
    assertThat((List<?>) put.get("Entries")).hasSize(1);

    String body = "Action=CreateTopic&Version=2010-03-31&Name=tasks";
    aws.send(
            "sns",
            "POST",
            "/",
            body.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/x-www-form-urlencoded")
        .ok();
    String publish =
        "{\"TopicArn\": \"arn:aws:sns:us-east-1:123456789012:tasks\", \"Message\": {\"a\":"
            + " \"é&\"}}";
    assertThat(output(run("sns", machine(task("sns:publish", publish, "")), "{}")).keySet())
        .hasToString("[MessageId, SdkHttpMetadata, SdkResponseMetadata]");
    assertThat(
            run(
                "notopic",
                machine(task("sns:publish", publish.replace(":tasks", ":none"), "")),
                "{}"))
        .containsEntry("error", "SNS.NotFoundException");
  }

  /** Sends its token to a queue, and is answered by whoever reads it. */
  private String token(String queue) throws Exception {
    for (int i = 0; i < 600; i++) {
      List<Map<String, Object>> messages =
          aws.sqs("ReceiveMessage", "QueueUrl", queue).ok().list("Messages");
      if (messages != null && !messages.isEmpty()) {
        return (String) ((Map<?, ?>) Json.parse((String) messages.get(0).get("Body"))).get("token");
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no message comes");
  }

  private static String waiting(String queue, String more) {
    return machine(
        task(
            "sqs:sendMessage.waitForTaskToken",
            "{\"QueueUrl\": \""
                + queue
                + "\", \"MessageBody\": {\"token\": \"{% $states.context.Task.Token %}\"}}",
            more));
  }

  @Test
  void aTaskWaitsForItsTokenToComeBack() throws Exception {
    String queue = aws.sqs("CreateQueue", "QueueName", "tokens").ok().text("QueueUrl");
    String execution = start("waits", waiting(queue, ", \"HeartbeatSeconds\": 500"), "{}");
    String token = token(queue);
    aws.states("SendTaskHeartbeat", "taskToken", token).ok();
    assertThat(aws.states("SendTaskSuccess", "taskToken", token, "output", "{").error())
        .isEqualTo("InvalidOutput");
    aws.states("SendTaskSuccess", "taskToken", token, "output", "{\"done\":[1]}").ok();

    assertThat(output(aws.await(execution).object()).get("done")).isEqualTo(List.of(1));
    assertThat(aws.states("SendTaskSuccess", "taskToken", token, "output", "1").error())
        .isEqualTo("TaskTimedOut");
    assertThat(aws.states("SendTaskFailure", "taskToken", "x").error()).isEqualTo("InvalidToken");
    assertThat(history(execution))
        .extracting(event -> event.get("type"))
        .containsExactly(
            "ExecutionStarted",
            "TaskStateEntered",
            "TaskScheduled",
            "TaskStarted",
            "TaskSubmitted",
            "TaskSucceeded",
            "TaskStateExited",
            "ExecutionSucceeded");
    assertThat(members(history(execution).get(2).get("taskScheduledEventDetails")))
        .containsEntry("resourceType", "sqs")
        .containsEntry("resource", "sendMessage.waitForTaskToken")
        .containsEntry("heartbeatInSeconds", 500);
  }

  @Test
  void aTaskFailsAsItsTokenSaysOrWhereNoSignOfLifeComes() throws Exception {
    String queue = aws.sqs("CreateQueue", "QueueName", "failing").ok().text("QueueUrl");
    String execution = start("told", waiting(queue, ""), "{}");
    aws.states("SendTaskFailure", "taskToken", token(queue), "error", "E", "cause", "why").ok();
    assertThat(aws.await(execution).object())
        .containsEntry("status", "FAILED")
        .containsEntry("error", "E")
        .containsEntry("cause", "why");

    Map<String, Object> silent = run("silent", waiting(queue, ", \"HeartbeatSeconds\": 1"), "{}");
    assertThat(silent)
        .containsEntry("status", "FAILED")
        .containsEntry("error", "States.Timeout")
        .doesNotContainKey("cause");
    assertThat(history((String) silent.get("executionArn")))
        .extracting(event -> event.get("type"))
        .contains("TaskTimedOut");
  }

  @Test
  void anotherMachineIsStartedAndWaitedFor() throws Exception {
    String child =
        create(
            "child",
            machine(
                "\"A\": {\"Type\": \"Choice\", \"Choices\": [{\"Condition\": \"{%"
                    + " $states.input.ok %}\", \"Next\": \"S\"}], \"Default\": \"F\"}, \"S\":"
                    + " {\"Type\": \"Succeed\", \"Output\": {\"got\": \"{% $states.input %}\"}},"
                    + " \"F\": {\"Type\": \"Fail\", \"Error\": \"Child\"}"));
    String arguments =
        "{\"StateMachineArn\": \"" + child + "\", \"Input\": {\"ok\": \"{% $states.input %}\"}}";

    Map<?, ?> json =
        output(run("two", machine(task("states:startExecution.sync:2", arguments, "")), "true"));
    assertThat(json.get("Output")).isEqualTo(Map.of("got", Map.of("ok", true)));
    Map<?, ?> text =
        output(run("one", machine(task("states:startExecution.sync", arguments, "")), "true"));
    assertThat(text.get("Output")).isEqualTo("{\"got\":{\"ok\":true}}");
    assertThat(
            output(run("none", machine(task("states:startExecution", arguments, "")), "true"))
                .keySet())
        .hasToString("[ExecutionArn, SdkHttpMetadata, SdkResponseMetadata, StartDate]");
    assertThat(
            output(run("when", machine(task("states:startExecution", arguments, "")), "true"))
                .get("StartDate"))
        .isInstanceOf(Long.class);
    String version =
        aws.states("PublishStateMachineVersion", "stateMachineArn", child)
            .ok()
            .text("stateMachineVersionArn");
    assertThat(
            output(
                    run(
                        "by-version",
                        machine(
                            task(
                                "states:startExecution.sync:2",
                                arguments.replace(child, version),
                                "")),
                        "true"))
                .get("StateMachineVersionArn"))
        .isEqualTo(version);
    Map<String, Object> failed =
        run("bad", machine(task("states:startExecution.sync:2", arguments, "")), "false");
    assertThat(failed).containsEntry("error", "States.TaskFailed");
    assertThat((String) failed.get("cause"))
        .contains("\"Error\":\"Child\"", "\"Status\":\"FAILED\"");
    assertThat(
            run(
                "missing",
                machine(task("states:startExecution", arguments.replace("task-child", "no"), "")),
                "true"))
        .containsEntry("error", "StepFunctions.StateMachineDoesNotExistException");
  }

  @Test
  void anExpressExecutionHasAnArnOfItsOwnAndIsNotDescribed() throws Exception {
    String express = create("express", Endpoint.pass("one"), "type", "EXPRESS");
    Map<String, Object> ended =
        aws.states("StartSyncExecution", "stateMachineArn", express, "name", "x").ok().object();

    assertThat((String) ended.get("executionArn"))
        .matches("arn:aws:states:us-east-1:123456789012:express:task-express:x:[0-9a-f-]{36}");
    assertThat(ended).containsEntry("name", "x").containsEntry("output", "\"one\"");
    assertThat(members(ended.get("billingDetails"))).containsEntry("billedMemoryUsedInMB", 64);
    for (String action : List.of("DescribeExecution", "GetExecutionHistory", "StopExecution")) {
      Endpoint.Answer refused = aws.states(action, "executionArn", ended.get("executionArn"));
      assertThat(refused.error()).isEqualTo("InvalidArn");
      assertThat(refused.text("message")).contains("Resource type not valid in this context");
    }
    String withinAnIterator =
        """
        {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "Iterator": {"StartAt": "W",
         "States": {"W": {"QueryLanguage": "JSONata", "Type": "Task", "End": true,
          "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
          "Arguments": {"QueueUrl": "http://q", "MessageBody": "{% $states.context.Task.Token %}"}
         }}}}}}
        """;
    for (String definition : List.of(waiting("http://q", ""), withinAnIterator)) {
      Endpoint.Answer waits =
          aws.states(
              "CreateStateMachine",
              "name",
              "never",
              "type",
              "EXPRESS",
              "roleArn",
              ROLE,
              "definition",
              definition);
      assertThat(waits.error()).isEqualTo("InvalidDefinition");
      assertThat(waits.text("message")).contains("'.waitForTaskToken' service integration");
    }
  }

  @Test
  void anObjectHasTheHeadersOfItsTask() throws Exception {
    aws.send("s3", "PUT", "/headers").ok();
    String put = "{\"Bucket\": \"headers\", \"Key\": \"k\", \"Body\": {\"a\": 1}%s}";
    output(run("text", machine(task("aws-sdk:s3:putObject", put.formatted(""), "")), "{}"));
    assertThat(aws.send("s3", "GET", "/headers/k").ok().http().headers().firstValue("Content-Type"))
        .contains("text/plain; charset=UTF-8");
    String more =
        ", \"ContentType\": \"application/json\", \"CacheControl\": \"no-store\","
            + " \"Metadata\": {\"batch\": \"b1\"}";
    output(run("json", machine(task("aws-sdk:s3:putObject", put.formatted(more), "")), "{}"));
    HttpHeaders headers = aws.send("s3", "GET", "/headers/k").ok().http().headers();
    assertThat(headers.firstValue("Content-Type")).contains("application/json");
    assertThat(headers.firstValue("Cache-Control")).contains("no-store");
    assertThat(headers.firstValue("x-amz-meta-batch")).contains("b1");
    String wrong = put.formatted(", \"Metadata\": {\"batch\": 1}");
    assertThat(run("wrong", machine(task("aws-sdk:s3:putObject", wrong, "")), "{}"))
        .containsEntry("error", "States.Runtime");
  }

  @Test
  void aVersionOfAnObjectIsReadWhereOneIsNamed() throws Exception {
    aws.send("s3", "PUT", "/versions").ok();
    aws.send(
            "s3",
            "PUT",
            "/versions?versioning",
            "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
                .getBytes(StandardCharsets.UTF_8))
        .ok();
    String old =
        aws.send("s3", "PUT", "/versions/v.json", "[\"old\"]".getBytes(StandardCharsets.UTF_8))
            .ok()
            .http()
            .headers()
            .firstValue("x-amz-version-id")
            .orElseThrow();
    aws.send("s3", "PUT", "/versions/v.json", "[\"new\"]".getBytes(StandardCharsets.UTF_8)).ok();
    String map =
        machine(
            "\"A\": {\"Type\": \"Map\", \"ItemReader\": {\"Resource\":"
                + " \"arn:aws:states:::s3:getObject\", \"ReaderConfig\": {\"InputType\": \"JSON\"},"
                + " \"Arguments\": {\"Bucket\": \"versions\", \"Key\": \"v.json\", \"VersionId\":"
                + " \"{% $states.input %}\", \"ExpectedBucketOwner\": \"123456789012\"}},"
                + " \"ItemProcessor\": {\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\","
                + " \"ExecutionType\": \"STANDARD\"}, \"StartAt\": \"P\", \"States\": {\"P\":"
                + " {\"Type\": \"Pass\", \"End\": true}}}, \"End\": true}");

    assertThat(run("version", map, "\"" + old + "\"")).containsEntry("output", "[\"old\"]");
    Map<String, Object> foreign =
        run("foreign", map.replace("\"123456789012\"", "\"210987654321\""), "\"" + old + "\"");
    assertThat(foreign).containsEntry("error", "States.ItemReaderFailed");
    assertThat(history((String) foreign.get("executionArn")))
        .extracting(event -> event.get("type"))
        .containsSubsequence(
            "MapStateStarted",
            "MapRunStarted",
            "MapRunFailed",
            "MapStateFailed",
            "ExecutionFailed");
    List<Map<String, Object>> runs =
        aws.states("ListMapRuns", "executionArn", foreign.get("executionArn")).ok().list("mapRuns");
    assertThat(runs).hasSize(1);
    assertThat((String) runs.get(0).get("stateMachineArn")).contains(":stateMachine:task-foreign/");
  }

  @Test
  void whatMotoLacksIsAnsweredByItsName() {
    Endpoint.Answer json =
        aws.send(
            "logs",
            "POST",
            "/",
            "{\"logGroupIdentifier\": \"g\"}".getBytes(StandardCharsets.UTF_8),
            "X-Amz-Target",
            "Logs_20140328.PutTransformer",
            "Content-Type",
            "application/x-amz-json-1.1");
    assertThat(json.status()).isEqualTo(501);
    assertThat(json.object()).containsEntry("__type", "NotImplemented");
    assertThat(json.text("message")).contains("logs: PutTransformer");
    Endpoint.Answer xml =
        aws.send(
            "sns",
            "POST",
            "/",
            "Action=CreateSMSSandboxPhoneNumber&Version=2010-03-31&PhoneNumber=1"
                .getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertThat(xml.status()).isEqualTo(501);
    assertThat((String) xml.body()).contains("<Code>NotImplemented</Code>", "sns: POST /");
  }

  @Test
  void aLogGroupsKeyCanBeChanged() {
    aws.logs("CreateLogGroup", "logGroupName", "keyed").ok();
    aws.logs("AssociateKmsKey", "logGroupName", "keyed", "kmsKeyId", "arn:key").ok();
    assertThat(aws.logs("DescribeLogGroups", "logGroupNamePrefix", "keyed").ok().list("logGroups"))
        .singleElement()
        .satisfies(group -> assertThat(group).containsEntry("kmsKeyId", "arn:key"));
    aws.logs("DisassociateKmsKey", "logGroupName", "keyed").ok();
    assertThat(aws.logs("DescribeLogGroups", "logGroupNamePrefix", "keyed").ok().list("logGroups"))
        .singleElement()
        .satisfies(group -> assertThat(group).doesNotContainKey("kmsKeyId"));
    assertThat(aws.logs("AssociateKmsKey", "logGroupName", "none", "kmsKeyId", "k").error())
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  void requestsAreCheckedAsTheServiceDoes() {
    String name = "checks";
    String definition = Endpoint.pass("one");
    Endpoint.Answer logs =
        aws.states(
            "CreateStateMachine",
            "name",
            name,
            "definition",
            definition,
            "roleArn",
            ROLE,
            "loggingConfiguration",
            Map.of("level", "ALL"));
    assertThat(logs.error()).isEqualTo("InvalidLoggingConfiguration");
    String machine = create(name, definition, "publish", true);
    assertThat(aws.states("UpdateStateMachine", "stateMachineArn", machine).error())
        .isEqualTo("MissingRequiredParameter");
    // What is wrong in itself is said before there is a look at what there is.
    assertThat(
            aws.states("StartExecution", "stateMachineArn", machine + "2", "name", "a b").error())
        .isEqualTo("InvalidName");
    assertThat(aws.states("StartExecution", "stateMachineArn", machine, "input", " ").error())
        .isEqualTo("InvalidExecutionInput");
    assertThat(aws.states("DescribeExecution", "executionArn", "nonsense").text("message"))
        .isEqualTo("Invalid Arn: 'Invalid ARN prefix: nonsense'");
    assertThat(
            aws.states("DeleteStateMachineAlias", "stateMachineAliasArn", machine + ":none")
                .status())
        .isEqualTo(200);
    for (Map<String, Object> wrong :
        List.of(
            Endpoint.object("name", "1 2", "weight", 100, "message", "regular expression"),
            Endpoint.object("name", "123", "weight", 100, "message", "regular expression"),
            Endpoint.object(
                "name", "ok", "weight", 99, "message", "must equal 100. Received: [99]"),
            Endpoint.object("name", "ok", "weight", 101, "message", "weight"))) {
      Endpoint.Answer alias =
          aws.states(
              "CreateStateMachineAlias",
              "name",
              wrong.get("name"),
              "routingConfiguration",
              List.of(
                  Map.of("stateMachineVersionArn", machine + ":1", "weight", wrong.get("weight"))));
      assertThat(alias.error()).isEqualTo("ValidationException");
      assertThat(alias.text("message")).contains((String) wrong.get("message"));
    }
  }

  @Test
  void eachArgumentOfStartExecutionReachesTheExecutionThatIsStarted() throws Exception {
    String child = create("started", machine("\"A\": {\"Type\": \"Succeed\"}"));
    String arguments =
        "{\"StateMachineArn\": \""
            + child
            + "\", \"Input\": {\"sent\": 1}, \"Name\": \"sent-name\", \"TraceHeader\":"
            + " \"Root=1-sent\"}";
    Map<?, ?> started =
        output(run("starting", machine(task("states:startExecution", arguments, "")), "{}"));
    assertThat(
            aws.states("DescribeExecution", "executionArn", started.get("ExecutionArn"))
                .ok()
                .object())
        .containsEntry("stateMachineArn", child)
        .containsEntry("input", "{\"sent\":1}")
        .containsEntry("name", "sent-name")
        .containsEntry("traceHeader", "Root=1-sent");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          states:startExecution | {"StateMachineArn": "a"}       | {"ClientToken": "t"}
          dynamodb:getItem      | {"TableName": "t", "Key": {}}  | {"Item": {}}
          dynamodb:putItem      | {"TableName": "t", "Item": {}} | {"Key": {}}
          dynamodb:updateItem   | {"TableName": "t", "Key": {}}  | {"Item": {}}
          dynamodb:deleteItem   | {"TableName": "t", "Key": {}}  | {"UpdateExpression": "u"}
          events:putEvents      | {"Entries": []}                | {"EventBusName": "b"}
          events:putEvents      | {}                             | {"Entries": [{"Source": "s"}, {"Sources": "s"}]}
          events:putEvents      | {}                             | {"Entries": [1]}
          events:putEvents      | {}                             | {"Entries": "s"}
          sns:publish           | {"Message": "m"}               | {"Topic": "t"}
          sns:publish           | {"Message": "m"}               | {"MessageAttributes": {"a": {"Value": "v"}}}
          sns:publish           | {"Message": "m"}               | {"MessageAttributes": {"a": "v"}}
          sns:publish           | {"Message": "m"}               | {"MessageAttributes": "v"}
          sqs:sendMessage       | {"QueueUrl": "q", "MessageBody": "m"} | {"MessageAttributes": "a"}
          sqs:sendMessage       | {"QueueUrl": "q", "MessageBody": "m"} | {"MessageAttributes": {"a": {"Value": "v"}}}
          sqs:sendMessage       | {"QueueUrl": "q", "MessageBody": "m"} | {"MessageSystemAttributes": {"AWSTraceHeader": "x"}}
          sqs:sendMessage       | {"QueueUrl": "q", "MessageBody": "m"} | {"MessageSystemAttributes": {"a": {"Value": "v"}}}
          """)
  void whatAServiceDoesNotKnowIsRefused(String resource, String arguments, String more)
      throws Exception {
    Map<String, Object> all = new LinkedHashMap<>(members(Json.parse(arguments)));
    all.putAll(members(Json.parse(more)));
    String name = String.valueOf(resource.hashCode()) + more.hashCode();
    String evaluated = machine(task(resource, "\"{% $states.input %}\"", ""));
    assertThat(run(name.replace('-', '_'), evaluated, Json.write(all)))
        .containsEntry("status", "FAILED")
        .containsEntry("error", "States.Runtime")
        .hasEntrySatisfying(
            "cause",
            cause ->
                assertThat((String) cause)
                    .contains("could not be used to start the Task: the service")
                    .contains(members(Json.parse(more)).keySet().iterator().next()));
  }
}
