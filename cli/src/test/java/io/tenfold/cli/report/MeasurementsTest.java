package io.tenfold.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tenfold.cli.results.FailureGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
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
        Measurements.of(run.results(), SyntheticRun.START, Duration.ofHours(12), 10).durations();
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
        Measurements.of(run.results(), SyntheticRun.START, Duration.ofSeconds(2), 10);
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
        Measurements.of(run.results(), SyntheticRun.START, Duration.ofHours(12), 20);
    assertThat(measurements.failures().byIndex())
        .extracting(listed -> listed.row().index())
        .as("twenty, and what a kind lacks of ten")
        .isEqualTo(
            LongStream.concat(LongStream.range(0, 20), LongStream.of(20, 25, 30, 35, 40, 45))
                .boxed()
                .toList());
    assertThat(measurements.failures().count()).isEqualTo(50);
    assertThat(measurements.groups().groups())
        .extracting(
            FailureGroup::error,
            FailureGroup::message,
            FailureGroup::count,
            group -> group.example().message(),
            FailureGroup::record)
        .containsExactly(
            tuple("Often", "message #", 40L, "message 1", Map.of()),
            tuple("Rare", "message #", 10L, "message 0", Map.of()));
  }

  @Test
  void aListedRecordKnowsItsGroupByErrorAndMessage() throws Exception {
    SyntheticRun run =
        new SyntheticRun(folder)
            .failed("E", "quantity is 7", 0, 1)
            .failed("E", "no such field", 0, 1)
            .failed("E", "quantity is 9", 0, 1);
    Measurements measurements =
        Measurements.of(run.results(), SyntheticRun.START, Duration.ofHours(12), 20);
    List<FailureGroup> groups = measurements.groups().groups();
    assertThat(groups)
        .extracting(FailureGroup::message)
        .containsExactly("quantity is #", "no such field");
    int quantity = groups.get(0).number();
    int field = groups.get(1).number();
    assertThat(quantity).isNotEqualTo(field);
    assertThat(measurements.failures().byIndex())
        .extracting(ListedFailures.Listed::group)
        .containsExactly(quantity, field, quantity);
  }

  @Test
  void everyKindIsListedThoughTheCapCutsItOff() throws Exception {
    SyntheticRun run = new SyntheticRun(folder);
    for (int i = 0; i < 60; i++) {
      run.failed(i < 45 ? "Often" : i < 59 ? "Late" : "Last", "message " + i, i, 1);
    }
    Measurements measurements =
        Measurements.of(run.results(), SyntheticRun.START, Duration.ofHours(12), 20);
    assertThat(measurements.failures().byIndex())
        .extracting(listed -> listed.row().index())
        .isSorted()
        .doesNotHaveDuplicates()
        .containsAll(LongStream.range(0, 20).boxed().toList())
        .containsAll(LongStream.range(45, 55).boxed().toList())
        .contains(59L)
        .hasSize(31);
  }

  @Test
  void recordsAndFailuresAreCountedWhenTheyEnd() throws Exception {
    SyntheticRun run =
        new SyntheticRun(folder)
            .succeeded(0, 100)
            .failed("E", "m", 0, 900)
            .succeeded(500, 400)
            .succeeded(1_000, 1_000)
            .pending();
    List<OverTime.Stretch> stretches =
        Measurements.of(run.results(), SyntheticRun.START, Duration.ofHours(12), 9)
            .overTime()
            .stretches(2);
    assertThat(stretches)
        .containsExactly(
            new OverTime.Stretch(0, 1_001, 3, 1), new OverTime.Stretch(1_001, 2_001, 1, 0));
  }

  @Test
  void ofABatchEveryRecordCounts() throws Exception {
    SyntheticRun run = new SyntheticRun(folder).batch(10, 90, 5, 2).batch(10, 190, 3, 0);
    Measurements measurements =
        Measurements.of(run.results(), SyntheticRun.START, Duration.ofHours(12), 9);
    assertThat(measurements.overTime().stretches(2))
        .containsExactly(new OverTime.Stretch(0, 101, 5, 2), new OverTime.Stretch(101, 201, 3, 0));
    assertThat(measurements.slowest().slowestFirst().get(0))
        .isEqualTo(new Slowest.Child(0, 3, "SUCCEEDED", 10, 190));
  }

  @Test
  void aLongRunIsCountedInWiderStretches() {
    OverTime overTime = new OverTime();
    long day = Duration.ofDays(1).toMillis();
    for (int i = 0; i < 1_000; i++) {
      overTime.ended(day * i / 1_000, 2);
      overTime.failed(day * i / 1_000);
    }
    List<OverTime.Stretch> stretches = overTime.stretches(100);
    assertThat(stretches).hasSizeBetween(50, 100);
    assertThat(stretches.stream().mapToLong(OverTime.Stretch::ended).sum()).isEqualTo(2_000);
    assertThat(stretches.stream().mapToLong(OverTime.Stretch::failed).sum()).isEqualTo(1_000);
    assertThat(stretches).allSatisfy(s -> assertThat(s.ended()).isLessThan(60));
  }

  @Test
  void theSlowestAreThereWithTheirIndexes() throws Exception {
    SyntheticRun run = new SyntheticRun(folder);
    for (int i = 0; i < 100; i++) {
      run.succeeded(i, i * 7 % 100);
    }
    List<Slowest.Child> slowest =
        Measurements.of(run.results(), SyntheticRun.START, Duration.ofHours(12), 9)
            .slowest()
            .slowestFirst();
    assertThat(slowest).hasSize(20);
    assertThat(slowest.get(0)).isEqualTo(new Slowest.Child(57, 1, "SUCCEEDED", 57, 99));
    assertThat(slowest)
        .extracting(Slowest.Child::durationMillis)
        .isSortedAccordingTo(Comparator.reverseOrder())
        .endsWith(80L);
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
        .isEqualTo(new ColdStarts(true, 3, List.of(80.25, 81.5)));
    assertThat(ColdStarts.ofLogs(1, folder, start, start.plusSeconds(10)).initMillis())
        .as("more than there were: not only this run's")
        .isEmpty();
  }

  @Test
  void coldStartsAreFoundWhereverTheyStandInALog() throws Exception {
    String report = "REPORT RequestId: 1\tDuration: 9.00 ms\tInit Duration: 81.50 ms";
    String other = "the function's own\tInit Duration: 1.00 ms\n";
    // Longer than what is read at once, by lines of their own or by one; so that each part of a
    // line comes last once.
    for (int more = 0; more < report.length() + 2; more++) {
      log(
          "long.log",
          SyntheticRun.START,
          other
              + "e\n".repeat((1 << 17) - report.length())
              + "f".repeat(more)
              + "\r"
              + report
              + "\n"
              + "g".repeat(1 << 19)
              + "\n"
              + report);
      assertThat(ColdStarts.ofLogs(2, folder, SyntheticRun.START, SyntheticRun.START).initMillis())
          .containsExactly(81.5, 81.5);
    }
  }

  private void log(String name, Instant written, String text) throws Exception {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.from(written));
  }
}
