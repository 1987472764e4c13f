package io.tenfold.local.aws.sfn;

import java.math.BigDecimal;
import java.time.Instant;

/** A time as the API writes it: seconds since 1970, with milliseconds as the fraction. */
final class Timestamp {
  private Timestamp() {}

  static BigDecimal of(Instant time) {
    return BigDecimal.valueOf(time.toEpochMilli(), 3);
  }
}
