package io.tenfold.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.asl.TestEngine;
import io.tenfold.local.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the workflow file tries again, how often, and after which waits: every number of it. */
class WorkflowRetryTest {
  private static final Path FILE = Path.of("..", "statemachine.asl.json");

  /** So often that waits drawn from a whole range show at both of its ends. */
  private static final int RUNS = 60;

  @TempDir Path folder;

  /** The waits before each further attempt, of one execution each. */
  private List<List<Duration>> waits(String state, String error) throws Exception {
    Map<String, Object> task = new LinkedHashMap<>();
    task.put("Type", "Task");
    task.put("Resource", "arn:aws:states:::lambda:invoke");
    task.put("Arguments", Map.of("FunctionName", "f"));
    task.put("Retry", retriers().get(state));
    task.put("End", true);
    String definition =
        Json.write(
            Map.of("QueryLanguage", "JSONata", "StartAt", "Task", "States", Map.of("Task", task)));
    List<List<Duration>> all = new ArrayList<>();
    try (TestEngine engine =
        new TestEngine(folder, (function, payload) -> TestEngine.failed(error))) {
      for (int run = 0; run < RUNS; run++) {
        engine.waits().clear();
        assertThat(engine.failure(definition, "{}").error()).isEqualTo(error);
        all.add(List.copyOf(engine.waits()));
      }
    }
    return all;
  }

  private static Map<String, List<?>> retriers() throws Exception {
    Map<String, List<?>> found = new LinkedHashMap<>();
    collect((Map<?, ?>) Json.parse(Files.readString(FILE)), found);
    return found;
  }

  private static void collect(Map<?, ?> workflow, Map<String, List<?>> found) {
    ((Map<?, ?>) workflow.get("States"))
        .forEach(
            (name, value) -> {
              Map<?, ?> state = (Map<?, ?>) value;
              if (state.get("Retry") instanceof List<?> retriers) {
                found.put((String) name, retriers);
              }
              if (state.get("ItemProcessor") instanceof Map<?, ?> processor) {
                collect(processor, found);
              }
            });
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "ProcessRecord, 1 2 4 8 16 20, io.tenfold.function.TransientFailure",
    "ProcessRecord, 1 2 4 8 16 20, Lambda.ServiceException",
    "ProcessRecord, 1 2 4 8 16 20, Lambda.AWSLambdaException",
    "ProcessRecord, 1 2 4 8 16 20, Lambda.SdkClientException",
    "ProcessRecord, 1 2 4 8 16 20, Lambda.TooManyRequestsException",
    "WritePart, 1 2 2 2, Any",
    "WriteFailures, 1 2 2 2, Any",
    "Tally, 2 4 8 16 32 60 60 60, Any",
    "CountFailures, 2 4 8 16 32 60 60 60, Any",
    "CountPage, 1 2 4 8 16 20, Any",
    "TallyBatches, 2 4 8 16 32 60 60 60, Any",
    "FindMapRun, 2 4 8 16, Any",
    "NotifyFailure, 2 4 8 16 32 60, Any"
  })
  void itIsTriedAgainAfterWaitsFromNoneToTheLongest(String state, String longest, String error)
      throws Exception {
    List<List<Duration>> waits = waits(state, error);
    List<Integer> seconds = Stream.of(longest.split(" ")).map(Integer::valueOf).toList();
    assertThat(waits).allSatisfy(run -> assertThat(run).hasSameSizeAs(seconds));
    for (int attempt = 0; attempt < seconds.size(); attempt++) {
      int at = attempt;
      Duration most = Duration.ofSeconds(seconds.get(at));
      List<Duration> drawn = waits.stream().map(run -> run.get(at)).sorted().toList();
      assertThat(drawn.get(RUNS - 1)).as("wait %d", at).isBetween(most.dividedBy(2), most);
      assertThat(drawn.get(0)).as("wait %d", at).isLessThan(most.dividedBy(2));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.tenfold.function.RecordRejected",
        "java.lang.IllegalStateException",
        "Runtime.ExitError",
        "Sandbox.Timedout",
        "Lambda.Unknown"
      })
  void aRecordsOwnFailureIsNotTriedAgain(String error) throws Exception {
    assertThat(waits("ProcessRecord", error)).allSatisfy(run -> assertThat(run).isEmpty());
  }

  @Test
  void noStateTriesAgainThatThisTestDoesNotKnow() throws Exception {
    Set<String> known =
        Set.of(
            "ProcessRecord",
            "WritePart",
            "WriteFailures",
            "Tally",
            "CountFailures",
            "CountPage",
            "TallyBatches",
            "FindMapRun",
            "NotifyFailure");
    assertThat(new TreeSet<>(retriers().keySet())).isEqualTo(new TreeSet<>(known));
    assertThat(retriers().values()).allSatisfy(retriers -> assertThat(retriers).hasSize(1));
  }
}
