package io.tenfold.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.WorkflowPlaceholders;
import io.tenfold.local.json.Json;
import io.tenfold.local.lambda.PackageDescription;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The stack at a local AWS endpoint that {@code tenfold up} started, made over plain HTTP. */
final class AwsStack implements AutoCloseable {
  static final String BUCKET = "tenfold-operator-test";

  private static final String FUNCTION = "records";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Tenfold.Running endpoint;
  private final String url;
  private final Map<String, String> environment = new HashMap<>();

  private AwsStack(Tenfold.Running endpoint, String url) {
    this.endpoint = endpoint;
    this.url = url;
  }

  /** Starts an endpoint and makes the stack there, with that function package. */
  static AwsStack create(Path folder, Path functionPackage) throws Exception {
    Tenfold.Running endpoint =
        // What its page shows is the stack that is made here a moment later.
        new Tenfold(
                folder,
                Map.of(
                    "TENFOLD_STATE_MACHINE_ARN",
                    "arn:aws:states:us-east-1:123456789012:stateMachine:tenfold",
                    "TENFOLD_BUCKET",
                    BUCKET))
            .start(
                "up",
                "--port",
                "0",
                "--console",
                "0",
                "--folder",
                folder.resolve("aws").toString());
    endpoint.awaitSaid("The endpoint is ready at");
    Matcher matcher =
        Pattern.compile("AWS_ENDPOINT_URL=(\\S+)").matcher(Files.readString(endpoint.out()));
    assertThat(matcher.find()).isTrue();
    AwsStack stack = new AwsStack(endpoint, matcher.group(1));
    try {
      stack.make(functionPackage);
      return stack;
    } catch (Exception | Error e) {
      stack.close();
      throw e;
    }
  }

  /** Where the page of the endpoint's runs is. */
  String console() throws IOException {
    Matcher page =
        Pattern.compile("The page of its runs: (\\S+)").matcher(Files.readString(endpoint.out()));
    assertThat(page.find()).isTrue();
    return page.group(1);
  }

  /** What an operator's shell has. */
  Map<String, String> environment() {
    return environment;
  }

  private void make(Path functionPackage) throws Exception {
    call("s3", "PUT", "/" + BUCKET, "", null);
    String queue =
        text(
            form("sqs", "Action=CreateQueue&QueueName=failed-runs&Version=2012-11-05"),
            "<QueueUrl>([^<]+)</QueueUrl>");
    String role =
        text(
            form(
                "iam",
                "Action=CreateRole&RoleName=test&Version=2010-05-08&AssumeRolePolicyDocument=%7B%7D"),
            "<Arn>([^<]+)</Arn>");
    PackageDescription described = PackageDescription.of(functionPackage);
    Map<String, Object> function = new HashMap<>();
    function.put("FunctionName", FUNCTION);
    function.put("Runtime", described.runtime().orElseThrow());
    function.put("Role", role);
    function.put("Handler", described.handler());
    function.put("MemorySize", 512);
    function.put("Timeout", 3);
    function.put("Environment", Map.of("Variables", described.environment()));
    function.put(
        "Code",
        Map.of("ZipFile", Base64.getEncoder().encodeToString(Files.readAllBytes(functionPackage))));
    String functionArn =
        text(
            call("lambda", "POST", "/2015-03-31/functions", Json.write(function), null),
            "\"FunctionArn\": ?\"([^\"]+)\"");
    String definition =
        new WorkflowPlaceholders(BUCKET, functionArn, queue)
            .fill(Files.readString(Tenfold.ROOT.resolve("statemachine.asl.json")));
    String machine =
        text(
            call(
                "states",
                "POST",
                "/",
                Json.write(Map.of("name", "tenfold", "roleArn", role, "definition", definition)),
                "AWSStepFunctions.CreateStateMachine"),
            "\"stateMachineArn\":\"([^\"]+)\"");
    environment.put("AWS_ENDPOINT_URL", url);
    environment.put("AWS_ACCESS_KEY_ID", "test");
    environment.put("AWS_SECRET_ACCESS_KEY", "test");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("TENFOLD_STATE_MACHINE_ARN", machine);
    environment.put("TENFOLD_BUCKET", BUCKET);
    environment.put("TENFOLD_QUEUE_URL", queue);
  }

  /** Lets an invocation take that long from now on. */
  void setTimeout(int seconds) throws Exception {
    call(
        "lambda",
        "PUT",
        "/2015-03-31/functions/" + FUNCTION + "/configuration",
        Json.write(Map.of("Timeout", seconds)),
        null);
  }

  /** Puts an object into the stack's bucket. */
  void put(String key, String content) throws Exception {
    call("s3", "PUT", "/" + BUCKET + "/" + key, content, null);
  }

  /** Redrives an execution. */
  void redrive(String executionArn) throws Exception {
    call(
        "states",
        "POST",
        "/",
        Json.write(Map.of("executionArn", executionArn)),
        "AWSStepFunctions.RedriveExecution");
  }

  private String form(String service, String body) throws Exception {
    return call(service, "POST", "/", body, null);
  }

  private String call(String service, String method, String path, String body, String target)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            // Nobody checks it; it says which service and Region are meant.
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/"
                    + service
                    + "/aws4_request, SignedHeaders=host, Signature=0")
            .header(
                "Content-Type",
                target != null
                    ? "application/x-amz-json-1.0"
                    : body.startsWith("Action=")
                        ? "application/x-www-form-urlencoded"
                        : "application/json");
    if (target != null) {
      request.header("X-Amz-Target", target);
    }
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
    return response.body();
  }

  private static String text(String answer, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(answer);
    assertThat(matcher.find()).as(answer).isTrue();
    return matcher.group(1);
  }

  @Override
  public void close() throws Exception {
    endpoint.process().destroy();
    endpoint.end();
  }
}
