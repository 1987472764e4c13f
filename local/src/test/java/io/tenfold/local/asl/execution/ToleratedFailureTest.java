package io.tenfold.local.asl.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToleratedFailureTest {

  @ParameterizedTest
  @CsvSource({
    "50, 1, 3, false",
    "50, 2, 3, true",
    "50, 50000, 100000, false",
    "50, 50001, 100000, true",
    "33.3, 333, 1000, false",
    "33.3, 334, 1000, true",
    "0.1, 1, 1000, false",
    "0.1, 2, 1000, true",
    "0, 0, 5, false",
    "0, 1, 5, true",
    "100, 5, 5, false",
    "50, 0, 0, false",
    "99.99999999, 99999999, 100000000, false",
    "99.99999999, 100000000, 100000000, true"
  })
  void percentageIsComparedExactly(double percentage, long failed, long total, boolean exceeded) {
    assertThat(ToleratedFailure.of(percentage, null).exceeded(failed, total)).isEqualTo(exceeded);
  }

  @Test
  void withoutLimitsNoFailureIsTolerated() {
    ToleratedFailure none = new ToleratedFailure(null, null);
    assertThat(none.exceeded(0, 10)).isFalse();
    assertThat(none.exceeded(1, 10)).isTrue();
  }

  @Test
  void eitherLimitIsExceededOnItsOwn() {
    ToleratedFailure both = ToleratedFailure.of(50, 3);
    assertThat(both.exceeded(3, 10)).isFalse();
    assertThat(both.exceeded(4, 10)).isTrue();
    assertThat(both.exceeded(3, 5)).isTrue();
    assertThat(ToleratedFailure.of(null, 3).exceeded(3, 3)).isFalse();
    assertThat(ToleratedFailure.of(null, 3).exceeded(4, 1_000)).isTrue();
  }

  @Test
  void expressionsMayReturnAnyKindOfNumber() {
    assertThat(ToleratedFailure.of(new BigDecimal("33.3"), 2.0))
        .isEqualTo(new ToleratedFailure(33.3, 2L));
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    assertThatThrownBy(() -> ToleratedFailure.of(100.1, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ToleratedFailurePercentage must be between 0 and 100.");
    assertThatThrownBy(() -> ToleratedFailure.of(-1, null)).hasMessageContaining("between");
    assertThatThrownBy(() -> ToleratedFailure.of(Double.NaN, null)).hasMessageContaining("between");
    assertThatThrownBy(() -> ToleratedFailure.of("50", null))
        .hasMessage("ToleratedFailurePercentage must be a number but is the string \"50\"");
    assertThatThrownBy(() -> ToleratedFailure.of(null, 1.5))
        .hasMessage("ToleratedFailureCount must be a whole number but is 1.5");
    assertThatThrownBy(() -> ToleratedFailure.of(null, -1))
        .hasMessage("ToleratedFailureCount cannot be negative.");
  }
}
