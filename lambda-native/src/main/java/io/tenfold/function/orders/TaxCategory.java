package io.tenfold.function.orders;

/** Which of a country's tax rates applies to a line: food and books are often reduced. */
public enum TaxCategory {
  STANDARD,
  REDUCED,
  EXEMPT
}
