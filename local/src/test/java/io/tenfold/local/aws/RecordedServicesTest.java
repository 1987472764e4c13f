package io.tenfold.local.aws;

import static io.tenfold.local.aws.Endpoint.ROLE;
import static io.tenfold.local.aws.Endpoint.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Tasks of services were recorded to return, and to fail with. */
@ExtendWith(EndpointExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RecordedServicesTest {
  private static final String TOPICS = "arn:aws:sns:us-east-1:123456789012:";

  private final Endpoint aws;

  RecordedServicesTest(Endpoint aws) {
    this.aws = aws;
  }

  @BeforeAll
  void resources() {
    json(
        "dynamodb",
        "DynamoDB_20120810.CreateTable",
        Map.of(
            "TableName",
            "recorded",
            "BillingMode",
            "PAY_PER_REQUEST",
            "KeySchema",
            List.of(Map.of("AttributeName", "id", "KeyType", "HASH")),
            "AttributeDefinitions",
            List.of(Map.of("AttributeName", "id", "AttributeType", "S"))));
    form("sns", "Action=CreateTopic&Version=2010-03-31&Name=recorded");
    form(
        "sns",
        "Action=CreateTopic&Version=2010-03-31&Name=recorded.fifo"
            + "&Attributes.entry.1.key=FifoTopic&Attributes.entry.1.value=true");
    aws.send("s3", "PUT", "/recorded-bucket").ok();
  }

  private Endpoint.Answer json(String service, String target, Map<String, Object> input) {
    return aws.send(
            service,
            "POST",
            "/",
            Json.writeBytes(input),
            "X-Amz-Target",
            target,
            "Content-Type",
            "application/x-amz-json-1.0")
        .ok();
  }

  private void form(String service, String body) {
    aws.send(
            service,
            "POST",
            "/",
            body.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/x-www-form-urlencoded")
        .ok();
  }

  private Map<String, Object> run(String resource, String arguments) throws Exception {
    String definition =
        "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"A\", \"States\": {\"A\": {\"Type\":"
            + " \"Task\", \"Resource\": \"arn:aws:states:::"
            + resource
            + "\", \"Arguments\": "
            + arguments
            + ", \"End\": true}}}";
    String machine =
        aws.states(
                "CreateStateMachine",
                "name",
                "services-" + UUID.randomUUID(),
                "definition",
                definition,
                "roleArn",
                ROLE)
            .ok()
            .text("stateMachineArn");
    String execution =
        aws.states("StartExecution", "stateMachineArn", machine, "input", "{\"none\": null}")
            .ok()
            .text("executionArn");
    return aws.await(execution).object();
  }

  private Map<?, ?> output(String resource, String arguments) throws Exception {
    Map<String, Object> execution = run(resource, arguments);
    assertThat(execution).containsEntry("status", "SUCCEEDED");
    return (Map<?, ?>) Json.parse((String) execution.get("output"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          lambda:invoke | {"FunctionName": "none"} | Lambda.ResourceNotFoundException | Function not found: arn:aws:lambda:us-east-1:123456789012:function:none (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: @; Proxy: null)
          lambda:invoke | {"FunctionName": "none", "Qualifier": "live"} | Lambda.ResourceNotFoundException | Function not found: arn:aws:lambda:us-east-1:123456789012:function:none:live (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: @; Proxy: null)
          sqs:sendMessage | {"QueueUrl": "no-queue", "MessageBody": "b"} | SQS.SdkClientException | Unable to execute HTTP request: no-queue: Name or service not known
          sqs:sendMessage | {"QueueUrl": "http://no-queue/x", "MessageBody": "b"} | SQS.SdkClientException | Unable to execute HTTP request: no-queue: Name or service not known
          sns:publish | {"TopicArn": "arn:aws:sns:us-east-1:123456789012:none", "Message": "m"} | SNS.NotFoundException | Topic does not exist (Service: AmazonSNS; Status Code: 404; Error Code: NotFound; Request ID: @; Proxy: null)
          dynamodb:putItem | {"TableName": "none", "Item": {"id": {"S": "1"}}} | DynamoDB.ResourceNotFoundException | Requested resource not found (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: @; Proxy: null)
          dynamodb:putItem | {"TableName": "/none", "Item": {"id": {"S": "1"}}} | DynamoDB.AmazonDynamoDBException | 1 validation error detected: Value '/none' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+ (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ValidationException; Request ID: @; Proxy: null)
          dynamodb:putItem | {"TableName": "recorded", "Item": "{% $states.input.none %}"} | DynamoDB.AmazonDynamoDBException | 1 validation error detected: Value null at 'item' failed to satisfy constraint: Member must not be null (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ValidationException; Request ID: @; Proxy: null)
          states:startExecution | {"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:none"} | StepFunctions.StateMachineDoesNotExistException | State Machine Does Not Exist: 'arn:aws:states:us-east-1:123456789012:stateMachine:none' (Service: AWSStepFunctions; Status Code: 400; Error Code: StateMachineDoesNotExist; Request ID: @; Proxy: null)
          aws-sdk:s3:listObjectsV2 | {"Bucket": "no-such-bucket"} | S3.NoSuchBucketException | The specified bucket does not exist (Service: S3, Status Code: 404, Request ID: @, Extended Request ID: @)
          events:putEvents | {"Entries": [{"Source": "s", "DetailType": "d", "Detail": "\\"text\\""}]} | EventBridge.FailedEntry | {"Entries":[{"ErrorCode":"MalformedDetail","ErrorMessage":"Detail is malformed."}],"FailedEntryCount":1}
          events:putEvents | {"Entries": [{"Source": "s", "DetailType": "d", "Detail": {}}, {"DetailType": "d", "Detail": {}}]} | EventBridge.FailedEntry | {"Entries":[{"EventId":"@"},{"ErrorCode":"InvalidArgument","ErrorMessage":"Parameter Source is not valid. Reason: Source is a required argument."}],"FailedEntryCount":1}
          """)
  void whatAServiceRefusesFailsInTheWordsOfItsSdk(
      String resource, String arguments, String error, String cause) throws Exception {
    Map<String, Object> failed = run(resource, arguments);
    assertThat(failed).containsEntry("status", "FAILED").containsEntry("error", error);
    assertThat(
            ((String) failed.get("cause"))
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "@"))
        .isEqualTo(cause);
  }

  @Test
  void tablesSayWhatTheyWereAskedAndTheirResponsesHeaders() throws Exception {
    output("dynamodb:putItem", "{\"TableName\": \"recorded\", \"Item\": {\"id\": {\"S\": \"1\"}}}");
    String update =
        "{\"TableName\": \"recorded\", \"Key\": {\"id\": {\"S\": \"1\"}}, \"UpdateExpression\":"
            + " \"set S=:r\", \"ExpressionAttributeValues\": {\":r\": {\"S\": \"new\"}}}";
    Map<?, ?> updated = output("dynamodb:updateItem", update);
    assertThat(updated.keySet()).hasToString("[SdkHttpMetadata, SdkResponseMetadata]");
    assertThat(headers(updated))
        .containsOnlyKeys(
            "Connection",
            "Content-Length",
            "Content-Type",
            "Date",
            "Server",
            "x-amz-crc32",
            "x-amzn-RequestId")
        // The sum of "{}".
        .containsEntry("x-amz-crc32", "2745614147");
    Map<?, ?> counted =
        output(
            "dynamodb:updateItem",
            update.replace("\"Key\"", "\"ReturnConsumedCapacity\": \"TOTAL\", \"Key\""));
    assertThat(counted.get("ConsumedCapacity")).isInstanceOf(Map.class);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> headers(Map<?, ?> result) {
    return (Map<String, Object>) ((Map<?, ?>) result.get("SdkHttpMetadata")).get("HttpHeaders");
  }

  @Test
  void anEventHasTheExecutionAmongItsResourcesAndItsResultNoMetadata() throws Exception {
    String queue = aws.sqs("CreateQueue", "QueueName", "recorded-events").ok().text("QueueUrl");
    json(
        "events",
        "AWSEvents.PutRule",
        Map.of("Name", "recorded", "EventPattern", "{\"source\": [\"recorded\"]}"));
    json(
        "events",
        "AWSEvents.PutTargets",
        Map.of(
            "Rule",
            "recorded",
            "Targets",
            List.of(
                Map.of("Id", "1", "Arn", "arn:aws:sqs:us-east-1:123456789012:recorded-events"))));
    Map<String, Object> execution =
        run(
            "events:putEvents",
            "{\"Entries\": [{\"Source\": \"recorded\", \"DetailType\": \"d\", \"Detail\": {},"
                + " \"Resources\": [\"own\"]}]}");
    assertThat(((Map<?, ?>) Json.parse((String) execution.get("output"))).keySet())
        .hasToString("[Entries, FailedEntryCount]");
    Map<String, Object> message =
        aws.sqs("ReceiveMessage", "QueueUrl", queue).ok().list("Messages").get(0);
    assertThat(((Map<?, ?>) Json.parse((String) message.get("Body"))).get("resources"))
        .isEqualTo(List.of("own", execution.get("stateMachineArn"), execution.get("executionArn")));
  }

  @Test
  void aMessageOfAFifoTopicHasANumberInItsSequence() throws Exception {
    String publish = "{\"TopicArn\": \"" + TOPICS + "recorded%s\", \"Message\": {\"a\": 1}%s}";
    Map<?, ?> plain = output("sns:publish", publish.formatted("", ""));
    assertThat(plain.keySet()).hasToString("[MessageId, SdkHttpMetadata, SdkResponseMetadata]");
    assertThat(headers(plain))
        .containsOnlyKeys(
            "connection", "Content-Length", "Content-Type", "Date", "x-amzn-RequestId");
    String more = ", \"MessageGroupId\": \"g\", \"MessageDeduplicationId\": \"%s\"";
    String first = number(publish.formatted(".fifo", more.formatted("1")));
    String second = number(publish.formatted(".fifo", more.formatted("2")));
    assertThat(first).matches("\\d{20}").isLessThan(second);
  }

  private String number(String publish) throws Exception {
    return (String) output("sns:publish", publish).get("SequenceNumber");
  }

  @Test
  void anObjectComesWithWhatIsKnownOfIt() throws Exception {
    Map<?, ?> put =
        output(
            "aws-sdk:s3:putObject",
            "{\"Bucket\": \"recorded-bucket\", \"Key\": \"k\", \"Body\": [1], \"ContentType\":"
                + " \"application/json\", \"Metadata\": {\"by\": \"me\"}}");
    assertThat(put).isEqualTo(object("ETag", put.get("ETag"), "ServerSideEncryption", "AES256"));
    Map<?, ?> got =
        output("aws-sdk:s3:getObject", "{\"Bucket\": \"recorded-bucket\", \"Key\": \"k\"}");
    assertThat(got.keySet())
        .hasToString(
            "[AcceptRanges, ContentLength, ContentType, ETag, LastModified, Metadata,"
                + " ServerSideEncryption, Body]");
    assertThat(got.get("Body")).isEqualTo("[1]");
    assertThat(got.get("ContentType")).isEqualTo("application/json");
    assertThat(got.get("Metadata")).isEqualTo(Map.of("by", "me"));
    assertThat((String) got.get("LastModified"))
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    aws.send("s3", "PUT", "/recorded-bucket/plain", "x".getBytes(StandardCharsets.UTF_8)).ok();
    assertThat(
            output("aws-sdk:s3:getObject", "{\"Bucket\": \"recorded-bucket\", \"Key\": \"plain\"}")
                .get("ContentType"))
        .isEqualTo("binary/octet-stream");
  }
}
