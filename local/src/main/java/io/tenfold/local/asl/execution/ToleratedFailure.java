package io.tenfold.local.asl.execution;

import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import java.math.BigDecimal;

/**
 * How many of a Map Run's items may fail; either limit is exceeded on its own, null is a limit that
 * was not given, and without either no failure is tolerated.
 *
 * @param percentage of all items, 0 to 100
 * @param count of items, 0 or more
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/maprun-fail-threshold.html">Tolerated
 *     failure thresholds</a>
 */
public record ToleratedFailure(Double percentage, Long count) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public ToleratedFailure {
    if (percentage != null && !(percentage >= 0 && percentage <= 100)) {
      throw new IllegalArgumentException("ToleratedFailurePercentage must be between 0 and 100.");
    }
    if (count != null && count < 0) {
      throw new IllegalArgumentException("ToleratedFailureCount cannot be negative.");
    }
  }

  /**
   * Takes the two fields' values as an expression may have returned them, null for one that is
   * absent.
   *
   * @throws IllegalArgumentException if one is no number, the count is not whole, or a value is out
   *     of its range
   */
  public static ToleratedFailure of(Object percentage, Object count) {
    return new ToleratedFailure(
        percentage == null
            ? null
            : Double.valueOf(number("ToleratedFailurePercentage", percentage).doubleValue()),
        count == null ? null : whole("ToleratedFailureCount", count));
  }

  private static Number number(String field, Object value) {
    if (value instanceof Number number) {
      return number;
    }
    throw new IllegalArgumentException(field + " must be a number but is " + describe(value));
  }

  private static Long whole(String field, Object value) {
    try {
      return new BigDecimal(number(field, value).toString()).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(
          field + " must be a whole number but is " + describe(value), e);
    }
  }

  private static String describe(Object value) {
    return value instanceof String text ? "the string \"" + text + "\"" : String.valueOf(value);
  }

  /** Returns the error of a Map of which more items have failed. */
  public static StateError tooManyFailed() {
    return new StateError(
        ErrorNames.EXCEED_TOLERATED_FAILURE_THRESHOLD,
        "The specified tolerated failure threshold was exceeded");
  }

  /** Tells whether this many failed items of so many in total are more than is tolerated. */
  public boolean exceeded(long failed, long total) {
    if (percentage == null && count == null) {
      return failed > 0;
    }
    if (count != null && failed > count) {
      return true;
    }
    // In decimal, as it was written: in binary, 33.3 % of 1,000 is not 333.
    return percentage != null
        && BigDecimal.valueOf(failed)
                .multiply(HUNDRED)
                .compareTo(BigDecimal.valueOf(percentage).multiply(BigDecimal.valueOf(total)))
            > 0;
  }
}
