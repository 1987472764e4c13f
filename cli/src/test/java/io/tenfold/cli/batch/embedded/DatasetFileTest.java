package io.tenfold.cli.batch.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.local.json.Json;
import io.tenfold.local.map.read.DatasetLocation;
import io.tenfold.local.map.read.InputType;
import io.tenfold.local.map.read.ReaderConfig;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetFileTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileAndAListingAreReadAsTheyWereWritten(boolean listing) {
    DatasetLocation location =
        new DatasetLocation("b", "images/", ReaderConfig.of(InputType.JSONL), "crc32c:0", listing);
    Object written = Json.parse(Json.write(DatasetFile.json(location)));
    assertThat(DatasetFile.location((Map<?, ?>) written)).isEqualTo(location);
  }
}
