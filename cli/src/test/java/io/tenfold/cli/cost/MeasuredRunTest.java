package io.tenfold.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.report.SyntheticRun;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredRunTest {
  @TempDir Path folder;

  @Test
  void everyChildIsBilledForItsOwnDuration() throws Exception {
    SyntheticRun run =
        new SyntheticRun(folder)
            .succeeded(0, 0)
            .succeeded(0, 100)
            .succeeded(5, 101)
            .failed("E", "because", 7, 250)
            .pending();
    Usage usage = new MeasuredRun(run.results(), Duration.ofHours(1), true, 800).usage();
    assertThat(usage.records()).isEqualTo(5);
    assertThat(usage.children()).isEqualTo(4);
    assertThat(usage.invocations()).isEqualTo(4);
    assertThat(usage.lambdaMillis()).isEqualTo(1 + 100 + 101 + 250);
    assertThat(usage.expressMillis()).isEqualTo(100 + 100 + 200 + 300);
    assertThat(usage.longestChildMillis()).isEqualTo(250);
    assertThat(usage.parentTransitions()).isEqualTo(6);
    assertThat(usage.messages()).isEqualTo(1);
    assertThat(usage.logBytes()).isEqualTo(4 * 800);
    // A file of each group, and the manifest.
    assertThat(usage.writes()).isEqualTo(4);
  }

  @Test
  void aClockThatJumpedBillsNoChildForMoreThanTheRun() throws Exception {
    long hours = Duration.ofHours(3).toMillis();
    SyntheticRun run = new SyntheticRun(folder).succeeded(0, hours).succeeded(0, -hours);
    Usage usage = new MeasuredRun(run.results(), Duration.ofSeconds(2), false, 0).usage();
    assertThat(usage.lambdaMillis()).isEqualTo(2_000 + 1);
    assertThat(usage.longestChildMillis()).isEqualTo(2_000);
  }

  @Test
  void aRunThatSucceededEntersOneStateFewerAndSendsNoMessage() throws Exception {
    Usage usage =
        new MeasuredRun(
                new SyntheticRun(folder).succeeded(0, 1).results(), Duration.ofHours(1), false, 0)
            .usage();
    assertThat(usage.parentTransitions()).isEqualTo(5);
    assertThat(usage.messages()).isZero();
  }
}
