package io.tenfold.local.jsonata.value;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * Numbers as JavaScript writes, reads and rounds them.
 *
 * @see <a href="https://tc39.es/ecma262/#sec-numeric-types-number-tostring">Number::toString</a>
 */
public final class JsNumber {
  private static final double LARGEST_EXACT = 1e15;
  private static final double TWO_TO_53 = 9007199254740992.0;
  private static final int SIGNIFICANT = 15;
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(Infinity|(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?)");
  private static final Pattern PREFIXED =
      Pattern.compile("0([xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)");
  private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

  private JsNumber() {}

  /** Returns {@code String(number)}. */
  public static String text(double number) {
    if (number == Math.rint(number) && Math.abs(number) < LARGEST_EXACT) {
      return Long.toString((long) number);
    }
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "Infinity" : "-Infinity";
    }
    BigDecimal shortest = shortest(Math.abs(number));
    String digits = shortest.unscaledValue().toString();
    int k = digits.length();
    int n = k - shortest.scale();
    StringBuilder text = new StringBuilder(number < 0 ? "-" : "");
    if (k <= n && n <= 21) {
      text.append(digits).append("0".repeat(n - k));
    } else if (0 < n && n <= 21) {
      text.append(digits, 0, n).append('.').append(digits, n, k);
    } else if (-6 < n && n <= 0) {
      text.append("0.").append("0".repeat(-n)).append(digits);
    } else {
      text.append(digits.charAt(0));
      if (k > 1) {
        text.append('.').append(digits, 1, k);
      }
      text.append('e').append(n > 0 ? '+' : '-').append(Math.abs(n - 1));
    }
    return text.toString();
  }

  /** Java writes two digits at least, which for the smallest numbers need not be the shortest. */
  private static BigDecimal shortest(double number) {
    BigDecimal shortest = new BigDecimal(NumberOutput.toString(number, true)).stripTrailingZeros();
    if (shortest.precision() == 2) {
      BigDecimal shorter = shortest.round(new MathContext(1));
      if (shorter.doubleValue() == number) {
        return shorter.stripTrailingZeros();
      }
    }
    return shortest;
  }

  /** Returns {@code Number(number.toPrecision(15))} of a finite number. */
  public static double toFifteenDigits(double number) {
    if (number == Math.rint(number) && Math.abs(number) < LARGEST_EXACT
        || !Double.isFinite(number)) {
      return number;
    }
    return new BigDecimal(number)
        .round(new MathContext(SIGNIFICANT, RoundingMode.HALF_UP))
        .doubleValue();
  }

  /** Returns {@code number.toFixed(places)} of a number that is not negative. */
  public static String fixed(double number, int places) {
    if (places > 100) {
      throw new JsonataError("toFixed() digits argument must be between 0 and 100");
    }
    if (!(number < 1e21)) {
      return text(number);
    }
    return new BigDecimal(number).setScale(places, RoundingMode.HALF_UP).toPlainString();
  }

  /** Returns {@code number.toString(radix)} of a whole number. */
  public static String text(double number, int radix) {
    if (radix == 10 || !Double.isFinite(number)) {
      return text(number);
    }
    StringBuilder reversed = new StringBuilder();
    double rest = Math.abs(number);
    while (rest >= TWO_TO_53) {
      rest /= radix;
      reversed.append('0');
    }
    do {
      double digit = rest % radix;
      reversed.append(DIGITS.charAt((int) digit));
      rest = (rest - digit) / radix;
    } while (rest > 0);
    return reversed.append(number < 0 ? "-" : "").reverse().toString();
  }

  /** Returns {@code Number(text)}: NaN for what is no number. */
  public static double parse(String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      return 0;
    }
    if (PREFIXED.matcher(trimmed).matches()) {
      int bits =
          switch (Character.toLowerCase(trimmed.charAt(1))) {
            case 'x' -> 16;
            case 'o' -> 8;
            default -> 2;
          };
      return new java.math.BigInteger(trimmed.substring(2), bits).doubleValue();
    }
    return DECIMAL.matcher(trimmed).matches() ? Double.parseDouble(trimmed) : Double.NaN;
  }

  /** Returns {@code parseInt(text)}: NaN if it begins with no number. */
  public static double parseInt(String text) {
    String stripped = text.stripLeading();
    int at = stripped.startsWith("-") || stripped.startsWith("+") ? 1 : 0;
    if (stripped.regionMatches(true, at, "0x", 0, 2)) {
      int end = at + 2;
      while (end < stripped.length() && Character.digit(stripped.charAt(end), 16) >= 0) {
        end++;
      }
      return end == at + 2
          ? Double.NaN
          : (stripped.startsWith("-") ? -1 : 1)
              * new java.math.BigInteger(stripped.substring(at + 2, end), 16).doubleValue();
    }
    int end = at;
    while (end < stripped.length() && stripped.charAt(end) >= '0' && stripped.charAt(end) <= '9') {
      end++;
    }
    return end == at ? Double.NaN : Double.parseDouble(stripped.substring(0, end));
  }

  /** Returns {@code Math.round(number)}. */
  public static double round(double number) {
    double floor = Math.floor(number);
    return number - floor >= 0.5 ? floor + 1 : floor;
  }

  /** Returns {@code $round(number, precision)}: half to even, at a decimal place. */
  public static double roundHalfEven(double number, double precision) {
    boolean shifted = precision != 0 && !Double.isNaN(precision);
    double value = shifted ? shift(number, precision) : number;
    double result = round(value);
    double difference = result - value;
    if (Math.abs(difference) == 0.5 && Math.abs(result % 2) == 1) {
      result -= 1;
    }
    if (shifted) {
      result = shift(result, -precision);
    }
    return result == 0 ? 0 : result;
  }

  private static double shift(double number, double places) {
    String[] parts = text(number).split("e");
    double exponent = parts.length > 1 ? parse(parts[1]) + places : places;
    return parse(parts[0] + "e" + text(exponent));
  }
}
