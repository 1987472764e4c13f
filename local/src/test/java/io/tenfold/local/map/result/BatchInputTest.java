package io.tenfold.local.map.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.JsonText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchInputTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"Items\":[{\"index\":0,\"record\":1},2]}        | 2",
        "{\"BatchInput\":{},\"Items\":[]}                | 0",
        "{\"index\":1,\"Items\":[1]}                    | 1",
        "{\"index\":1,\"record\":{\"Items\":[1]}}       | -1",
        "{\"index\":1,\"record\":2,\"Items\":[1]}       | -1",
        "{\"index\":1,\"record\":                      | -1",
        "{\"Items\":7}                                 | -1",
        "[\"Items\"]                                   | -1"
      })
  void aBatchIsKnownByItsFields(String input, int items) {
    var found = BatchInput.items(JsonText.of(input));
    assertThat(found == null ? -1 : found.size()).isEqualTo(items);
    assertThat(BatchInput.count(input)).isEqualTo(found == null ? 1 : items);
  }
}
