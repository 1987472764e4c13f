package io.tenfold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run has one shape in the JSON of every command that shows one. */
class RunJsonTest {
  private static final List<String> FIELDS =
      List.of(
          "executionArn",
          "name",
          "status",
          "startDate",
          "stopDate",
          "durationMillis",
          "error",
          "cause",
          "retryOf",
          "consoleUrl",
          "counts");

  private static final List<String> COUNTS =
      List.of(
          "total", "succeeded", "failed", "timedOut", "aborted", "running", "pending", "unread");

  @TempDir Path temporary;

  private Object json(String... words) throws IOException {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--json", "--folder", temporary.resolve("work").toString()));
    if (words[0].matches("start|retry")) {
      line.addAll(List.of("--workflow", Path.of("..", "statemachine.asl.json").toString()));
      line.addAll(
          List.of("--function", TestFunction.packageIn(temporary.resolve("function")).toString()));
    }
    return Json.parse(InProcess.run(line.toArray(String[]::new)).out());
  }

  private static void assertRun(Object json, String... more) {
    assertThat(json).isInstanceOf(Map.class);
    Map<?, ?> run = (Map<?, ?>) json;
    assertThat(run.keySet().stream().map(String::valueOf).limit(FIELDS.size()).toList())
        .isEqualTo(FIELDS);
    assertThat(run.keySet().stream().map(String::valueOf).skip(FIELDS.size()).toList())
        .contains(more);
    assertThat(Instant.parse((String) run.get("startDate")))
        .isBeforeOrEqualTo(Instant.parse((String) run.get("stopDate")));
    assertThat(((Number) run.get("durationMillis")).longValue()).isNotNegative();
    assertThat(((Map<?, ?>) run.get("counts")).keySet().stream().map(String::valueOf).toList())
        .isEqualTo(COUNTS);
  }

  @Test
  void everyCommandShowsARunInTheSameFields() throws IOException {
    Path file = Files.writeString(temporary.resolve("a.json"), "[{\"fail\":\"wrong\"},{\"a\":1}]");

    assertRun(json("start", "--local", file.toString()), "failureGroups", "manifest");
    assertRun(json("watch", "--local", "last"), "everyRecordAccountedForOnce");
    assertRun(json("stop", "--local", "last"), "wasOver");
    Object retry = json("retry", "--local", "last");
    assertRun(retry, "failures");
    List<?> runs = (List<?>) json("list", "--local");
    assertThat(runs).hasSize(2).allSatisfy(run -> assertRun(run));
    assertThat(((Map<?, ?>) retry).get("retryOf"))
        .isEqualTo(((Map<?, ?>) runs.get(1)).get("executionArn"));
  }
}
