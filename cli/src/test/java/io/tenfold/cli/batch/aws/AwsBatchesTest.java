package io.tenfold.cli.batch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.console.Hints;
import io.tenfold.cli.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of Step Functions, at an endpoint that knows of one execution. */
class AwsBatchesTest {
  private static final String ARN =
      "arn:aws:states:us-east-1:123456789012:execution:tenfold:orders";

  @TempDir Path folder;

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private volatile String status = "SUCCEEDED";
  private HttpServer server;
  private Batches batches;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
          asked.add(target.substring(target.indexOf('.') + 1));
          byte[] answer =
              ("{\"executionArn\":\""
                      + ARN
                      + "\",\"name\":\"orders\",\"status\":\""
                      + status
                      + "\",\"startDate\":1767225600,\"stopDate\":1767225601,\"output\":"
                      + "\"{\\\"results\\\":{\\\"bucket\\\":\\\"b\\\",\\\"manifestKey\\\":\\\"k\\\"}}\"}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    Path credentials = folder.resolve("credentials");
    Files.writeString(
        credentials, "[test]\naws_access_key_id = test\naws_secret_access_key = test\n");
    System.setProperty("aws.sharedCredentialsFile", credentials.toString());
    batches =
        new AwsBatches(
            new AwsAccess(endpoint, () -> "us-east-1", "test", "the test's endpoint", true, false),
            new StackLookup(Map.of(), Settings.of(folder, Map.of()), new TerraformOutputs(folder)),
            Hints.to(List.of()));
  }

  @AfterEach
  void close() {
    batches.close();
    server.stop(0);
    System.clearProperty("aws.sharedCredentialsFile");
  }

  @Test
  void whatHasEndedIsAskedForOnce() {
    assertThat(batches.describe(ARN).status()).isEqualTo("SUCCEEDED");
    assertThat(batches.results(ARN).orElseThrow().key()).isEqualTo("k");
    assertThat(batches.describe(ARN).name()).isEqualTo("orders");
    assertThat(asked).containsExactly("DescribeExecution");
  }

  @Test
  void whatRunsIsAskedForAgain() {
    status = "RUNNING";
    assertThat(batches.describe(ARN).ended()).isFalse();
    status = "FAILED";
    assertThat(batches.describe(ARN).ended()).isTrue();
    assertThat(asked).hasSize(2);
  }
}
