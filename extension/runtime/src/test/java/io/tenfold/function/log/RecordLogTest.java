package io.tenfold.function.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a record's line says how long it took. */
class RecordLogTest {

  @ParameterizedTest
  @CsvSource({
    "0,             0.000",
    "999,           0.000",
    "412_345,       0.412",
    "7_005_999,     7.005",
    "1_000_000,     1.000",
    "1_234_567_890, 1234.567",
    "900_000_000_000, 900000.000"
  })
  void writesADurationInMilliseconds(String nanos, String written) {
    assertThat(RecordLog.milliseconds(Long.parseLong(nanos.replace("_", "")))).isEqualTo(written);
  }
}
