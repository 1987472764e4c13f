package io.tenfold.function.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** JSON that nearly fits a type: mostly what does, and now and then what only looks like it. */
final class RandomRecord {
  private static final List<String> ODD =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-0",
          "-1",
          "1.0",
          "1.5",
          "1e2",
          "1E+2",
          "1.5e1",
          "1e-400",
          "1e400",
          "-1e400",
          "1e999",
          "1e1001",
          "1e-1001",
          "1E+400000000",
          "1e2147483648",
          "127",
          "128",
          "-129",
          "200",
          "32768",
          "2147483647",
          "2147483648",
          "-2147483648",
          "-2147483649",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775809",
          "123456789012345678901234567890.123456789",
          "3.4028236e38",
          "1.7976931348623159e308",
          "\"\"",
          "\" \"",
          "\"5\"",
          "\" 5\"",
          "\"NaN\"",
          "\"Infinity\"",
          "\"INF\"",
          "\"null\"",
          "\"true\"",
          "\"RED\"",
          "\" RED\"",
          "\"red\"",
          "\"0\"",
          "\"2026-02-29\"",
          "\"2024-02-29\"",
          "\"2026-1-31\"",
          "\"2026-01-31T00:00:00\"",
          "\"2026-01-31T00:00:00Z\"",
          "\"20260131\"",
          "\"+12026-01-31\"",
          "\"-0001-01-31\"",
          "\" 2026-01-31\"",
          "\"Zo\u00eb \uD83E\uDE91\"",
          "\"\\u0000\"",
          "\"\\ud83e\\ude91\"",
          "\"\\\"\\\\\\/\\n\"",
          "[]",
          "[null]",
          "[1]",
          "[[]]",
          "[\"a\"]",
          "[2026,1,31]",
          "[{}]",
          "{}",
          "{\"a\":1}",
          "{\"\":null}",
          "{\"a\":1,\"a\":1}");

  private final Random random;

  /** Takes where chance comes from. */
  RandomRecord(Random random) {
    this.random = random;
  }

  /** Returns the JSON of a record, whose values are wrong once in about so many. */
  String of(Class<?> type, int oneIn) {
    List<String> fields = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getType().isPrimitive() ? !chance(40) : !chance(4)) {
        fields.add(quoted(component.getName()) + ":" + value(component.getGenericType(), oneIn));
      }
    }
    if (chance(30)) {
      fields.add("\"unknown\":" + odd());
    }
    if (chance(30) && !fields.isEmpty()) {
      fields.add(fields.get(random.nextInt(fields.size())));
    }
    if (chance(2)) {
      Collections.shuffle(fields, random);
    }
    return "{" + String.join(chance(3) ? " ,\n" : ",", fields) + "}";
  }

  /** Returns a row of texts for a record of scalars. */
  String row(Class<?> type, int oneIn) {
    List<String> fields = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String value = value(component.getType(), oneIn);
      String text = value.startsWith("\"") ? value : quoted(value);
      if (chance(10)) {
        text = component.getType().isPrimitive() ? "\" " + text.substring(1) : "\"\"";
      }
      if (component.getType().isPrimitive() || !chance(5)) {
        fields.add(quoted(component.getName()) + ":" + text);
      }
    }
    return "{" + String.join(",", fields) + "}";
  }

  private String value(Type type, int oneIn) {
    if (chance(oneIn)) {
      return odd();
    }
    if (type instanceof ParameterizedType generic) {
      Type element = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      boolean map = generic.getRawType() != List.class;
      List<String> elements = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        elements.add((map ? quoted(text() + i) + ":" : "") + value(element, oneIn * 2));
      }
      return map ? "{" + String.join(",", elements) + "}" : elements.toString();
    }
    Class<?> plain = (Class<?>) type;
    if (!plain.isPrimitive() && chance(12)) {
      return "null";
    }
    return plain.isRecord() ? of(plain, oneIn * 8) : scalar(plain);
  }

  private String scalar(Class<?> type) {
    if (type == String.class) {
      return quoted(text());
    }
    if (type == boolean.class || type == Boolean.class) {
      return String.valueOf(random.nextBoolean());
    }
    if (type == LocalDate.class) {
      return quoted(
          LocalDate.of(1 + random.nextInt(9_998), 1, 1).plusDays(random.nextInt(366)).toString());
    }
    if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      return quoted(constants[random.nextInt(constants.length)].toString());
    }
    if (type == int.class || type == Integer.class) {
      return String.valueOf(random.nextInt() >> random.nextInt(32));
    }
    if (type == long.class || type == Long.class) {
      return String.valueOf(random.nextLong() >> random.nextInt(64));
    }
    BigInteger digits = new BigInteger(1 + random.nextInt(chance(10) ? 3_500 : 120), random);
    if (type == BigInteger.class) {
      return chance(2) ? digits.toString() : digits.negate().toString();
    }
    BigDecimal decimal = new BigDecimal(digits, random.nextInt(chance(10) ? 1_100 : 12));
    return chance(2) ? decimal.toString() : decimal.toPlainString();
  }

  private String text() {
    return random
        .ints(random.nextInt(6), 0, 6)
        .mapToObj(i -> List.of("a", "Z", " ", "7", "\u00e9", "\uD83E\uDE91").get(i))
        .reduce("", String::concat);
  }

  private String odd() {
    return chance(20) ? "1".repeat(900 + random.nextInt(300)) : ODD.get(random.nextInt(ODD.size()));
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
