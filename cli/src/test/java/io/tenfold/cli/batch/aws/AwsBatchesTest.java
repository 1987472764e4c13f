package io.tenfold.cli.batch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tenfold.cli.batch.Batches;
import io.tenfold.cli.console.Hints;
import io.tenfold.cli.settings.Settings;
import io.tenfold.local.map.run.MapRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of Step Functions, at an endpoint that knows of one execution. */
class AwsBatchesTest {
  private static final String ARN =
      "arn:aws:states:us-east-1:123456789012:execution:tenfold:orders";

  private static final String MAP_RUN =
      "arn:aws:states:us-east-1:123456789012:mapRun:tenfold/Records:an-id";

  @TempDir Path folder;

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> objects = new HashSet<>();
  private volatile String status = "SUCCEEDED";
  private volatile int redrives;
  private HttpServer server;
  private Batches batches;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
          if (target == null) {
            // HeadObject
            String key = exchange.getRequestURI().getPath();
            asked.add(key);
            exchange.getResponseHeaders().set("Content-Length", "2");
            exchange.sendResponseHeaders(objects.contains(key) ? 200 : 404, -1);
            exchange.close();
            return;
          }
          asked.add(target.substring(target.indexOf('.') + 1));
          byte[] answer =
              (target.endsWith("MapRuns")
                      ? "{\"mapRuns\":[{\"mapRunArn\":\""
                          + MAP_RUN
                          + "\",\"startDate\":1767225600}]}"
                      : target.endsWith("MapRun")
                          ? "{\"mapRunArn\":\""
                              + MAP_RUN
                              + "\",\"redriveCount\":"
                              + redrives
                              + ",\"status\":\"FAILED\",\"maxConcurrency\":1,\"toleratedFailurePercentage\":0,\"itemCounts\":{\"pending\":1,\"running\":1,"
                              + "\"succeeded\":2,\"failed\":0,\"timedOut\":0,\"aborted\":0,\"total\":7,"
                              + "\"resultsWritten\":2,\"pendingRedrive\":3}}"
                          : execution())
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
            new StackLookup(
                Map.of(),
                Settings.of(folder, Map.of("TENFOLD_BUCKET", "b")),
                new TerraformOutputs(folder)),
            Hints.to(List.of()));
  }

  private String execution() {
    return "{\"executionArn\":\""
        + ARN
        + "\",\"name\":\"orders\",\"status\":\""
        + status
        + "\",\"startDate\":1767225600,\"stopDate\":1767225601"
        + (status.equals("SUCCEEDED")
            ? ",\"output\":\"{\\\"results\\\":{\\\"bucket\\\":\\\"b\\\",\\\"manifestKey\\\":\\\"k\\\"}}\"}"
            : ",\"input\":\"{\\\"bucket\\\":\\\"b\\\"}\"}");
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
  void aRunThatWasRedrivenHasTheResultsOfTheLastRedriveThatWroteThem() {
    status = "FAILED";
    assertThat(batches.results(ARN).orElseThrow().key()).isEqualTo("results/an-id/manifest.json");
    assertThat(asked).containsExactly("DescribeExecution", "ListMapRuns", "DescribeMapRun");
    redrives = 3;
    objects.add("/b/results/an-id/manifest.json");
    objects.add("/b/results/an-id/Redrive-1/manifest.json");
    objects.add("/b/results/an-id/Redrive-2/manifest.json");
    assertThat(batches.results(ARN).orElseThrow().key())
        .isEqualTo("results/an-id/Redrive-2/manifest.json");
    objects.removeIf(key -> key.contains("Redrive"));
    assertThat(batches.results(ARN).orElseThrow().key()).isEqualTo("results/an-id/manifest.json");
  }

  @Test
  void whatWaitsToBeRedrivenIsYetToRun() {
    assertThat(batches.mapRun(ARN).orElseThrow().counts())
        .isEqualTo(new MapRun.ItemCounts(4, 1, 2, 0, 0, 0, 7, 2, 0));
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
