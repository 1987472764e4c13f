package io.tenfold.function.orders;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The currencies the shop sells in, each with the decimals of its minor unit (ISO 4217). */
public enum Currency {
  AED(2),
  AUD(2),
  BHD(3),
  CAD(2),
  CHF(2),
  CZK(2),
  DKK(2),
  EUR(2),
  GBP(2),
  INR(2),
  JPY(0),
  KRW(0),
  KWD(3),
  MXN(2),
  NOK(2),
  PLN(2),
  SEK(2),
  USD(2);

  private final int minorUnits;

  Currency(int minorUnits) {
    this.minorUnits = minorUnits;
  }

  /** Rounds half up to what can be paid in this currency. */
  public BigDecimal round(BigDecimal amount) {
    return amount.setScale(minorUnits, RoundingMode.HALF_UP);
  }
}
