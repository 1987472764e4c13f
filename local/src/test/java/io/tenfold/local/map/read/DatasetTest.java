package io.tenfold.local.map.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetTest {
  private final MemoryObjectStore store = new MemoryObjectStore();

  private Dataset open(InputType type, String text) throws IOException {
    store.with("k", text);
    return new ItemReader(store, ReaderConfig.of(type)).open("b", "k");
  }

  /** The bytes under the key change, and nothing tells. */
  private void damage(String text) {
    store.objects.put(
        "k",
        new MemoryObjectStore.Stored(
            text.getBytes(StandardCharsets.UTF_8), store.objects.get("k").eTag()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JSON  | [0,1,2,3,4,5] | [0,1,x,3,4,5]",
        "JSON  | [0,1,2,3,4,5] | [0,1,{2,3,4,5]",
        "JSONL | 0\\n1\\n2\\n3 | 0\\n1\\nx\\n3",
        "CSV   | a\\n0\\n1\\n2 | a\\n0\\n1\\n\"2",
      })
  void aReaderThatFailedNeverGivesAnotherItem(InputType type, String good, String bad)
      throws IOException {
    Dataset dataset = open(type, good.replace("\\n", "\n"));
    damage(bad.replace("\\n", "\n"));
    try (ItemIterator items = dataset.items()) {
      assertThat(items.next().index()).isZero();
      assertThat(items.next().index()).isEqualTo(1);
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(items::next).isInstanceOf(ItemReaderFailed.class);
      }
    }
  }

  @Test
  void datasetsOfOtherBytesHaveOtherFingerprints() throws IOException {
    String first = open(InputType.JSON, "[1,2]").fingerprint();
    assertThat(open(InputType.JSON, "[1,2]").fingerprint()).isEqualTo(first);
    assertThat(open(InputType.JSON, "[1,3]").fingerprint()).isNotEqualTo(first);
  }
}
