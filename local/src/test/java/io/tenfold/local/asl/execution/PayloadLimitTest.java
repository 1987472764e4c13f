package io.tenfold.local.asl.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadLimitTest {
  private final Random random = new Random(20260131);

  @Test
  void aValuesSizeIsThatOfItsJson() {
    for (int i = 0; i < 10_000; i++) {
      Object value = value(4);
      byte[] json = Json.writeBytes(value);
      assertThat(PayloadLimit.size(value)).as(Json.write(value)).isEqualTo(json.length);
      assertThat(PayloadLimit.most(value)).isGreaterThanOrEqualTo(json.length);
      assertThat(Json.write(Json.parse(json))).as("read again").isEqualTo(Json.write(value));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ud800",
        "a\udc00b",
        "\udc00\ud800",
        "𝄞\ud800\ue000",
        "{\"\ud800\":1}",
        "\u0000\u007f\u2028",
        "-9223372036854775808",
        "-0.0",
        "1e3",
        "1e22",
        "1E400",
        "123456789012345678901234567890",
        "[]",
        "{}",
        "[[],{}]",
        "0.12345678901234567891",
        "4.0",
        "1e15",
        "1e-7",
        "true",
        "null"
      })
  void soIsThatOfUnusualValues(String text) {
    Object value;
    try {
      value = Json.parse(text);
    } catch (io.tenfold.local.json.MalformedJson e) {
      value = text;
    }
    assertThat(PayloadLimit.size(value)).isEqualTo(Json.writeBytes(value).length);
    assertThat(PayloadLimit.most(value)).isGreaterThanOrEqualTo(Json.writeBytes(value).length);
  }

  @Test
  void halfASurrogatePairIsKept() {
    for (String text : List.of("\ud800", "a\udc00b", "𝄞\ud800\ue000\u00e9")) {
      assertThat(Json.parse(Json.writeBytes(text))).isEqualTo(text);
      assertThat(Json.parse(Json.writeBytes(Map.of(text, text)))).isEqualTo(Map.of(text, text));
    }
    assertThat(Json.write(List.of("\ud800", "𝄞"))).isEqualTo("[\"\\uD800\",\"𝄞\"]");
  }

  @Test
  void theLimitItselfIsAllowedAndOneByteMoreIsNot() {
    String most = "x".repeat(PayloadLimit.BYTES - 2);
    assertThat(PayloadLimit.check(most, "It")).isSameAs(most);
    assertThatThrownBy(() -> PayloadLimit.check(most + "x", "The state 'S' returned a result"))
        .isInstanceOfSatisfying(
            StateError.class,
            e -> {
              assertThat(e.error()).isEqualTo("States.DataLimitExceeded");
              assertThat(e.cause()).contains("The state 'S'", "262145");
            });
  }

  private Object value(int depth) {
    switch (random.nextInt(depth == 0 ? 8 : 10)) {
      case 0:
        return null;
      case 1:
        return random.nextBoolean();
      case 2:
        return random.nextInt() >> random.nextInt(32);
      case 3:
        return random.nextLong() >> random.nextInt(64);
      case 4:
        return new BigInteger(60 + random.nextInt(200), random).negate();
      case 5:
        return new BigDecimal(new BigInteger(90, random), random.nextInt(60) - 20);
      case 6:
        double number = Double.longBitsToDouble(random.nextLong());
        return random.nextBoolean() || !Double.isFinite(number)
            ? (double) (random.nextInt(2_000_000) - 1_000_000) / (1 << random.nextInt(6))
            : number;
      case 7:
        return text();
      case 8:
        List<Object> array = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(value(depth - 1));
        }
        return array;
      default:
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          object.put(text(), value(depth - 1));
        }
        return object;
    }
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      switch (random.nextInt(6)) {
        case 0 -> text.append((char) random.nextInt(0x20));
        case 1 -> text.append("\"\\/\u007f".charAt(random.nextInt(4)));
        case 2 -> text.append((char) random.nextInt(0x10000));
        case 3 -> text.appendCodePoint(0x10000 + random.nextInt(0x1000));
        default -> text.append((char) ('a' + random.nextInt(26)));
      }
    }
    return text.toString();
  }
}
