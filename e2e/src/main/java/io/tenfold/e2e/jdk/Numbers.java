package io.tenfold.e2e.jdk;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Numbers and amounts, as machines and as people write them. */
final class Numbers {
  private static final double AMOUNT = 1_234_567.891;

  private Numbers() {}

  static Map<String, Operation> operations() {
    Map<String, Operation> all = new TreeMap<>();
    all.put("number: German", () -> NumberFormat.getInstance(Locale.GERMANY).format(AMOUNT));
    all.put(
        "number: German, read",
        () -> NumberFormat.getInstance(Locale.GERMANY).parse("1.234,50").toString());
    all.put("number: French", () -> NumberFormat.getInstance(Locale.FRANCE).format(AMOUNT));
    all.put(
        "number: Swiss",
        () -> NumberFormat.getInstance(Locale.forLanguageTag("de-CH")).format(AMOUNT));
    all.put(
        "number: Indian",
        () -> NumberFormat.getInstance(Locale.forLanguageTag("en-IN")).format(AMOUNT));
    all.put("number: American", () -> NumberFormat.getInstance(Locale.US).format(AMOUNT));
    all.put(
        "amount: German", () -> NumberFormat.getCurrencyInstance(Locale.GERMANY).format(AMOUNT));
    all.put("amount: Japanese", () -> NumberFormat.getCurrencyInstance(Locale.JAPAN).format(5_000));
    all.put("amount: American", () -> NumberFormat.getCurrencyInstance(Locale.US).format(AMOUNT));
    all.put("percentage: German", () -> NumberFormat.getPercentInstance(Locale.GERMANY).format(.5));
    all.put(
        "compact: German",
        () ->
            NumberFormat.getCompactNumberInstance(Locale.GERMANY, NumberFormat.Style.SHORT)
                .format(12_345_678));
    all.put(
        "pattern with German symbols",
        () ->
            new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.GERMANY))
                .format(AMOUNT));
    all.put("format: German", () -> String.format(Locale.GERMANY, "%,.2f", AMOUNT));
    all.put(
        "format: root", () -> String.format(Locale.ROOT, "%,.2f %e %x %08d", AMOUNT, 1e9, 255, 42));
    all.put("currency: symbol", () -> Currency.getInstance("EUR").getSymbol(Locale.GERMANY));
    all.put("currency: name", () -> Currency.getInstance("CHF").getDisplayName(Locale.GERMANY));
    all.put("currency: digits", () -> "" + Currency.getInstance("JPY").getDefaultFractionDigits());
    all.put(
        "decimal: division",
        () -> BigDecimal.TEN.divide(new BigDecimal(3), 20, RoundingMode.HALF_EVEN).toString());
    all.put("decimal: root", () -> BigDecimal.valueOf(2).sqrt(new MathContext(40)).toString());
    all.put(
        "integer: power",
        () ->
            BigInteger.TWO
                .modPow(BigInteger.valueOf(977), BigInteger.valueOf(1_000_003))
                .toString());
    all.put("double: text", () -> 1e21 + " " + 0.1f + " " + Double.MIN_VALUE + " " + 100.0);
    all.put("double: hexadecimal", () -> Double.toHexString(Math.PI));
    all.put("double: sine", () -> StrictMath.sin(1e6) + " " + Math.fma(3, 4, 5.5));
    all.put("random by a seed", () -> "" + new SplittableRandom(42).nextLong());
    return all;
  }
}
