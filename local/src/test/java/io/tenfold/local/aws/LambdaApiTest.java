package io.tenfold.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
  void theLogIsInTheHeaderWhereItIsWantedAndAWrongContextIsRefused() {
    Endpoint.Answer answer = invoke("", "{\"index\":7}", "X-Amz-Log-Type", "Tail");
    String log = answer.ok().http().headers().firstValue("X-Amz-Log-Result").orElseThrow();
    assertThat(new String(Base64.getDecoder().decode(log), StandardCharsets.UTF_8))
        .startsWith("START RequestId: ")
        .contains("REPORT RequestId: ");
    assertThat(invoke("", "{}").http().headers().firstValue("X-Amz-Log-Result")).isEmpty();
    assertThat(invoke("", "{}", "X-Amz-Client-Context", "none").status()).isEqualTo(400);
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

  @Test
  void aKeyOfTheEnvironmentIsThereUntilItIsTakenAway() {
    configure(Map.of("KMSKeyArn", "arn:aws:kms:eu-west-1:123456789012:key/environment"));
    assertThat((Map<?, ?>) aws.send("lambda", "GET", PATH).ok().object().get("Configuration"))
        .satisfies(
            configuration ->
                assertThat(configuration.get("KMSKeyArn").toString()).endsWith(":key/environment"));

    configure(Map.of("KMSKeyArn", ""));
    assertThat((Map<?, ?>) aws.send("lambda", "GET", PATH).ok().object().get("Configuration"))
        .satisfies(configuration -> assertThat(configuration.get("KMSKeyArn")).isNull());
  }

  private void configure(Map<String, Object> settings) {
    aws.send("lambda", "PUT", PATH + "/configuration", Json.writeBytes(settings)).ok();
  }

  @Test
  void aVariableThatLambdaSetsItselfIsRefusedAndNothingIsChanged() {
    Endpoint.Answer updated =
        aws.send(
            "lambda",
            "PUT",
            PATH + "/configuration",
            Json.writeBytes(
                Map.of("Environment", Map.of("Variables", Map.of("AWS_REGION", "eu-west-1")))));

    assertThat(updated.status()).isEqualTo(400);
    assertThat(updated.http().headers().firstValue("x-amzn-ErrorType"))
        .contains("InvalidParameterValueException");
    assertThat(updated.object().get("Message").toString())
        .endsWith("Reserved keys used in this request: AWS_REGION");
    assertThat(invoke("?Qualifier=live", "{}").object()).containsEntry("output", "hello");
  }

  /** A zip of zeros, small as it is, whose headers say that it has no bytes unzipped. */
  private static byte[] zipOf(long unzippedBytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("bootstrap"));
      byte[] zeros = new byte[1_000_000];
      for (long left = unzippedBytes; left > 0; left -= zeros.length) {
        zip.write(zeros, 0, (int) Math.min(zeros.length, left));
      }
    }
    byte[] file = bytes.toByteArray();
    // The central directory's entry: PK, 1, 2; its uncompressed size is 24 bytes in.
    for (int at = file.length - 4; at >= 0; at--) {
      if (file[at] == 'P' && file[at + 1] == 'K' && file[at + 2] == 1 && file[at + 3] == 2) {
        java.util.Arrays.fill(file, at + 24, at + 28, (byte) 0);
        return file;
      }
    }
    throw new AssertionError("no central directory");
  }

  @Test
  void aPackageOfTwoHundredAndFiftyMegabytesUnzippedIsRefused() throws IOException {
    String zip = Base64.getEncoder().encodeToString(zipOf(262_144_000));
    Endpoint.Answer created =
        aws.send(
            "lambda",
            "POST",
            "/2015-03-31/functions",
            Json.writeBytes(
                Map.of(
                    "FunctionName",
                    "large",
                    "Role",
                    Endpoint.ROLE,
                    "Runtime",
                    "provided.al2023",
                    "Handler",
                    "bootstrap",
                    "Code",
                    Map.of("ZipFile", zip))));
    Endpoint.Answer updated =
        aws.send("lambda", "PUT", PATH + "/code", Json.writeBytes(Map.of("ZipFile", zip)));

    for (Endpoint.Answer refused : List.of(created, updated)) {
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.http().headers().firstValue("x-amzn-ErrorType"))
          .contains("InvalidParameterValueException");
      assertThat(refused.text("Message"))
          .isEqualTo("Unzipped size must be smaller than 262144000 bytes");
    }
    assertThat(aws.send("lambda", "GET", "/2015-03-31/functions/large").status()).isEqualTo(404);
  }
}
