package io.tenfold.cli.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.map.run.MapRun;
import org.junit.jupiter.api.Test;

class CountWordsTest {

  @Test
  void noRecordIsLeftOutOfTheWords() {
    MapRun.ItemCounts counts = new MapRun.ItemCounts(691, 10, 85, 14, 2, 3, 825, 104, 20);
    assertThat(CountWords.of(counts, true))
        .isEqualTo(
            "85 succeeded, 16 failed, 3 aborted, 10 may have run, 691 not started, 20 not read");
    assertThat(CountWords.of(counts, false)).contains("10 running");
    assertThat(CountWords.of(new MapRun.ItemCounts(0, 0, 2, 0, 0, 0, 2, 2, 0), true))
        .isEqualTo("2 succeeded, 0 failed");
  }
}
