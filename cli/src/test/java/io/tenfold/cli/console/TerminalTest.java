package io.tenfold.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void coloursAreForTerminalsThatHaveThemAndPeopleWhoWantThem() {
    assertThat(Terminal.likesColours(null, "xterm-256color")).isTrue();
    assertThat(Terminal.likesColours("", "xterm")).isTrue();
    assertThat(Terminal.likesColours("1", "xterm")).isFalse();
    assertThat(Terminal.likesColours("0", "xterm")).isFalse();
    assertThat(Terminal.likesColours(null, "dumb")).isFalse();
    assertThat(Terminal.likesColours(null, null)).isFalse();
  }

  @Test
  void everyStatusOfStepFunctionsHasAColour() {
    for (String status :
        new String[] {
          "RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"
        }) {
      assertThat(StatusColour.of(status)).as(status).isNotEqualTo(StatusColour.NONE);
    }
    assertThat(StatusColour.of("\u001b[5m")).isEqualTo(StatusColour.NONE);
  }
}
