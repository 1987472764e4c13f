package io.tenfold.samples.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tenfold.local.aws.Endpoint;
import io.tenfold.local.aws.EndpointExtension;
import io.tenfold.local.lambda.FunctionConfiguration;
import io.tenfold.local.lambda.host.LambdaHost;
import io.tenfold.local.lambda.process.RuntimeInterfaceClient;
import io.tenfold.local.port.FunctionInvoker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The binary, guarded against processing twice, in the engine's Lambda, against S3 and DynamoDB as
 * the local AWS endpoint has them.
 */
@ExtendWith(EndpointExtension.class)
class DocumentFunctionIT {
  private static final String FUNCTION = "documents";
  private static final Path ZIP =
      Path.of(System.getProperty("native.image.path")).resolveSibling("function.zip");

  @TempDir Path folder;

  private Services services;
  private LambdaHost host;
  private Map<String, String> environment;
  private String guard;

  @BeforeEach
  void make(Endpoint endpoint) {
    services = new Services(endpoint.url());
    guard = services.table + "-guard";
    services.create(guard, "key");
    FunctionConfiguration described = FunctionConfiguration.of(FUNCTION, ZIP, folder);
    environment = new HashMap<>(described.environment());
    environment.put("AWS_ENDPOINT_URL", endpoint.url());
    environment.put("AWS_ACCESS_KEY_ID", "test");
    environment.put("AWS_SECRET_ACCESS_KEY", "test");
    environment.put("AWS_SESSION_TOKEN", "a-session");
    environment.put("CATALOGUE_TABLE", services.table);
    environment.put("TENFOLD_IDEMPOTENCY_TABLE", guard);
    environment.put("TENFOLD_IDEMPOTENCY_DAYS", "1");
  }

  @AfterEach
  void end() {
    if (host != null) {
      host.close();
    }
    services.close();
  }

  private FunctionInvoker.Result invoke(int index, Document document) throws Exception {
    if (host == null) {
      FunctionConfiguration function =
          FunctionConfiguration.of(FUNCTION, ZIP, folder).withEnvironment(environment);
      host =
          new LambdaHost(
              List.of(function), new RuntimeInterfaceClient(List.of()), System.err::println);
    }
    String event =
        """
        {"index": %d, "origin": "batch", "record":
          {"bucket": "%s", "key": "%s", "size": %d, "eTag": "%s", "lastModified": null}}
        """
            .formatted(
                index,
                document.bucket(),
                document.key(),
                document.size(),
                document.eTag().replace("\"", "\\\""));
    return host.invoke(FUNCTION, event.getBytes(UTF_8));
  }

  private static String answer(FunctionInvoker.Result result) {
    assertThat(result).isInstanceOf(FunctionInvoker.Returned.class);
    return new String(((FunctionInvoker.Returned) result).payload(), UTF_8);
  }

  private static String error(FunctionInvoker.Result result) {
    assertThat(result).isInstanceOf(FunctionInvoker.Failed.class);
    return ((FunctionInvoker.Failed) result).errorType();
  }

  private List<Map<String, AttributeValue>> notes() {
    return services.dynamoDb.scan(request -> request.tableName(guard)).items();
  }

  @Test
  void readsADocumentAndEntersItIntoTheCatalogue() throws Exception {
    Document document = services.put("letters/a b.txt", "one\ntwo\n");

    assertThat(answer(invoke(0, document))).contains("\"lines\":2");
    assertThat(services.item("letters/a b.txt").get("lines").n()).isEqualTo("2");
  }

  @Test
  void aRecordThatIsDoneIsAnsweredAsBeforeThoughItsDocumentIsGone() throws Exception {
    Document document = services.put("a", "abc");
    String first = answer(invoke(0, document));
    services.s3.deleteObject(request -> request.bucket(document.bucket()).key(document.key()));

    assertThat(answer(invoke(0, document))).isEqualTo(first);
    assertThat(error(invoke(1, document))).isEqualTo("io.tenfold.function.RecordRejected");
    assertThat(notes()).hasSize(1);
  }

  @Test
  void aRecordThatAnotherProcessHasIsTriedAgainLaterAndTakenOnceThatIsOver() throws Exception {
    Document document = services.put("a", "abc");
    invoke(0, document);
    Map<String, AttributeValue> claim = new HashMap<>(notes().get(0));
    claim.remove("answer");
    claim.put("holder", AttributeValue.fromS("a process that crashed"));
    claim.put("until", milliseconds(Instant.now().plusSeconds(600)));
    services.dynamoDb.putItem(request -> request.tableName(guard).item(claim));

    assertThat(error(invoke(0, document))).isEqualTo("io.tenfold.function.TransientFailure");
    claim.put("until", milliseconds(Instant.now().minusMillis(1)));
    services.dynamoDb.putItem(request -> request.tableName(guard).item(claim));
    assertThat(answer(invoke(0, document))).contains("\"bytes\":3");
  }

  private static AttributeValue milliseconds(Instant time) {
    return AttributeValue.fromN(Long.toString(time.toEpochMilli()));
  }

  @Test
  void callsSayWhichRecordsTraceTheyBelongTo() throws Exception {
    Queue<String> traces = new ConcurrentLinkedQueue<>();
    Queue<String> sessions = new ConcurrentLinkedQueue<>();
    HttpServer dynamoDb =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    dynamoDb.createContext(
        "/",
        call -> {
          traces.add(String.valueOf(call.getRequestHeaders().getFirst("X-Amzn-Trace-Id")));
          sessions.add(String.valueOf(call.getRequestHeaders().getFirst("X-Amz-Security-Token")));
          respond(call);
        });
    dynamoDb.start();
    try {
      environment.put(
          "AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:" + dynamoDb.getAddress().getPort());
      answer(invoke(0, services.put("a", "abc")));
      answer(invoke(1, services.put("b", "abc")));
    } finally {
      dynamoDb.stop(0);
    }

    // Two calls while it started, of no record; then the claim, the entry and the note of each.
    assertThat(traces).hasSize(8);
    assertThat(traces.stream().skip(2).distinct())
        .hasSize(2)
        .allSatisfy(trace -> assertThat(trace).startsWith("Root=1-"));
    assertThat(sessions).containsOnly("a-session");
  }

  private static void respond(HttpExchange call) throws IOException {
    call.getRequestBody().readAllBytes();
    byte[] nothing = "{}".getBytes(UTF_8);
    call.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
    call.sendResponseHeaders(200, nothing.length);
    call.getResponseBody().write(nothing);
    call.close();
  }
}
