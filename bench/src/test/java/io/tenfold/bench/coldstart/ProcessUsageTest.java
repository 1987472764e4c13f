package io.tenfold.bench.coldstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.bench.ProcFile;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessUsageTest {
  private static final String STAT =
      "4242 (a name) (with) signs) S 1 4242 4242 0 -1 4194304 1099 7 135 2 10 5 0 0 20 0 3 0 99 1";

  private static ProcessUsage usage() throws IOException {
    return ProcessUsage.of(
        STAT,
        new ProcFile(new TestFile("io.txt").text()),
        new ProcFile(new TestFile("status.txt").text()),
        List.of("3000000 500000 12\n", "40000 20000 3\n", ""));
  }

  @Test
  void faultsAreFoundBehindANameWithParentheses() throws IOException {
    assertThat(usage().minorFaults()).isEqualTo(1_099);
    assertThat(usage().majorFaults()).isEqualTo(135);
  }

  @Test
  void bytesFromDiskAreNotThoseFromTheCache() throws IOException {
    assertThat(usage().readBytes()).isEqualTo(11_272_192);
  }

  @Test
  void peakIsGivenInBytes() throws IOException {
    assertThat(usage().peakResidentBytes()).isEqualTo(17_408 * 1024);
  }

  @Test
  void threadsAreAddedUp() throws IOException {
    assertThat(usage().cpuNanos()).isEqualTo(3_040_000);
    assertThat(usage().waitNanos()).isEqualTo(520_000);
  }

  @Test
  void aDifferenceKeepsThePeak() throws IOException {
    ProcessUsage earlier = new ProcessUsage(99, 5, 4096, 40_000, 20_000, 1);
    assertThat(usage().since(earlier))
        .isEqualTo(new ProcessUsage(1_000, 130, 11_268_096, 3_000_000, 500_000, 17_408 * 1024));
  }

  @Test
  void anEndedProcessHasUsedNothing() {
    assertThat(ProcessUsage.of("", new ProcFile(""), new ProcFile(""), List.of()))
        .isEqualTo(new ProcessUsage(0, 0, 0, 0, 0, 0));
  }
}
