package io.tenfold.local.asl.jsonata;

import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import io.tenfold.local.jsonata.function.BuiltIn;
import io.tenfold.local.jsonata.function.BuiltIns;
import io.tenfold.local.jsonata.value.Budget;
import io.tenfold.local.jsonata.value.JsonArray;
import io.tenfold.local.jsonata.value.JsonataError;
import io.tenfold.local.jsonata.value.Values;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * JSONata's functions, those that Step Functions adds, and {@code $eval}, which it takes away.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn">JSONata
 *     functions provided by Step Functions</a>
 */
final class StatesFunctions {
  private static final double LARGEST_RANGE = 1e7;

  /** JSONata's code for an error of a function's own. */
  private static final String INVALID = "D3137";

  /** As Step Functions lists them. */
  private static final List<String> HASHES =
      List.of("SHA-1", "SHA-384", "SHA-256", "SHA-512", "MD5");

  private StatesFunctions() {}

  /** Returns all functions by name, without the dollar sign. */
  static Map<String, Object> byName() {
    Map<String, Object> functions = new BuiltIns().byName();
    List.of(
            new BuiltIn(
                "partition",
                2,
                "<xn?:a>",
                (a, e) -> a[0] == null ? null : partition(a[0], a[1], e.budget())),
            new BuiltIn(
                "range",
                3,
                "<nnn?:a<n>>",
                (a, e) ->
                    a[0] == null || a[1] == null || a[2] == null
                        ? null
                        : range(whole(a[0]), whole(a[1]), whole(a[2]), e.budget())),
            new BuiltIn(
                "hash",
                2,
                "<ss:s>",
                (a, e) -> a[0] == null || a[1] == null ? null : hash((String) a[0], (String) a[1])),
            new BuiltIn("random", 1, "<n?:n>", (a, e) -> random((Number) a[0])),
            new BuiltIn("uuid", 0, "<:s>", (a, e) -> UUID.randomUUID().toString()),
            new BuiltIn("parse", 1, "<s?:j>", (a, e) -> a[0] == null ? null : parse((String) a[0])),
            new BuiltIn("eval", 2, "<sx?:x>", (a, e) -> eval()))
        .forEach(function -> functions.put(function.name(), function));
    return Map.copyOf(functions);
  }

  /** Returns the chunks, one where no size is given, and none of size 0: as recorded on AWS. */
  private static List<Object> partition(Object items, Object size, Budget budget) {
    if (!(items instanceof List<?> array)) {
      throw new JsonataError(
          "T0412", "Argument 1 of function \"partition\" must be an array of undefined");
    }
    int chunk = size == null ? Math.max(1, array.size()) : (int) Values.number(size);
    if (chunk < 0) {
      throw new JsonataError(INVALID, "Second argument must be zero or greater");
    }
    if (chunk == 0) {
      return null;
    }
    budget.allocate(array.size());
    JsonArray chunks = new JsonArray();
    for (int from = 0; from < array.size(); from += chunk) {
      JsonArray part = new JsonArray();
      for (int i = from; i < Math.min((long) from + chunk, array.size()); i++) {
        part.add(Values.element(array, i));
      }
      chunks.add(part);
      if (array.size() - from <= chunk) {
        break;
      }
    }
    return chunks;
  }

  private static double whole(Object number) {
    double value = Values.number(number);
    return value < 0 ? Math.ceil(value) : Math.floor(value);
  }

  /**
   * Returns the numbers as a sequence: one of them alone is that number, as measured on AWS; none
   * with a step of 0, as recorded there.
   */
  private static List<Object> range(double first, double last, double step, Budget budget) {
    if (step == 0) {
      return null;
    }
    double size = Math.floor((last - first) / step) + 1;
    if (size > LARGEST_RANGE) {
      throw new JsonataError("$range: more than 10000000 numbers");
    }
    budget.allocate(Math.max(0, size));
    JsonArray numbers = JsonArray.newSequence();
    for (int i = 0; i < size; i++) {
      numbers.add(first + i * step);
    }
    return numbers;
  }

  private static String hash(String text, String algorithm) {
    if (!HASHES.contains(algorithm)) {
      throw new JsonataError(
          INVALID,
          "Hash algorithm '" + algorithm + "' must be one of " + String.join(", ", HASHES));
    }
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has " + algorithm, e);
    }
  }

  private static Double random(Number seed) {
    return seed == null
        ? ThreadLocalRandom.current().nextDouble()
        : new Random(seed.longValue()).nextDouble();
  }

  private static Object parse(String text) {
    try {
      return JsonataValues.in(Json.parse(text));
    } catch (MalformedJson e) {
      throw new JsonataError(INVALID, "Invalid JSON");
    }
  }

  private static Object eval() {
    throw new JsonataError("$eval is not available in Step Functions; use $parse");
  }
}
