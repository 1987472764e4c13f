package io.tenfold.e2e;

import static io.tenfold.local.Batch.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.tenfold.local.Batch;
import io.tenfold.local.json.Json;
import io.tenfold.local.lambda.FunctionConfiguration;
import io.tenfold.local.lambda.host.LambdaHost;
import io.tenfold.local.map.result.ChildExecution;
import io.tenfold.local.map.result.RecordIndex;
import io.tenfold.local.map.result.ResultGroup;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that fail in every way a process can, under the workflow file. */
class FaultIT {
  @TempDir Path folder;
  private LambdaHost host;
  private Batch batch;

  private void open(FunctionConfiguration function) throws Exception {
    open(function, 100);
  }

  /** With real waits between retries, but so many times shorter. */
  private void open(FunctionConfiguration function, int faster) throws Exception {
    host = new LambdaHost(function);
    batch = new Batch(folder, host, time -> Thread.sleep(Math.max(10, time.toMillis() / faster)));
  }

  @AfterEach
  void everyRecordIsAccountedForAndNoProcessIsLeft() {
    assertThat(batch.reconciliation()).satisfies(r -> assertThat(r.holds()).isTrue());
    batch.close();
    host.close();
    assertThat(host.statistics().environmentsAlive()).isZero();
  }

  private String run(String content) throws Exception {
    batch.put("input/faults.json", content);
    return batch.run("{\"key\": \"input/faults.json\"}").status();
  }

  private String runInBatches(int size, List<String> records) throws Exception {
    batch.put("input/faults.json", array(records));
    return batch.run("{\"key\": \"input/faults.json\", \"batchSize\": " + size + "}").status();
  }

  /** Good records with others among them, by their indexes. */
  private static List<String> goodBut(int count, Map<Integer, String> others) {
    return IntStream.range(0, count)
        .mapToObj(i -> others.getOrDefault(i, "{\"kind\": \"none\"}"))
        .toList();
  }

  private static String array(List<String> records) {
    return records.stream().collect(Collectors.joining(",", "[", "]"));
  }

  private static List<String> times(int count, String record) {
    return Collections.nCopies(count, record);
  }

  private static String oneOf(String fault, int good) {
    return "[" + fault + "," + String.join(",", times(good, "{\"kind\": \"none\"}")) + "]";
  }

  private ChildExecution onlyFailure() {
    assertThat(batch.children(ResultGroup.FAILED)).hasSize(1);
    return batch.children(ResultGroup.FAILED).get(0);
  }

  @Test
  void aTimeoutFailsTheRecordAlone() throws Exception {
    open(Functions.faulty(folder).withTimeout(Duration.ofSeconds(2)));
    assertThat(run(oneOf("{\"kind\": \"sleep\", \"millis\": 60000}", 6))).isEqualTo("SUCCEEDED");
    assertThat(onlyFailure().error()).isEqualTo("Sandbox.Timedout");
    assertThat(onlyFailure().cause()).contains("timed out after 2.00 seconds");
    assertThat(batch.children(ResultGroup.SUCCEEDED)).hasSize(6);
  }

  @Test
  void aProcessThatExitsFailsTheRecordAlone() throws Exception {
    open(Functions.faulty(folder));
    assertThat(run(oneOf("{\"kind\": \"exit\"}", 6))).isEqualTo("SUCCEEDED");
    assertThat(onlyFailure().error()).isEqualTo("Runtime.ExitError");
    assertThat(onlyFailure().cause()).contains("exit status 7");
    assertThat(batch.children(ResultGroup.SUCCEEDED)).hasSize(6);
  }

  @Test
  void aRecordThatKillsTheProcessInABatchOfAHundredFailsAlone() throws Exception {
    open(Functions.faulty(folder));
    assertThat(runInBatches(100, goodBut(250, Map.of(57, "{\"kind\": \"exit\"}"))))
        .isEqualTo("SUCCEEDED");
    assertThat(RecordIndex.of(onlyFailure().inputJson())).isEqualTo(57);
    assertThat(onlyFailure().error()).isEqualTo("Runtime.ExitError");
    assertThat(batch.children(ResultGroup.SUCCEEDED)).hasSize(249);
    assertThat(batch.executions(ResultGroup.SUCCEEDED)).hasSize(3);
  }

