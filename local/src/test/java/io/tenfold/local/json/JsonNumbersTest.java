package io.tenfold.local.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumbersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "9007199254740993",
        "123456789012345678901234567890",
        "1.5",
        "0.1",
        "1e-400",
        "1.2345678e-320",
        "-1e-330",
        "1e400",
        "1e2147483648",
        "-1E-2147483649",
        "1e99999999999999999999",
        "0.1234567890123456789",
        "-0",
        "-0.0",
        "-0e5",
        "3.14159265358979323846264338327950288"
      })
  void aNumberIsWrittenWithTheDigitsItWasReadWith(String number) {
    assertThat(Json.write(Json.parse(number))).isEqualTo(number);
    byte[] utf8 = ("{\"a\":[" + number + "]}").getBytes(StandardCharsets.UTF_8);
    assertThat(Json.writeBytes(Json.parse(utf8))).isEqualTo(utf8);
  }

  @ParameterizedTest
  @CsvSource({
    "4.9e-324, 4.9E-324",
    "2.2250738585e-310, 2.2250738585E-310",
    "1.0, 1",
    "2.50, 2.5",
    "1e5, 100000",
    "-7328634028e+10, -73286340280000000000",
    "1E21, 1.0E21",
    "1e-7, 1.0E-7"
  })
  void aNumberThatADoubleHoldsIsWrittenAsJsonataWritesIt(String read, String written) {
    assertThat(Json.write(Json.parse(read))).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0", "1.50", "1e2", "1E+2", "-100.00", "1.0E21", "0.00001", "1.5", "0", "-0.0"})
  void aNumberMayKeepItsForm(String number) {
    assertThat(Json.write(Json.parseAsWritten("{\"a\":[" + number + "]}")))
        .isEqualTo("{\"a\":[" + number + "]}");
  }

  /** Amounts have a way of their own, and what is next to them has not. */
  @Test
  void everyDoubleIsWrittenByItsFewestDigits() {
    Random random = new Random(20261126);
    for (int i = 0; i < 200_000; i++) {
      double amount = random.nextInt(i % 2 == 0 ? 2_000 : 1_000_000_000) / 100.0;
      for (double value :
          new double[] {amount, -amount, Math.nextUp(amount), Math.nextDown(amount)}) {
        String written = Json.write(value);
        assertThat(Double.parseDouble(written)).isEqualTo(value == 0 ? 0 : value);
        if (value != Math.rint(value) && Math.abs(value) >= 1e-3 && Math.abs(value) < 1e7) {
          assertThat(written).isEqualTo(NumberOutput.toString(value, true));
        }
      }
    }
  }

  @Test
  void whatADoubleCannotHoldCountsAsTheNearest() {
    assertThat(((Number) Json.parse("1e-400")).doubleValue()).isZero();
    assertThat(((Number) Json.parse("-1e400")).doubleValue()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void aNumberOfMoreThanAThousandDigitsIsRefused() {
    assertThatThrownBy(() -> Json.parse("1" + "0".repeat(1_000))).isInstanceOf(MalformedJson.class);
    assertThatThrownBy(() -> Json.parse("0." + "1".repeat(1_000)))
        .isInstanceOf(MalformedJson.class);
  }
}
