package io.tenfold.local.lambda.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole engine under the shell's limits; slow, as it starts an engine for each. */
@Tag("slow")
@Timeout(180)
class MachineLimitsTest {
  /**
   * A newer Java comes further before it needs another thread: to its event, so that what ends it
   * then has ended a record that it was given.
   */
  private static final String DIED =
      Runtime.version().feature() > 17 ? "|failed Runtime.ExitError" : "";

  @TempDir Path work;

  @Test
  void withFewDescriptorsEveryInvocationRunsAndNoFileOfTheEngineIsTouched() throws Exception {
    List<String> limited = List.of("/bin/sh", "-c", "ulimit -n 200; exec \"$@\"", "sh");
    try (EngineProcess engine =
        EngineProcess.start(limited, work, Duration.ofSeconds(60), 40, 120, "sleep 200")) {
      List<String> lines = engine.lines();

      assertThat(lines).filteredOn(line -> line.startsWith("warning")).hasSizeLessThan(2);
      assertThat(lines).filteredOn(line -> !line.startsWith("warning")).hasSize(121);
      assertThat(lines).filteredOn("answered \"sleep 200\""::equals).hasSize(120);
      for (int i = 0; i < 120; i++) {
        assertThat(work.resolve("files/" + i)).hasContent("begin end");
      }
    }
  }

  // Under a user of their own, as the limit counts all that the user runs.
  @ParameterizedTest
  @ValueSource(ints = {22, 30, 60})
  void withFewProcessesTheRunEndsWithAResultOrAReason(int processes) throws Exception {
    Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root")
            && Files.isExecutable(Path.of("/usr/bin/setpriv")),
        "needs root and setpriv, to be another user");
    for (Path folder = work; folder.startsWith("/tmp"); folder = folder.getParent()) {
      folder.toFile().setReadable(true, false);
      folder.toFile().setExecutable(true, false);
      folder.toFile().setWritable(true, false);
    }
    List<String> limited =
        List.of(
            // Not to wait for ever if it does.
            "/usr/bin/timeout",
            "-s",
            "KILL",
            "60",
            "/usr/bin/prlimit",
            "--nproc=" + processes,
            "/usr/bin/setpriv",
            "--reuid=" + (54_000 + processes),
            "--clear-groups",
            // To read the build's folder, which may be root's alone.
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override");
    try (EngineProcess engine =
        EngineProcess.start(limited, work, Duration.ofSeconds(10), 1, 3, "hello")) {
      List<String> lines = engine.lines();

      assertThat(engine.process().waitFor()).as("%s", lines).isNotEqualTo(137);
      assertThat(lines)
          .hasSize(4)
          .endsWith("ended")
          .allMatch(line -> line.matches("(answered|unavailable) .*|ended" + DIED));
    }
  }
}
