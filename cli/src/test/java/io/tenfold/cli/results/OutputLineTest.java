package io.tenfold.cli.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputLineTest {
  private static String line(long index, String output) {
    return new String(OutputLine.of(index, output), StandardCharsets.UTF_8);
  }

  @Test
  void whatKeepsTheContractIsLeftAsItIs() {
    assertThat(line(7, "{\"index\":7,\"output\":{\"price\":4.50}}"))
        .isEqualTo("{\"index\":7,\"output\":{\"price\":4.50}}");
  }

  @Test
  void aPrettyOutputBecomesOneLine() {
    assertThat(line(7, "{\n  \"output\": 1,\n  \"index\": 7\n}"))
        .isEqualTo("{\"index\":7,\"output\":1}");
  }

  @Test
  void theIndexIsTheInputsWhateverTheFunctionSays() {
    assertThat(line(7, "{\"index\":70,\"output\":1}")).isEqualTo("{\"index\":7,\"output\":1}");
  }

  @Test
  void anotherFunctionsOutputIsWrapped() {
    assertThat(line(7, "{\"a\":1}")).isEqualTo("{\"index\":7,\"output\":{\"a\":1}}");
    assertThat(line(7, null)).isEqualTo("{\"index\":7,\"output\":null}");
  }
}
