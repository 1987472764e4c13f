package io.tenfold.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantityTest {
  @Test
  void oneThingIsToldAsOne() {
    assertThat(Quantity.of(1, "record")).isEqualTo("1 record");
    assertThat(Quantity.are(1, "record")).isEqualTo("1 record is");
    assertThat(Quantity.of(1, "child", "children")).isEqualTo("1 child");
  }

  @Test
  void noneAndSeveralAreTold() {
    assertThat(Quantity.of(0, "record")).isEqualTo("0 records");
    assertThat(Quantity.are(1_200, "record")).isEqualTo("1,200 records are");
    assertThat(Quantity.of(1_200, "child", "children")).isEqualTo("1,200 children");
  }
}
