package io.tenfold.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementsTest {
  @TempDir Path folder;

  @Test
  void percentilesAreThoseOfTheDurations() throws Exception {
    SyntheticRun run = new SyntheticRun(folder);
    for (int i = 1; i <= 1_000; i++) {
      run.succeeded(0, i);
    }
    Durations durations =
        Measurements.of(
                run.results(), SyntheticRun.START, Duration.ofHours(12), SyntheticRun::failure, 10)
            .durations();
    assertThat(durations.percentile(50)).isEqualTo(500);
    assertThat(durations.percentile(90)).isEqualTo(900);
    assertThat(durations.percentile(99)).isEqualTo(990);
    assertThat(durations.max()).isEqualTo(1_000);
  }

  @Test
  void aClockThatJumpedMakesNoChildLongerThanItsRun() throws Exception {
    long hours = Duration.ofHours(3).toMillis();
    SyntheticRun run =
        new SyntheticRun(folder)
            .succeeded(100, 50)
            .succeeded(200, hours)
            .succeeded(hours, 20)
            .succeeded(300, -hours)
            .failed("Late", "m", hours, 20)
            .failed("Early", "m", 400, -hours);
    Measurements measurements =
        Measurements.of(
            run.results(), SyntheticRun.START, Duration.ofSeconds(2), SyntheticRun::failure, 10);
    assertThat(measurements.durations().min()).isZero();
    assertThat(measurements.durations().max()).isEqualTo(1_800);
    assertThat(measurements.inFlight().points(10))
        .allSatisfy(point -> assertThat(point.offsetMillis()).isBetween(0L, 2_001L));
    assertThat(measurements.failures().byIndex())
        .extracting(ListedFailures.Listed::startOffsetMillis)
        .containsExactly(2_000L, 400L);
  }

  @Test
  void everyDurationIsInOneBarAndTheBarsTouch() {
    Random random = new Random(3);
    for (double scale : new double[] {0, 1, 30, 1e3, 1e5, 1e7}) {
      for (long least : new long[] {0, 1, 700, 100_000}) {
        Durations durations = new Durations();
        for (int i = 0; i < 2_000; i++) {
          durations.add(least + (long) (Math.pow(random.nextDouble(), 3) * scale));
        }
        long sum = 0;
        long edge = durations.bars().get(0).fromMillis();
        assertThat(edge).isLessThanOrEqualTo(durations.min());
        for (Durations.Bar bar : durations.bars()) {
          assertThat(bar.fromMillis()).isEqualTo(edge);
          edge = bar.toMillis();
          sum += bar.count();
        }
        assertThat(sum).as("scale %s from %s", scale, least).isEqualTo(2_000);
        assertThat(durations.bars()).hasSizeLessThan(80);
      }
    }
  }

  @Test
  void theLowestIndexesAreListedAndTheRestIsCounted() throws Exception {
    SyntheticRun run = new SyntheticRun(folder);
    for (int i = 0; i < 50; i++) {
      run.failed(i % 5 == 0 ? "Rare" : "Often", "message " + i, i, 1);
    }
    Measurements measurements =
        Measurements.of(
            run.results(), SyntheticRun.START, Duration.ofHours(12), SyntheticRun::failure, 20);
    assertThat(measurements.failures().byIndex())
        .hasSize(20)
        .extracting(listed -> listed.row().index())
        .isSorted()
        .startsWith(0L, 1L)
        .endsWith(19L);
    assertThat(measurements.failures().count()).isEqualTo(50);
    assertThat(measurements.groups().groups())
        .containsExactly(
            new FailureGroups.Group("Often", 40, "message 1"),
            new FailureGroups.Group("Rare", 10, "message 0"));
  }

  @Test
  void errorsWithoutEndAreCountedTogetherPastAThousand() {
    FailureGroups groups = new FailureGroups();
    for (int i = 0; i < 5_000; i++) {
      groups.add(new FailureRow(i, "FAILED", "Error" + i, ""));
    }
    assertThat(groups.groups()).hasSize(1_001);
    assertThat(groups.groups().get(0).count()).isEqualTo(4_000);
  }

  @Test
  void coldStartsAreReadFromTheLogsOfTheRunAlone() throws Exception {
    Instant start = SyntheticRun.START;
    log(
        "a.log",
        start.plusSeconds(5),
        "REPORT RequestId: 1\tDuration: 9.00 ms\tInit Duration: 81.50 ms\n");
    log(
        "b.log",
        start.plusSeconds(6),
        "REPORT RequestId: 2\tDuration: 9.00 ms\tInit Duration: 80.25 ms\n"
            + "REPORT RequestId: 3\tDuration: 1.00 ms\n");
    log(
        "old.log",
        start.minusSeconds(900),
        "REPORT RequestId: 4\tDuration: 9.00 ms\tInit Duration: 7.00 ms\n");
    assertThat(ColdStarts.ofLogs(3, folder, start, start.plusSeconds(10)))
        .isEqualTo(new ColdStarts(true, 3, java.util.List.of(80.25, 81.5)));
    assertThat(ColdStarts.ofLogs(1, folder, start, start.plusSeconds(10)).initMillis())
        .as("more than there were: not only this run's")
        .isEmpty();
  }

  private void log(String name, Instant written, String text) throws Exception {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.from(written));
  }
}
