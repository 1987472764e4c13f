package io.tenfold.cli.results;

import static io.tenfold.cli.TestRuns.failed;
import static io.tenfold.cli.TestRuns.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.TestRuns;
import io.tenfold.cli.batch.Batches;
import io.tenfold.local.map.result.ResultFiles;
import io.tenfold.local.map.run.MapRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofTest {
  @TempDir Path folder;

  /** Of three records, of which one failed, where so many were counted as failed. */
  private Proof proof(String label, long failed, long aborted) throws Exception {
    ResultFiles results =
        new TestRuns(folder).results(succeeded(0, "0"), succeeded(1, "1"), failed(2, "E"));
    var counts = new MapRun.ItemCounts(0, 0, 3 - failed - aborted, failed, 0, aborted, 3, 3, 0);
    String arn =
        "arn:aws:states:us-east-1:000000000000:mapRun:tenfold-local/" + label + ":" + "an-id";
    return Proof.of(
        null,
        results,
        new Batches.MapRunState(arn, "SUCCEEDED", counts, 10, 50, null, null, null),
        false,
        (group, record) -> {});
  }

  @Test
  void countsThatTheResultsBearOutHold() throws Exception {
    assertThat(proof("Batches", 1, 0).holds()).isTrue();
  }

  @Test
  void aRunThatCountedFewerFailuresThanItsResultsHaveIsUnproven() throws Exception {
    Proof proof = proof("Batches", 0, 0);
    assertThat(proof.broken()).isTrue();
    assertThat(proof.sentence())
        .startsWith("2 succeeded + 1 failed")
        .contains("But 0 were counted as failed");
  }

  @Test
  void failuresOfABatchThatWasAbortedProveNothing() throws Exception {
    assertThat(proof("Batches", 1, 1).broken()).isFalse();
  }

  @Test
  void aBatchThatWasRunTwiceMayHaveCountedMore() throws Exception {
    assertThat(proof("Batches", 2, 0).holds()).isTrue();
  }

  @Test
  void stepFunctionsOwnCountsOfRecordsAreItsOwn() throws Exception {
    assertThat(proof("Records", 0, 0).holds()).isTrue();
  }
}
