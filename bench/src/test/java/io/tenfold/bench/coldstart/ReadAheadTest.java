package io.tenfold.bench.coldstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.bench.BenchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAheadTest {
  @TempDir private Path folder;

  @Test
  void deviceNumbersAreTakenApart() {
    assertThat(ReadAhead.deviceNumber(0xfe00)).isEqualTo("254:0");
    assertThat(ReadAhead.deviceNumber(0x10010305L)).isEqualTo("259:65541");
  }

  @Test
  void itIsAsBeforeAfterAnEvictedStart() throws IOException {
    Path setting = Files.writeString(folder.resolve("read_ahead_kb"), "8192");
    DiskReads reads =
        new DiskReads(Optional.of(new ReadAhead(setting, 8192)), OptionalLong.of(128));
    try (ReadAhead.Changed evicted = reads.of(Setting.EVICTED)) {
      assertThat(setting).hasContent("128");
    }
    assertThat(setting).hasContent("8192");
    try (ReadAhead.Changed cached = reads.of(Setting.CACHED)) {
      assertThat(setting).hasContent("8192");
    }
  }

  @Test
  void whatCannotBeSetIsRefused() {
    assertThatThrownBy(() -> new DiskReads(Optional.empty(), OptionalLong.of(128)))
        .isInstanceOf(BenchFailure.class);
  }
}
