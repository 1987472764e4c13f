package io.tenfold.local.asl;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The functions that Step Functions adds to JSONata, and {@code $eval}, which it takes away.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn">JSONata
 *     functions provided by Step Functions</a>
 */
final class StatesFunctions {
  private static final int LARGEST_RANGE = 1_000;

  private StatesFunctions() {}

  static void registerIn(Jsonata jsonata) {
    jsonata.registerFunction(
        "partition", Jsonata.function("partition", StatesFunctions::partition, "<a<j>n:a>"));
    jsonata.registerFunction(
        "range", Jsonata.function("range", StatesFunctions::range, "<nnn:a<n>>"));
    jsonata.registerFunction("hash", Jsonata.function("hash", StatesFunctions::hash, "<ss:s>"));
    jsonata.registerFunction(
        "random", Jsonata.function("random", StatesFunctions::random, "<n?:n>"));
    jsonata.registerFunction(
        "uuid", Jsonata.function("uuid", () -> UUID.randomUUID().toString(), "<:s>"));
    jsonata.registerFunction("parse", Jsonata.function("parse", StatesFunctions::parse, "<s:j>"));
    jsonata.registerFunction("eval", Jsonata.function("eval", StatesFunctions::eval, "<sx?:x>"));
    // The library takes the time of a thread's first evaluation for all its later ones.
    jsonata.registerFunction("now", Jsonata.function("now", StatesFunctions::now, "<s?s?:s>"));
    jsonata.registerFunction(
        "millis", Jsonata.function("millis", System::currentTimeMillis, "<:n>"));
  }

  private static List<Object> partition(List<?> array, Number size) {
    int chunk = size.intValue();
    if (chunk < 1) {
      throw invalid("$partition: the chunk size must be at least 1, was " + size);
    }
    List<Object> chunks = new ArrayList<>();
    for (int from = 0; from < array.size(); from += chunk) {
      chunks.add(new ArrayList<>(array.subList(from, Math.min(from + chunk, array.size()))));
    }
    return chunks;
  }

  private static List<Object> range(Number first, Number last, Number step) {
    long increment = step.longValue();
    if (increment == 0) {
      throw invalid("$range: the increment must not be 0");
    }
    List<Object> numbers = new ArrayList<>();
    for (long n = first.longValue();
        increment > 0 ? n <= last.longValue() : n >= last.longValue();
        n += increment) {
      if (numbers.size() == LARGEST_RANGE) {
        throw invalid("$range: more than " + LARGEST_RANGE + " numbers");
      }
      numbers.add(n);
    }
    return numbers;
  }

  private static String hash(String text, String algorithm) {
    if (!List.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512").contains(algorithm)) {
      throw invalid("$hash: the algorithm must be MD5, SHA-1, SHA-256, SHA-384 or SHA-512");
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
      Object value = Json.parse(text);
      return value == null ? Jsonata.NULL_VALUE : value;
    } catch (MalformedJson e) {
      throw invalid("$parse: not JSON: " + e.getMessage());
    }
  }

  private static Object eval(String expression, Object context) {
    throw invalid("$eval is not available in Step Functions; use $parse");
  }

  private static String now(String picture, String timezone) {
    return Functions.dateTimeFromMillis(System.currentTimeMillis(), picture, timezone);
  }

  private static StateError invalid(String message) {
    return new StateError(ErrorNames.QUERY_EVALUATION_ERROR, message);
  }
}
