package io.tenfold.local.map.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordIndexTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"index\":0,\"record\":{}}              | 0",
        "{\"index\":12345678901,\"record\":1}     | 12345678901",
        "{\"record\":{\"index\":3},\"index\" : 4} | 4",
        "{\"index\":7}                            | 7",
        "{\"index\":1.5,\"record\":1}             | -1",
        "{\"index\":-2,\"record\":1}              | -2",
        "{\"index\":\"7\"}                        | -1",
        "{\"record\":7}                           | -1",
        "[7]                                      | -1",
        "{\"index\":                              | -1"
      })
  void theIndexIsFoundWhereverItStands(String input, long index) {
    assertThat(RecordIndex.of(input)).isEqualTo(index);
  }
}
