package io.tenfold.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenfold.cli.InProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code tenfold cost} as a person has it, where a batch size is concerned. */
class CostCommandTest {

  private static InProcess cost(String options) {
    return InProcess.run(("cost --records 1000000 " + options).split(" "));
  }

  @Test
  void eachSizeHasALineAndTheNarrowestLimitIsNamed() {
    InProcess ended = cost("--ms 200 --batch-size 25");
    assertThat(ended.out())
        .containsPattern(
            "(?m)^ +25 +40,000 +1\\.9495 +5 h 36 min +33 min 40 s +3 min 22 s +this one$")
        .containsPattern("(?m)^ +144 +6,945 +1\\.0634 .* the cheapest$")
        .contains("A batch has 144 records at the most here");
  }

  @Test
  void aSizeThatIsBothIsMarkedAsBoth() {
    assertThat(cost("--ms 200 --batch 144").out()).contains("this one, the cheapest");
  }

  @ParameterizedTest
  @CsvSource({
    "--ms 1 --batch 0,                         must be from 1 to 1,000",
    "--ms 1 --batch 1001,                      must be from 1 to 1,000",
    "--ms 1 --batch 195,                       Lower it to 194",
    "--ms 200 --batch 145,                     the function's 30 s",
    "--ms 200 --batch 145 --timeout 0,         --timeout is 0",
    "--ms 1000 --batch 143 --timeout 300,      twice into an EXPRESS child",
    "--ms 1 --batch 100 --record-bytes 9000,   256 KiB",
    "--ms 1 --failures 101,                    --failures must be from 0 to 100",
    "--ms 1 --output-bytes 262145,             --output-bytes is 262145",
    "--ms 300000,                              --child STANDARD"
  })
  void whatCannotBeRunHasNoPrice(String options, String reason) {
    InProcess ended = cost(options);
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains(reason);
  }

  @Test
  void aRecordThatTakesLongerThanTheDefaultTimeoutHasAPriceByItself() {
    assertThat(cost("--ms 60000").code()).isZero();
  }
}
