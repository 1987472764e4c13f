package io.tenfold.local.asl.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Utils;
import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
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
    List<JsonataFunction> functions =
        List.of(
            new JsonataFunction(
                "partition", "<an:a>", 2, 2, (a, n, x) -> partition((List<?>) a, (Number) n)),
            new JsonataFunction(
                "range",
                "<nnn:a<n>>",
                3,
                3,
                (a, b, n) -> range((Number) a, (Number) b, (Number) n)),
            new JsonataFunction("hash", "<ss:s>", 2, 2, (t, a, x) -> hash((String) t, (String) a)),
            new JsonataFunction("random", "<n?:n>", 1, 0, (seed, x, y) -> random((Number) seed)),
            new JsonataFunction("uuid", "<:s>", 0, 0, (x, y, z) -> UUID.randomUUID().toString()),
            new JsonataFunction("parse", "<s:j>", 1, 1, (text, x, y) -> parse((String) text)),
            new JsonataFunction("eval", "<sx?:x>", 2, 0, (x, y, z) -> eval()),
            // What the library gets wrong of JSONata itself.
            new JsonataFunction(
                "substring",
                "<s-nn?:s>",
                3,
                2,
                (t, n, m) -> substring((String) t, (Number) n, (Number) m)),
            new JsonataFunction("distinct", null, 1, 1, (array, x, y) -> distinct(array)),
            new JsonataFunction("sort", "<af?:a>", 2, 1, (a, f, x) -> sort((List<?>) a, f)));
    functions.forEach(function -> function.registerIn(jsonata));
  }

  /**
   * Binds {@code $now} and {@code $millis} to one moment for all of an evaluation; the library
   * takes the time of a thread's first evaluation for all its later ones.
   */
  static void bindTime(Jsonata.Frame frame, long millis) {
    new JsonataFunction(
            "now",
            "<s?s?:s>",
            2,
            0,
            (picture, timezone, x) ->
                Functions.dateTimeFromMillis(millis, (String) picture, (String) timezone))
        .bindIn(frame);
    new JsonataFunction("millis", "<:n>", 0, 0, (x, y, z) -> millis).bindIn(frame);
  }

  /** Counts characters; the library's mixes them up with the halves of surrogate pairs. */
  private static String substring(String text, Number start, Number length) {
    int[] characters = text.codePoints().toArray();
    long from = Math.max(start.longValue(), -characters.length);
    if (from < 0) {
      from += characters.length;
    }
    long end = length == null ? characters.length : from + Math.max(0, length.longValue());
    int first = (int) Math.min(from, characters.length);
    int last = (int) Math.min(end, characters.length);
    return new String(characters, first, last - first);
  }

  /** Keeps an array of one distinct value an array; the library's makes it that value. */
  private static Object distinct(Object value) {
    if (!(value instanceof List<?> array) || array.size() < 2) {
      return value;
    }
    List<Object> distinct = Utils.isSequence(array) ? Utils.createSequence() : new ArrayList<>();
    distinct.addAll(new LinkedHashSet<>(array));
    return distinct;
  }

  /**
   * Sorts as JSONata's own implementation does, stably. The library's compares a whole number with
   * another by casting one to the other's class, and breaks off when more than 31 elements tie.
   */
  private static List<?> sort(List<?> array, Object swaps) {
    if (array.size() < 2) {
      return array;
    }
    if (swaps == null) {
      boolean numbers = array.stream().allMatch(Number.class::isInstance);
      if (!numbers && !array.stream().allMatch(String.class::isInstance)) {
        throw invalid(
            "$sort: the argument must be an array of only strings or only numbers; use a second"
                + " argument, a function, to sort other values");
      }
    }
    List<Object> sorted = new ArrayList<>(array);
    mergeSort(sorted, swaps);
    return sorted;
  }

  private static void mergeSort(List<Object> values, Object swaps) {
    if (values.size() < 2) {
      return;
    }
    int middle = values.size() / 2;
    List<Object> left = new ArrayList<>(values.subList(0, middle));
    List<Object> right = new ArrayList<>(values.subList(middle, values.size()));
    mergeSort(left, swaps);
    mergeSort(right, swaps);
    int l = 0;
    int r = 0;
    for (int i = 0; i < values.size(); i++) {
      boolean takeRight =
          l == left.size() || r < right.size() && swap(left.get(l), right.get(r), swaps);
      values.set(i, takeRight ? right.get(r++) : left.get(l++));
    }
  }

  private static boolean swap(Object left, Object right, Object swaps) {
    if (swaps != null) {
      try {
        return Jsonata.boolize(Functions.funcApply(swaps, new ArrayList<>(List.of(left, right))));
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
    return left instanceof Number number
        ? number.doubleValue() > ((Number) right).doubleValue()
        : ((String) left).compareTo((String) right) > 0;
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
      numbers.add(Utils.convertNumber(n));
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
      return JsonataValues.in(value);
    } catch (MalformedJson e) {
      throw invalid("$parse: not JSON: " + e.getMessage());
    }
  }

  private static Object eval() {
    throw invalid("$eval is not available in Step Functions; use $parse");
  }

  private static StateError invalid(String message) {
    return new StateError(ErrorNames.QUERY_EVALUATION_ERROR, message);
  }
}
