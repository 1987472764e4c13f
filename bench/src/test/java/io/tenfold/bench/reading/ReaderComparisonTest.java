package io.tenfold.bench.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tenfold.bench.BenchFailure;
import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.Item;
import io.tenfold.local.map.read.ItemIterator;
import io.tenfold.local.map.read.ItemReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReaderComparisonTest {
  private static List<String> values(ReaderCandidate candidate) throws IOException {
    List<String> values = new ArrayList<>();
    ItemReader reader = new ItemReader(candidate.file(2), candidate.config());
    try (ItemIterator items = reader.open("b", candidate.key()).items()) {
      for (Item item = items.next(); item != null; item = items.next()) {
        values.add(Json.write(item.value()));
      }
    }
    return values;
  }

  @Test
  void everyReaderReadsTheSameRecords() throws IOException {
    List<ReaderCandidate> all = ReaderCandidate.all();
    List<String> expected = values(all.get(0));
    assertThat(expected).hasSize(401);
    for (ReaderCandidate candidate : all) {
      assertThat(values(candidate)).as(candidate.name()).isEqualTo(expected);
    }
  }

  @Test
  void aShortRunComparesEveryReaderWithJson() throws IOException, InterruptedException {
    List<ReaderCandidate> all = ReaderCandidate.all();
    List<ReaderComparison.Result> results = new ReaderComparison(all, 100_000, 200_000, 2).run();
    assertThat(results)
        .extracting(ReaderComparison.Result::name)
        .isEqualTo(all.stream().map(ReaderCandidate::name).toList());
    assertThat(results.get(0).overJson()).isCloseTo(1, within(1e-9));
    assertThat(results).allMatch(result -> result.recordsPerSecond() > 0);
    assertThat(results).allMatch(result -> result.megabytesPerSecond() > 0);
  }

  @Test
  void aReaderThatLosesARecordFailsTheBenchmark() throws IOException {
    ReaderCandidate json = ReaderCandidate.all().get(0);
    ReaderCandidate shortened =
        new ReaderCandidate(
            "short",
            json.key(),
            json.config(),
            json.head(),
            json.block(),
            "{}]".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> shortened.seconds(1)).isInstanceOf(BenchFailure.class);
  }
}
