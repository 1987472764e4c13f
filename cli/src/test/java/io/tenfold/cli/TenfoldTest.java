package io.tenfold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.console.ExitCode;
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

  private int execute(String... args) {
    return Tenfold.execute(out, err, () -> false, args);
  }
}
