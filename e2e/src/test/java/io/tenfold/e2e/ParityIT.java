package io.tenfold.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.e2e.jdk.JdkOperations;
import io.tenfold.local.Batch;
import io.tenfold.local.json.Json;
import io.tenfold.local.lambda.FunctionConfiguration;
import io.tenfold.local.lambda.host.LambdaHost;
import io.tenfold.local.map.result.ResultGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function does what its processor would do in any JVM, also where it is a native one. */
class ParityIT {
  private static final int LEAST_OPERATIONS = 120;

  /** None of them is set where the function is built. */
  private static final Map<String, String> POWERTOOLS =
      Map.of(
          "POWERTOOLS_METRICS_NAMESPACE", "Parity",
          "POWERTOOLS_SERVICE_NAME", "parcels",
          "AWS_EMF_ENVIRONMENT", "Lambda");

  @TempDir Path folder;
  private LambdaHost host;
  private Batch batch;

  @BeforeEach
  void open() throws Exception {
    FunctionConfiguration function = Functions.faulty(folder);
    Map<String, String> environment = new HashMap<>(function.environment());
    environment.putAll(POWERTOOLS);
    host = new LambdaHost(function.withEnvironment(environment));
    batch = new Batch(folder, host, time -> {});
  }

  @AfterEach
  void close() {
    batch.close();
    host.close();
  }

  private void run(String record) throws Exception {
    batch.put("input/records.json", "[" + record + "]");
    batch.run("{\"key\": \"input/records.json\"}");
  }

  @Test
  void theJdkAnswersAsHere() throws Exception {
    run("{\"kind\": \"jdk\", \"folder\": " + Json.write(folder.toString()) + "}");

    List<String> here = new JdkOperations().results().lines().toList();
    assertThat(here).hasSizeGreaterThan(LEAST_OPERATIONS);
    assertThat(Files.readAllLines(folder.resolve("jdk.txt"))).containsExactlyElementsOf(here);
  }

  /** No class names Danish, and a native function has not all locales. */
  @Test
  void aLocaleIsNeverAnsweredByAnother() throws Exception {
    run("{\"kind\": \"locale\", \"url\": \"da-DK\"}");

    if (batch.children(ResultGroup.FAILED).isEmpty()) {
      assertThat(batch.children(ResultGroup.SUCCEEDED).get(0).outputJson()).contains("1234");
    } else {
      assertThat(batch.children(ResultGroup.FAILED).get(0).cause())
          .contains("the native function has no locale da-DK: name it in quarkus.locales");
    }
  }

  @Test
  void richJsonIsRead() throws Exception {
    run(
        """
        {"kind": "prove",
         "proof": {"type": "dated", "at-time": "2026-01-31T10:00:00Z", "more": 7}},
        {"kind": "prove", "proof": {"type": "named", "name": "Zo\u00eb"}},
        {"kind": "prove", "proof": {"type": "other"}}\
        """);

    assertThat(batch.children(ResultGroup.SUCCEEDED))
        .extracting(child -> child.outputJson())
        .satisfiesExactlyInAnyOrder(
            output -> assertThat(output).contains("1769853607"),
            output -> assertThat(output).contains("\"output\":3"));
    assertThat(batch.children(ResultGroup.FAILED))
        .singleElement()
        .satisfies(
            child -> assertThat(child.error()).isEqualTo("io.tenfold.function.RecordRejected"));
  }

  @Test
  void whatLombokAndMapStructWroteIsReadAndMapped() throws Exception {
    run(
        """
        {"kind": "prove",
         "proof": {"type": "delivery", "delivered-at": "2026-01-31T10:00:00Z",
                   "parcels": [20, 300], "note": "to the porch"}},
        {"kind": "prove", "proof": {"type": "delivery", "signed-by": "nobody"}}\
        """);

    assertThat(batch.children(ResultGroup.SUCCEEDED))
        .singleElement()
        .satisfies(child -> assertThat(child.outputJson()).contains("1769853932"));
    assertThat(batch.children(ResultGroup.FAILED))
        .singleElement()
        .satisfies(child -> assertThat(child.cause()).contains("signed-by"));
  }

  @Test
  void whatTheProcessorLogsIsOfItsRecordWhateverItLogsBy() throws Exception {
    run("{\"kind\": \"log\"}");

    List<String> logged = logged();
    assertThat(logged)
        .filteredOn(line -> line.contains("\"message\":\"logged\""))
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).contains("\"index\":0").contains("\"requestId\":\""));
    assertThat(logged).noneMatch(line -> line.contains("not to be seen"));
  }

  @Test
  void powertoolsReadsTheEnvironmentOfTheProcess() throws Exception {
    run("{\"kind\": \"metrics\"}");

    assertThat(batch.children(ResultGroup.SUCCEEDED)).hasSize(1);
    assertThat(logged())
        .filteredOn(line -> line.contains("\"faults\":1"))
        .singleElement()
        .asString()
        .contains("\"Namespace\":\"Parity\"")
        .contains("\"Service\":\"parcels\"");
  }

  private List<String> logged() throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> logs = files.filter(file -> file.toString().endsWith(".log")).toList();
      assertThat(logs).isNotEmpty();
      return Files.readAllLines(logs.get(0));
    }
  }
}
