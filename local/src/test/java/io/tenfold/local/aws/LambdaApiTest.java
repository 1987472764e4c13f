package io.tenfold.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EndpointExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LambdaApiTest {
  private static final String PATH = "/2015-03-31/functions/invoked";

  private final Endpoint aws;

  LambdaApiTest(Endpoint aws) throws IOException {
    this.aws = aws;
    aws.createFunction("invoked");
  }

  private Endpoint.Answer invoke(String query, String event, String... headers) {
    return aws.send(
        "lambda",
        "POST",
        PATH + "/invocations" + query,
        event.getBytes(StandardCharsets.UTF_8),
        headers);
  }

  @Test
  void theUploadedFunctionRuns() {
    Endpoint.Answer answer = invoke("?Qualifier=live", "{\"index\":7}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.object()).containsEntry("index", 7).containsEntry("output", "hello");
    assertThat(answer.http().headers().firstValue("X-Amz-Executed-Version")).contains("1");
  }

  @Test
  void aFunctionsErrorIsSaidInTheHeader() {
    Endpoint.Answer answer = invoke("", "{\"record\":{\"fail\":true}}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.http().headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
    assertThat(answer.object()).containsEntry("errorType", RecordCheck.Rejected.class.getName());
  }

  @Test
  void eventsAreAcceptedAndDryRunsDoNothing() {
    assertThat(invoke("", "{}", "X-Amz-Invocation-Type", "Event").status()).isEqualTo(202);
    assertThat(invoke("", "{}", "X-Amz-Invocation-Type", "DryRun").status()).isEqualTo(204);
    assertThat(invoke("", "{").status()).isEqualTo(400);
    assertThat(invoke("?Qualifier=nope", "{}").status()).isEqualTo(404);
  }

  @Test
  void anUpdateIsSeenByLatestButNotByTheAlias() {
    aws.send(
            "lambda",
            "PUT",
            PATH + "/configuration",
            Json.writeBytes(
                Map.of("Environment", Map.of("Variables", Map.of("GREETING", "changed")))))
        .ok();

    assertThat(invoke("", "{}").object()).containsEntry("output", "changed");
    assertThat(invoke("?Qualifier=live", "{}").object()).containsEntry("output", "hello");
  }

  @Test
  void aPackageFromTheObjectStoreRunsToo() throws IOException {
    aws.send("s3", "PUT", "/packages").ok();
    aws.send("s3", "PUT", "/packages/f.zip", Endpoint.zip()).ok();
    aws.send(
            "lambda",
            "POST",
            "/2015-03-31/functions",
            Json.writeBytes(
                Map.of(
                    "FunctionName",
                    "stored",
                    "Role",
                    Endpoint.ROLE,
                    "Runtime",
                    "java17",
                    "Handler",
                    RecordCheck.class.getName() + "::handle",
                    "MemorySize",
                    256,
                    "Timeout",
                    10,
                    "Code",
                    Map.of("S3Bucket", "packages", "S3Key", "f.zip"))))
        .ok();

    assertThat(
            aws.send(
                    "lambda",
                    "POST",
                    "/2015-03-31/functions/stored/invocations",
                    "{\"index\":1}".getBytes(StandardCharsets.UTF_8))
                .ok()
                .object())
        .containsEntry("index", 1);
  }

  @Test
  void whatMotoDropsOfAConfigurationIsThere() {
    Endpoint.Answer answer = aws.send("lambda", "GET", PATH + "?Qualifier=live").ok();

    assertThat((Map<?, ?>) answer.object().get("Configuration"))
        .satisfies(
            configuration ->
                assertThat(configuration.get("LoggingConfig").toString())
                    .contains("LogFormat=JSON", "LogGroup=/aws/lambda/invoked"));
  }
}
