package io.tenfold.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.WorkflowPlaceholders;
import io.tenfold.local.aws.http.CallScope;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An endpoint that runs, as its clients see it: by HTTP alone. */
public final class Endpoint implements AutoCloseable, ExtensionContext.Store.CloseableResource {
  static final String ROLE = "arn:aws:iam::123456789012:role/tenfold";

  /** A response: its status, and its body as JSON where it is that, else as text. */
  record Answer(int status, Object body, HttpResponse<byte[]> http) {
    @SuppressWarnings("unchecked")
    Map<String, Object> object() {
      return (Map<String, Object>) body;
    }

    String text(String name) {
      return (String) object().get(name);
    }

    Number number(String name) {
      return (Number) object().get(name);
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> list(String name) {
      return (List<Map<String, Object>>) object().get(name);
    }

    Answer ok() {
      assertThat(status).as("%s", body).isBetween(200, 299);
      return this;
    }

    /** The refusal's error name. */
    String error() {
      assertThat(status).as("%s", body).isEqualTo(400);
      return text("__type");
    }
  }

  private final LocalAws aws;
  private final Path folder;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Endpoint(LocalAws aws, Path folder) {
    this.aws = aws;
    this.folder = folder;
  }

  /** Returns its URL. */
  public String url() {
    return aws.url();
  }

  long motoPid() {
    return aws.motoPid();
  }

  Path folder() {
    return folder;
  }

  Answer send(String service, String method, String target, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + target))
            .method(method, BodyPublishers.ofByteArray(body))
            .header("Authorization", new CallScope(service, "us-east-1").authorization());
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      String text = new String(response.body(), StandardCharsets.UTF_8);
      boolean json = text.startsWith("{") || text.startsWith("[");
      return new Answer(response.statusCode(), json ? Json.parse(text) : text, response);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Answer send(String service, String method, String target) {
    return send(service, method, target, new byte[0]);
  }

  /** Calls an action of Step Functions; the input is alternately names and values. */
  Answer states(String action, Object... input) {
    return send(
        "states",
        "POST",
        "/",
        Json.writeBytes(object(input)),
        "X-Amz-Target",
        "AWSStepFunctions." + action);
  }

  static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  Answer sqs(String action, Object... input) {
    return send(
        "sqs",
        "POST",
        "/",
        Json.writeBytes(object(input)),
        "X-Amz-Target",
        "AmazonSQS." + action,
        "Content-Type",
        "application/x-amz-json-1.0");
  }

  /** Calls an action of CloudWatch Logs. */
  Answer logs(String action, Object... input) {
    return send(
        "logs",
        "POST",
        "/",
        Json.writeBytes(object(input)),
        "X-Amz-Target",
        "Logs_20140328." + action,
        "Content-Type",
        "application/x-amz-json-1.1");
  }

  /** Creates a machine of one Pass state, and returns its ARN. */
  String createPass(String name) {
    return states("CreateStateMachine", "name", name, "definition", pass("one"), "roleArn", ROLE)
        .ok()
        .text("stateMachineArn");
  }

  static String pass(String output) {
    return "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Output\":\""
        + output
        + "\",\"End\":true}}}";
  }

  /** Waits for an execution's end and returns its description. */
  Answer await(String executionArn) throws InterruptedException {
    for (int i = 0; i < 1_200; i++) {
      Answer described = states("DescribeExecution", "executionArn", executionArn).ok();
      if (!described.text("status").equals("RUNNING")) {
        return described;
      }
      Thread.sleep(50);
    }
    throw new AssertionError(executionArn + " does not end");
  }

  /** Makes a function of {@link RecordCheck} with an alias, and returns the alias's ARN. */
  String createFunction(String name) throws IOException {
    Map<String, Object> request =
        object(
            "FunctionName",
            name,
            "Role",
            role(),
            "Runtime",
            "java17",
            "Handler",
            RecordCheck.class.getName() + "::handle",
            "MemorySize",
            256,
            "Timeout",
            10,
            "Publish",
            true,
            "Environment",
            Map.of("Variables", Map.of("GREETING", "hello")),
            "LoggingConfig",
            Map.of("LogFormat", "JSON"),
            "Code",
            Map.of("ZipFile", Base64.getEncoder().encodeToString(zip())));
    send("lambda", "POST", "/2015-03-31/functions", Json.writeBytes(request)).ok();
    return send(
            "lambda",
            "POST",
            "/2015-03-31/functions/" + name + "/aliases",
            Json.writeBytes(object("Name", "live", "FunctionVersion", "1")))
        .ok()
        .text("AliasArn");
  }

  private String role() {
    send(
        "iam",
        "POST",
        "/",
        ("Action=CreateRole&Version=2010-05-08&RoleName=tenfold&AssumeRolePolicyDocument="
                + "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%5D%7D")
            .getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/x-www-form-urlencoded");
    return ROLE;
  }

  /** The package of {@link RecordCheck}. */
  static byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Class<?> type : List.of(RecordCheck.class, RecordCheck.Rejected.class)) {
        String path = type.getName().replace('.', '/') + ".class";
        zip.putNextEntry(new ZipEntry(path));
        try (InputStream in = type.getResourceAsStream("/" + path)) {
          in.transferTo(zip);
        }
      }
    }
    return bytes.toByteArray();
  }

  /** The workflow file, as Terraform renders it, with two records in flight: JVMs start slowly. */
  static String workflow(String bucket, String functionArn, String queueUrl) throws IOException {
    return new WorkflowPlaceholders(
            bucket, functionArn, queueUrl, 2, ReaderConfig.of(InputType.JSON))
        .fill(Files.readString(Path.of("..", "statemachine.asl.json")));
  }

  @Override
  public void close() {
    aws.close();
  }
}
