package io.tenfold.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.report.SyntheticRun;
import java.nio.file.Files;
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
    Usage usage = MeasuredRun.read(run.results(), Duration.ofHours(1), true, 800).usage();
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
    Usage usage = MeasuredRun.read(run.results(), Duration.ofSeconds(2), false, 0).usage();
    assertThat(usage.lambdaMillis()).isEqualTo(2_000 + 1);
    assertThat(usage.longestChildMillis()).isEqualTo(2_000);
  }

  /** Three records of which two failed, one record of two, and two that were never started. */
  private MeasuredRun batches() throws Exception {
    return MeasuredRun.read(
        new SyntheticRun(folder)
            .batch(0, 90, 3, 2)
            .batch(0, 130, 2, 0)
            .failedBatch(10, 50, 1)
            .pendingBatch(2)
            .results(),
        Duration.ofHours(1),
        false,
        800);
  }

  @Test
  void theRecordsOfABatchAreCountedAndItsChildIsBilledOnce() throws Exception {
    Usage usage = batches().usage();
    assertThat(usage.records()).isEqualTo(3 + 2 + 1 + 2);
    assertThat(usage.children()).isEqualTo(3);
    assertThat(usage.invocations()).isEqualTo(3);
    assertThat(usage.lambdaMillis()).isEqualTo(90 + 130 + 50);
    assertThat(usage.expressMillis()).isEqualTo(100 + 200 + 100);
  }

  @Test
  void aBatchWithFailedRecordsIsAnObjectAndALineForEach() throws Exception {
    Usage usage = batches().usage();
    // A file of each group and the manifest; two batches with failures; a request that lists one.
    assertThat(usage.writes()).isEqualTo(4 + 2 + 1);
    assertThat(usage.logBytes()).isEqualTo(3 * 800 + 3 * 500);
    assertThat(usage.parentTransitions()).isEqualTo(6 + 2);
    assertThat(usage.childTransitions()).isEqualTo(3 * 8 + 2 * 2);
  }

  @Test
  void otherSizesArePlannedByTheMeansOfTheWholeFile() throws Exception {
    Plan plan = batches().plan().orElseThrow();
    assertThat(plan.records()).isEqualTo(8);
    assertThat(plan.batch()).isEqualTo(3);
    assertThat(plan.millisPerRecord()).isEqualByComparingTo("45"); // 270 ms, 6 records
    assertThat(plan.failedPercent()).isEqualByComparingTo("50");
    // An é has two bytes; what is around the items of a batch is shared among them.
    long itemBytes = SyntheticRun.ITEM.length() + 500;
    assertThat(plan.itemBytes()).isBetween(itemBytes, itemBytes + 20);
    assertThat(plan.overheadMillis()).isZero();
  }

  @Test
  void outcomesThatLieElsewhereAreAnObjectMoreAndMakeNoMeanSmaller() throws Exception {
    MeasuredRun run =
        MeasuredRun.read(
            new SyntheticRun(folder).batch(0, 90, 1_000, 0, "\"a\",\"b\"").results(),
            Duration.ofHours(1),
            false,
            800);
    // A file and the manifest; the objects; the request that lists failures.
    assertThat(run.usage().writes()).isEqualTo(2 + 2 + 1);
    // {"index":999,"output":{}} and a comma, less what is not the output
    assertThat(run.plan().orElseThrow().outputBytes()).isEqualTo(1);
    assertThat(run.plan().orElseThrow().outcomeBytes()).isEqualTo(31);
  }

  @Test
  void moreThanAThousandFailedBatchesAreCountedBy256Children() throws Exception {
    for (int more = 0; more < 2; more++) {
      SyntheticRun run = new SyntheticRun(Files.createDirectory(folder.resolve("" + more)));
      for (int i = 0; i < 1_000 + more; i++) {
        run.batch(0, 1, 2, 1);
      }
      Usage usage = MeasuredRun.read(run.results(), Duration.ofHours(1), false, 0).usage();
      assertThat(usage.parentTransitions()).isEqualTo(6 + 2 + more * (1 + 256));
      // The result files and the manifest, the objects, and the requests that list them.
      long files = usage.writes() - (1_000 + more) - (1 + more * 256);
      assertThat(files).isEqualTo(2);
    }
  }

  @Test
  void anEstimateCountsAPageForEveryThousandOfAChildsFailedBatches() {
    assertThat(Plan.pages(0)).isEqualTo(1);
    assertThat(Plan.pages(1_000)).isEqualTo(1);
    assertThat(Plan.pages(50_000_000)).isEqualTo(1 + 256 * 196);
  }

  private static BatchSize own(MeasuredRun run) {
    return run
        .sizes(ChildType.EXPRESS, 30)
        .orElseThrow()
        .rows(new Configuration(256, Architecture.ARM64, ChildType.EXPRESS), PriceTable.bundled())
        .stream()
        .filter(BatchSize::chosen)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theSizeOfARunThatIsWholeIsAsItWasMeasured() throws Exception {
    BatchSize own =
        own(
            MeasuredRun.read(
                new SyntheticRun(folder).batch(0, 90, 3, 0).batch(0, 930, 3, 0).results(),
                Duration.ofHours(1),
                false,
                800));
    assertThat(own.size()).isEqualTo(3);
    assertThat(own.usage().expressMillis()).isEqualTo(100 + 1_000);
    assertThat(own.took(1)).isEqualTo(Duration.ofMillis(90 + 930));
    assertThat(own.took(10)).isEqualTo(Duration.ofMillis(930));
  }

  @Test
  void theSizeOfARunThatStoppedEarlyIsThatOfTheWholeFile() throws Exception {
    Usage whole = own(batches()).usage();
    assertThat(whole.records()).isEqualTo(8);
    assertThat(whole.lambdaMillis()).isEqualTo(8 * 45);
  }

  @Test
  void aRunThatStartedNothingPlansNothing() throws Exception {
    MeasuredRun run =
        MeasuredRun.read(
            new SyntheticRun(folder).pending().results(), Duration.ofHours(1), true, 0);
    assertThat(run.plan()).isEmpty();
    assertThat(run.sizes(ChildType.EXPRESS, 30)).isEmpty();
  }

  @Test
  void aRunThatSucceededEntersOneStateFewerAndSendsNoMessage() throws Exception {
    Usage usage =
        MeasuredRun.read(
                new SyntheticRun(folder).succeeded(0, 1).results(), Duration.ofHours(1), false, 0)
            .usage();
    assertThat(usage.parentTransitions()).isEqualTo(5);
    assertThat(usage.messages()).isZero();
  }
}
