package io.tenfold.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.InProcess;
import io.tenfold.local.json.Json;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostEstimateTest {
  @ParameterizedTest
  @CsvSource({"1000,1,512", "1000,1,", "5000,100,1024"})
  void thePageAndTheCommandSayTheSame(long records, long batch, Integer memory) {
    InProcess cost =
        InProcess.run(
            "cost",
            "--json",
            "--records",
            "" + records,
            "--ms",
            "20",
            "--overhead-ms",
            "0",
            "--batch",
            "" + batch,
            "--memory",
            "" + (memory == null ? 256 : memory));
    Map<?, ?> json = (Map<?, ?>) Json.parse(cost.out());
    assertThat(CostEstimate.of(records, 20 * records, batch, memory).dollars())
        .isEqualByComparingTo(new BigDecimal(json.get("total").toString()));
  }

  @Test
  void whatHasNoOutcomeCostsNothingThatIsKnown() {
    assertThat(CostEstimate.of(0, 0, 1, 512)).isNull();
  }
}
