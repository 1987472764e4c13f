package io.tenfold.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HintsTest {

  @Test
  void aCommandNamesTheProgramAsItWasCalledAndThePlace() {
    Hints hints = new Hints("./tenfold", List.of("--local", "--folder", "größe"));

    assertThat(hints.command("watch", "orders-1"))
        .isEqualTo("./tenfold watch orders-1 --local --folder größe");
    assertThat(hints.without("down")).isEqualTo("./tenfold down");
  }

  @Test
  void whatAShellWouldTakeApartIsQuoted() {
    Hints hints = new Hints("/opt/my tools/tenfold", List.of("--folder", "it's $HOME"));

    assertThat(hints.command("watch", "arn:aws:states:us-east-1:1:execution:a:b"))
        .isEqualTo(
            "'/opt/my tools/tenfold' watch arn:aws:states:us-east-1:1:execution:a:b"
                + " --folder 'it'\\''s $HOME'");
    assertThat(hints.without("")).endsWith(" ''");
  }
}
