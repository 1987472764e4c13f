package io.tenfold.bench.coldstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuGroupTest {
  @TempDir private Path folder;

  @Test
  void theShareOf128MegabytesIsAFourteenthOfAProcessor() {
    assertThat(CpuGroup.quotaMicros(Setting.CACHED_128.cpuShare())).isEqualTo(1_447);
    assertThat(CpuGroup.quotaMicros(Setting.CACHED_1769.cpuShare()))
        .isEqualTo(CpuGroup.PERIOD_MICROS);
  }

  @Test
  void versionOneHasAFileForEachNumber() throws IOException {
    new CpuGroup(folder, CpuGroup.Version.V1).limit(0.5);
    assertThat(folder.resolve("cpu.cfs_period_us")).hasContent("20000");
    assertThat(folder.resolve("cpu.cfs_quota_us")).hasContent("10000");
  }

  @Test
  void versionTwoHasOneFile() throws IOException {
    new CpuGroup(folder, CpuGroup.Version.V2).limit(0.5);
    assertThat(folder.resolve("cpu.max")).hasContent("10000 20000");
  }

  @Test
  void throttledPeriodsAreCounted() {
    assertThat(CpuGroup.throttledPeriods("nr_periods 197\nnr_throttled 188\n")).isEqualTo(188);
    assertThat(CpuGroup.throttledPeriods("")).isZero();
  }
}
