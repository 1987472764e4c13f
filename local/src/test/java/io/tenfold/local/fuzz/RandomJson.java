package io.tenfold.local.fuzz;

import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** JSON as nobody writes it, and RFC 8259 allows it: every number, escape and space. */
public final class RandomJson {
  private static final String[] SPACES = {"", "", "", " ", "\n", "\r\n", "\t", "  "};
  private static final String[] CHARACTERS = {
    "a",
    "b",
    "0",
    " ",
    "\\\"",
    "\\\\",
    "\\/",
    "/",
    "\\n",
    "\\u0000",
    "\\u00e9",
    "é",
    "€",
    "\\ud83d\\ude00",
    "😀",
    "\\ud800",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\u007f",
    "\u2028"
  };

  private final Random random;
  private final String[] spaces;

  private RandomJson(Random random, String... spaces) {
    this.random = random;
    this.spaces = spaces;
  }

  /** Returns arrays, with white space of every kind. */
  public static Arbitrary<String> arrays() {
    return Arbitraries.randomValue(
        random -> {
          RandomJson json = new RandomJson(random, SPACES);
          return json.space() + json.array(4) + json.space();
        });
  }

  /** Returns values of one line each. */
  public static Arbitrary<String> lines() {
    return Arbitraries.randomValue(random -> new RandomJson(random, "", " ", "\t").value(4));
  }

  private String space() {
    return spaces[random.nextInt(spaces.length)];
  }

  private String value(int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 10)) {
      case 0 -> new String[] {"null", "true", "false"}[random.nextInt(3)];
      case 1, 2 -> text();
      case 3, 4, 5 -> number();
      case 6, 7 -> array(depth - 1);
      default -> joined('{', () -> text() + space() + ':' + space() + value(depth - 1), '}');
    };
  }

  private String array(int depth) {
    return joined('[', () -> value(depth), ']');
  }

  private String joined(char open, Supplier<String> element, char close) {
    StringBuilder json = new StringBuilder().append(open).append(space());
    for (int i = random.nextInt(5); i > 0; i--) {
      json.append(element.get()).append(space());
      if (i > 1) {
        json.append(',').append(space());
      }
    }
    return json.append(close).toString();
  }

  private String text() {
    StringBuilder text = new StringBuilder("\"");
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.append('"').toString();
  }

  private String number() {
    StringBuilder number = new StringBuilder(random.nextBoolean() ? "-" : "");
    number.append(random.nextInt(3) == 0 ? "0" : 1 + random.nextInt(9) + digits(25));
    if (random.nextBoolean()) {
      number.append('.').append(random.nextInt(10)).append(digits(25));
    }
    if (random.nextInt(3) == 0) {
      number.append(random.nextBoolean() ? 'e' : 'E');
      number.append(new String[] {"", "+", "-"}[random.nextInt(3)]);
      number.append(random.nextInt(10)).append(digits(random.nextInt(8) == 0 ? 11 : 2));
    }
    return number.toString();
  }

  private String digits(int most) {
    StringBuilder digits = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }
}
