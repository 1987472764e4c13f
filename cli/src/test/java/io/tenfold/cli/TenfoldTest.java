package io.tenfold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.console.ExitCode;
import io.tenfold.local.json.Json;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenfoldTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new",
        "run",
        "start",
        "watch",
        "results",
        "failures",
        "retry",
        "list",
        "stop",
        "queue",
        "test-state",
        "env",
        "up",
        "down",
        "status",
        "completion"
      })
  void everyCommandHasHelpWithExamples(String name) {
    assertThat(execute(name, "--help")).isZero();
    assertThat(out.toString()).contains("Usage: tenfold " + name).contains("  tenfold " + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "start", "results", "list", "queue"})
  void aWrongOptionIsNamedInALine(String name) {
    assertThat(execute(name, "--no-such-option")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).hasLineCount(2).contains("See: tenfold " + name + " --help");
  }

  @Test
  void theCompletionKnowsEveryCommand() {
    assertThat(execute("completion", "bash")).isZero();
    assertThat(out.toString()).contains("failures", "--max-concurrency", "--endpoint-url");
  }

  @Test
  void aWordThatIsNoCommandHasSuggestions() {
    assertThat(execute("wach")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("tenfold watch");
  }

  @Test
  void aStateOfTheWorkflowIsTriedWithoutARun() throws Exception {
    String input = "{\"index\": 1, \"record\": 2}";
    assertThat(
            execute(
                "test-state", "ProcessRecord", "--input", input, "--result", "{\"Payload\": 3}"))
        .as(err.toString())
        .isZero();
    assertThat(Json.parse(out.toString()).toString())
        .contains("status=SUCCEEDED", "output=3", "FunctionName=function, Payload={index=1");

    out.reset();
    assertThat(execute("test-state", "ProcessRecord", "--error", "Lambda.ServiceException"))
        .isEqualTo(ExitCode.RUN_FAILED);
    assertThat(out.toString()).contains("\"RETRIABLE\"", "\"retryBackoffIntervalSeconds\"");

    assertThat(execute("test-state", "ProcessRecord")).isEqualTo(ExitCode.ERROR);
    assertThat(err.toString()).contains("give it --result or --error");
    assertThat(execute("test-state", "Nowhere")).isEqualTo(ExitCode.ERROR);
    assertThat(err.toString()).contains("State not found in definition: Nowhere");
  }

  private int execute(String... args) {
    return Tenfold.execute(out, err, () -> false, args);
  }
}
