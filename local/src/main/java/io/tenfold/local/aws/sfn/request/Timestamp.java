package io.tenfold.local.aws.sfn.request;

import java.math.BigDecimal;
import java.time.Instant;

/** A time as the API writes it: seconds since 1970, with milliseconds as the fraction. */
public final class Timestamp {
  private Timestamp() {}

  /** Returns the seconds since 1970, with three decimals. */
  public static BigDecimal of(Instant time) {
    return BigDecimal.valueOf(time.toEpochMilli(), 3);
  }
}