  @Test
  void aRecordThatOutlastsTheTimeoutInABatchFailsAlone() throws Exception {
    open(Functions.faulty(folder).withTimeout(Duration.ofSeconds(3)));
    String sleeper = "{\"kind\": \"sleep\", \"millis\": 60000}";
    assertThat(runInBatches(10, goodBut(20, Map.of(4, sleeper)))).isEqualTo("SUCCEEDED");
    assertThat(onlyFailure().error()).isEqualTo("Sandbox.Timedout");
    assertThat(batch.children(ResultGroup.SUCCEEDED)).hasSize(19);
  }

  /** Together they take longer than an invocation may: those not reached are sent again. */
  @Test
  void aBatchThatOutlastsTheTimeoutIsFinishedInSeveralInvocations() throws Exception {
    open(Functions.faulty(folder).withTimeout(Duration.ofSeconds(4)));
    List<String> slow = times(12, "{\"kind\": \"sleep\", \"millis\": 500}");
    assertThat(runInBatches(12, slow)).isEqualTo("SUCCEEDED");
    assertThat(batch.children(ResultGroup.SUCCEEDED)).hasSize(12);
    assertThat(batch.children(ResultGroup.FAILED)).isEmpty();
  }

  @Test
  void whatThrowsAndWhatIsTransientInABatchIsEachRecordsOwn() throws Exception {
    open(Functions.faulty(folder));
    String later =
        "{\"kind\": \"transient\", \"times\": 2, \"folder\": "
            + Json.write(folder.toString())
            + "}";
    assertThat(
            runInBatches(
                10,
                goodBut(
                    10,
                    Map.of(
                        1,
                        later,
                        4,
                        "{\"kind\": \"throw\"}",
                        7,
                        "{\"kind\": \"reject\"}",
                        8,
                        "{\"millis\": \"no number\"}"))))
        .isEqualTo("SUCCEEDED");
    assertThat(batch.children(ResultGroup.FAILED))
        .extracting(child -> RecordIndex.of(child.inputJson()) + " " + child.error())
        .containsExactlyInAnyOrder(
            "4 java.lang.IllegalStateException",
            "7 io.tenfold.function.RecordRejected",
            "8 io.tenfold.function.RecordRejected");
    assertThat(batch.children(ResultGroup.SUCCEEDED)).hasSize(7);
  }

