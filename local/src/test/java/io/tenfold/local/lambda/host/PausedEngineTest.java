package io.tenfold.local.lambda.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole engine that is stopped beyond its function's timeout, and goes on; slow, as it waits. */
@Tag("slow")
@Timeout(90)
class PausedEngineTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  @TempDir Path work;

  private List<String> linesOfAPause(String words, boolean functionToo) throws Exception {
    try (EngineProcess engine = EngineProcess.start(List.of(), work, TIMEOUT, 1, 1, words)) {
      long function = awaitStart(engine);
      engine.signal("STOP");
      if (functionToo) {
        EngineProcess.send("STOP", function);
      }
      Thread.sleep(TIMEOUT.plusSeconds(2).toMillis());
      engine.signal("CONT");
      if (functionToo) {
        Thread.sleep(300);
        EngineProcess.send("CONT", function);
      }
      return engine.lines();
    }
  }

  /** Waits until the function has its event, and returns its process's id. */
  private long awaitStart(EngineProcess engine) throws Exception {
    Path logs = work.resolve("logs");
    while (true) {
      assertThat(engine.process().isAlive()).isTrue();
      if (Files.isDirectory(logs)) {
        try (var files = Files.list(logs)) {
          Path log = files.findFirst().orElse(null);
          if (log != null && Files.readString(log).startsWith("START")) {
            return engine
                .process()
                .children()
                .filter(child -> child.info().arguments().isPresent())
                .filter(child -> child.info().commandLine().orElse("").contains("TestBootstrap"))
                .findFirst()
                .orElseThrow()
                .pid();
          }
        }
      }
      Thread.sleep(20);
    }
  }

  @Test
  void anAnswerThatCameInTimeIsNoTimeoutHoweverLateItIsRead() throws Exception {
    assertThat(linesOfAPause("sleep 1000", false))
        .containsExactly("answered \"sleep 1000\"", "ended");
  }

  @Test
  void aFunctionThatSleptWithItsEngineHasTheTimeThatItHadLeft() throws Exception {
    assertThat(linesOfAPause("sleep 1000", true))
        .containsExactly("answered \"sleep 1000\"", "ended");
  }

  @Test
  void aPauseIsNoExcuseForAFunctionThatNeverAnswers() throws Exception {
    assertThat(linesOfAPause("sleep 60000", false))
        .containsExactly("failed Sandbox.Timedout", "ended");
  }
}
