package io.tenfold.function.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.TransientFailure;
import io.tenfold.function.scans.ScanProcessor.Digest;
import io.tenfold.function.scans.ScanProcessor.Scan;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Against an S3 with one object, {@code images/a b.png}, whose entity tag is {@code "1"}. */
class ScanProcessorTest {
  private static final RecordContext CONTEXT = new RecordContext(0, "request", Instant.MAX);
  private static final String SHA_256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;

  private final List<String> asked = new ArrayList<>();
  private int refusal;
  private HttpServer server;
  private S3Client s3;
  private ScanProcessor processor;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", this::answer);
    server.start();
    s3 =
        S3Client.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    processor = new ScanProcessor(s3);
  }

  @AfterEach
  void stop() {
    s3.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    asked.add(exchange.getRequestMethod() + " " + path);
    int status =
        refusal != 0
            ? refusal
            : !path.equals("/bucket/images/a%20b.png")
                ? 404
                : "\"1\"".equals(exchange.getRequestHeaders().getFirst("If-Match")) ? 200 : 412;
    byte[] body =
        (status == 200 ? "abc" : "<Error><Code>E" + status + "</Code></Error>")
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static Scan scan(String bucket, String key, String eTag) {
    return new Scan(bucket, key, 3, eTag, Instant.EPOCH);
  }

  @Test
  void readsTheObjectThatWasListed() throws Exception {
    assertThat(processor.process(scan("bucket", "images/a b.png", "\"1\""), CONTEXT))
        .isEqualTo(new Digest("images/a b.png", 3, SHA_256_OF_ABC));
    assertThat(asked).containsExactly("GET /bucket/images/a%20b.png");
  }

  @ParameterizedTest
  @CsvSource({
    "images/gone.png, '\"1\"', key: is no object any more",
    "images/a b.png, '\"0\"', eTag: is another by now",
  })
  void rejectsAnObjectThatIsAnotherThanWasListed(String key, String eTag, String message) {
    assertThatThrownBy(() -> processor.process(scan("bucket", key, eTag), CONTEXT))
        .isInstanceOf(RecordRejected.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void asksForAnotherAttemptWhereS3Falters(int status) {
    refusal = status;
    assertThatThrownBy(() -> processor.process(scan("bucket", "images/a b.png", "\"1\""), CONTEXT))
        .isInstanceOf(TransientFailure.class)
        .hasMessage("S3 says " + status);
  }

  @Test
  void asksForAnotherAttemptWhereS3IsAway() {
    server.stop(0);
    assertThatThrownBy(() -> processor.process(scan("bucket", "images/a b.png", "\"1\""), CONTEXT))
        .isInstanceOf(TransientFailure.class);
  }

  @Test
  void failsWhereAPermissionIsMissing() {
    refusal = 403;
    assertThatThrownBy(() -> processor.process(scan("bucket", "images/a b.png", "\"1\""), CONTEXT))
        .isInstanceOf(S3Exception.class);
  }

  @Test
  void readsAFileOfAFolder() throws Exception {
    Files.writeString(folder.resolve("a"), "abc");
    assertThat(processor.process(scan(folder.toString(), "a", "\"x\""), CONTEXT))
        .isEqualTo(new Digest("a", 3, SHA_256_OF_ABC));
    assertThatThrownBy(() -> processor.process(scan(folder.toString(), "b", "\"x\""), CONTEXT))
        .isInstanceOf(RecordRejected.class);
    assertThat(asked).isEmpty();
  }
}