  @Test
  void aProcessorMayConnectByHttpAndByTlsToWhomItTrusts() throws Exception {
    open(Functions.faulty(folder));
    HttpServer plain = serving(HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0));
    HttpsServer untrusted = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    untrusted.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
    serving(untrusted);
    try {
      String fetch = "{\"kind\": \"fetch\", \"url\": \"%s://localhost:%d/\"}";
      String records =
          array(
              List.of(
                  fetch.formatted("http", plain.getAddress().getPort()),
                  fetch.formatted("https", untrusted.getAddress().getPort())));
      assertThat(run(records)).isEqualTo("SUCCEEDED");
    } finally {
      plain.stop(0);
      untrusted.stop(0);
    }
    assertThat(batch.children(ResultGroup.SUCCEEDED).get(0).outputJson()).contains("204");
    assertThat(onlyFailure().error()).isEqualTo("javax.net.ssl.SSLHandshakeException");
  }

  private static HttpServer serving(HttpServer server) {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private SSLContext selfSigned() throws Exception {
    Path file = folder.resolve("keys.p12");
    char[] password = "password".toCharArray();
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(password))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(KeyStore.getInstance(file.toFile(), password), password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  @Test
  void aKilledProcessFailsTheRecordAlone() throws Exception {
    open(Functions.faulty(folder));
    assertThat(run(oneOf("{\"kind\": \"kill\"}", 6))).isEqualTo("SUCCEEDED");
    assertThat(onlyFailure().error()).isEqualTo("Runtime.ExitError");
    assertThat(onlyFailure().cause()).contains("signal: killed");
    assertThat(batch.children(ResultGroup.SUCCEEDED)).hasSize(6);
  }

  @Test
  void anUnexpectedExceptionHasItsOwnName() throws Exception {
    open(Functions.faulty(folder));
    run(oneOf("{\"kind\": \"throw\"}", 3));
    assertThat(onlyFailure().error()).isEqualTo("java.lang.IllegalStateException");
    assertThat(onlyFailure().cause()).contains("thrown on request");
  }

  @Test
  void aNullPointerSaysWhatOrWhereItWas() throws Exception {
    open(Functions.faulty(folder));
    run(oneOf("{\"kind\": \"null\"}", 3));
    assertThat(onlyFailure().error()).isEqualTo("java.lang.NullPointerException");
    // On the JVM what was null, natively at which line.
    assertThat(onlyFailure().cause())
        .containsAnyOf("because the return value of", "(FaultyProcessor.java:");
  }

  @Test
  void anExceptionThatCanNotSayItsMessageFailsTheRecordAlone() throws Exception {
    open(Functions.faulty(folder));
    assertThat(run(oneOf("{\"kind\": \"speechless\"}", 3))).isEqualTo("SUCCEEDED");
    assertThat(onlyFailure().error()).isEqualTo("io.tenfold.function.ProcessorError");
    assertThat(onlyFailure().cause()).contains("FaultyProcessor$Speechless");
    assertThat(batch.children(ResultGroup.SUCCEEDED)).hasSize(3);
  }

  @Test
  void aThrottledFunctionGetsEveryRecordInTheEnd() throws Exception {
    // The retries must outlast the two processes' start, during which all other calls are refused.
    open(Functions.faulty(folder).withReservedConcurrency(2), 4);
    assertThat(run(array(times(20, "{\"kind\": \"sleep\", \"millis\": 5}"))))
        .isEqualTo("SUCCEEDED");
    assertThat(batch.children(ResultGroup.SUCCEEDED)).hasSize(20);
    assertThat(host.statistics().peakConcurrency()).isLessThanOrEqualTo(2);
  }

  @Test
  void aTransientFailureSucceedsOnALaterAttempt() throws Exception {
    open(Functions.faulty(folder));
    String record =
        "{\"kind\": \"transient\", \"times\": 3, \"folder\": "
            + Json.write(folder.toString())
            + "}";
    assertThat(run(array(times(5, record)))).isEqualTo("SUCCEEDED");
    assertThat(batch.children(ResultGroup.SUCCEEDED))
        .hasSize(5)
        .allSatisfy(
            child -> assertThat(object(Json.parse(child.outputJson()))).containsEntry("output", 4));
  }

  @Test
  void everyAttemptAtARecordHasItsKey() throws Exception {
    open(Functions.faulty(folder));
    String record =
        "{\"kind\": \"transient\", \"times\": 2, \"folder\": "
            + Json.write(folder.toString())
            + "}";
    assertThat(run(array(times(5, record)))).isEqualTo("SUCCEEDED");
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      List<String> attempts = Files.readAllLines(folder.resolve("attempts-" + i));
      assertThat(attempts).hasSize(3).containsOnly(attempts.get(0));
      assertThat(attempts.get(0)).matches("[0-9a-f]{16}-" + i + "-[0-9a-f]{16}");
      keys.add(attempts.get(0));
    }
    assertThat(keys).hasSize(5);
  }

  @Test
  void theFunctionNeverSeesMoreThanMaxConcurrency() throws Exception {
    open(Functions.faulty(folder));
    String record =
        "{\"kind\": \"count\", \"millis\": 300, \"folder\": " + Json.write(folder.toString()) + "}";
    batch.put("input/faults.json", array(times(40, record)));
    batch.run("{\"key\": \"input/faults.json\", \"maxConcurrency\": 3}");
    List<Integer> seen =
        batch.children(ResultGroup.SUCCEEDED).stream()
            .map(child -> (Integer) object(Json.parse(child.outputJson())).get("output"))
            .toList();
    assertThat(seen).hasSize(40);
    assertThat(Collections.max(seen)).isEqualTo(3);
  }

  @Test
  void everyWayToFailInOneBatch() throws Exception {
    open(Functions.faulty(folder).withTimeout(Duration.ofSeconds(2)));
    List<String> records =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    switch (i) {
                      case 3 -> "{\"kind\": \"exit\"}";
                      case 7 -> "{\"kind\": \"sleep\", \"millis\": 60000}";
                      case 12 -> "{\"kind\": \"reject\"}";
                      case 20 -> "{\"kind\": \"kill\"}";
                      case 25 -> "{\"kind\": \"no such kind\"}";
                      default -> "{\"kind\": \"none\"}";
                    })
            .toList();
    assertThat(run(array(records))).isEqualTo("SUCCEEDED");
    assertThat(batch.children(ResultGroup.FAILED))
        .extracting(ChildExecution::error)
        .containsExactlyInAnyOrder(
            "Runtime.ExitError",
            "Runtime.ExitError",
            "Sandbox.Timedout",
            "io.tenfold.function.RecordRejected",
            "io.tenfold.function.RecordRejected");
    assertThat(batch.children(ResultGroup.SUCCEEDED)).hasSize(25);
  }
}
