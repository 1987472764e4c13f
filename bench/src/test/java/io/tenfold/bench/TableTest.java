package io.tenfold.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columnsAreAligned() {
    assertThat(new Table("name", "n").row("a", "1,000").row("longer", "2").toString())
        .isEqualTo(
            """
            | name   |     n |
            |--------|------:|
            | a      | 1,000 |
            | longer |     2 |
            """);
  }
}
