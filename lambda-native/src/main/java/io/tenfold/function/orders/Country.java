package io.tenfold.function.orders;

import java.math.BigDecimal;

/**
 * The countries the shop ships to (ISO 3166-1 alpha-2), with their value added tax in percent: the
 * standard rate and the one for food or books. A sample's figures, not tax advice.
 */
public enum Country {
  AE("5", "0"),
  AT("20", "10"),
  AU("10", "0"),
  BE("21", "6"),
  BH("10", "0"),
  CA("5", "0"),
  CH("8.1", "2.6"),
  CZ("21", "12"),
  DE("19", "7"),
  DK("25", "25"),
  ES("21", "10"),
  FI("25.5", "13.5"),
  FR("20", "5.5"),
  GB("20", "0"),
  IE("23", "13.5"),
  IN("18", "5"),
  IT("22", "10"),
  JP("10", "8"),
  KR("10", "10"),
  KW("0", "0"),
  MX("16", "0"),
  NL("21", "9"),
  NO("25", "15"),
  PL("23", "8"),
  PT("23", "6"),
  SE("25", "12"),
  US("0", "0");

  private final BigDecimal standardPercent;
  private final BigDecimal reducedPercent;

  Country(String standardPercent, String reducedPercent) {
    this.standardPercent = new BigDecimal(standardPercent);
    this.reducedPercent = new BigDecimal(reducedPercent);
  }

  /** Returns the tax on goods of a category, in percent. */
  public BigDecimal taxPercent(TaxCategory category) {
    return switch (category) {
      case STANDARD -> standardPercent;
      case REDUCED -> reducedPercent;
      case EXEMPT -> BigDecimal.ZERO;
    };
  }
}
