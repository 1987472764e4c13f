package io.tenfold.bench.coldstart;

import io.tenfold.bench.BenchFailure;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The event's index and an output like another one. Of values that were seen to change from one
 * answer to the next, such as a time, only the kind has to be the same.
 *
 * @param expected the output, with {@link #anyLike} where a value may be another
 */
record SameOutput(Object expected) implements AnswerCheck {

  /** A value that may be any of its kind. */
  private record AnyLike(Class<?> kind) {}

  /**
   * Returns the check for what two right answers of one process say, both parsed.
   *
   * @throws BenchFailure if one of them has no output, as the answer of another function
   */
  static SameOutput asIn(Object first, Object last) {
    return new SameOutput(common(output(first), output(last)));
  }

  /**
   * Returns the check for an output in a file.
   *
   * @throws BenchFailure if the file has no JSON
   */
  static SameOutput of(Path file) throws IOException {
    try {
      return new SameOutput(Json.parse(Files.readAllBytes(file)));
    } catch (MalformedJson e) {
      throw new BenchFailure(file + " is no JSON: " + e.getMessage(), e);
    }
  }

  private static Object output(Object answer) {
    if (answer instanceof Map<?, ?> fields && fields.containsKey("output")) {
      return fields.get("output");
    }
    throw new BenchFailure("answered without an output");
  }

  private static Object common(Object one, Object other) {
    if (Objects.equals(one, other)) {
      return one;
    }
    if (one instanceof Map<?, ?> a
        && other instanceof Map<?, ?> b
        && a.keySet().equals(b.keySet())) {
      Map<Object, Object> both = new LinkedHashMap<>();
      a.forEach((name, value) -> both.put(name, common(value, b.get(name))));
      return both;
    }
    if (one instanceof List<?> a && other instanceof List<?> b && a.size() == b.size()) {
      List<Object> both = new ArrayList<>();
      for (int i = 0; i < a.size(); i++) {
        both.add(common(a.get(i), b.get(i)));
      }
      return both;
    }
    return anyLike(one);
  }

  /** Returns what stands for any value of that one's kind. */
  static Object anyLike(Object value) {
    return new AnyLike(kind(value));
  }

  private static Class<?> kind(Object value) {
    return value instanceof Number ? Number.class : value == null ? Void.class : value.getClass();
  }

  @Override
  public boolean holds(Object event, Object answer) {
    return event instanceof Map<?, ?> asked
        && answer instanceof Map<?, ?> given
        && Objects.equals(asked.get("index"), given.get("index"))
        && given.containsKey("output")
        && like(expected, given.get("output"));
  }

  private static boolean like(Object expected, Object actual) {
    if (expected instanceof AnyLike any) {
      return any.kind() == kind(actual);
    }
    if (expected instanceof Map<?, ?> fields && actual instanceof Map<?, ?> given) {
      return fields.keySet().equals(given.keySet())
          && fields.entrySet().stream()
              .allMatch(field -> like(field.getValue(), given.get(field.getKey())));
    }
    if (expected instanceof List<?> elements && actual instanceof List<?> given) {
      for (int i = 0; i < elements.size(); i++) {
        if (elements.size() != given.size() || !like(elements.get(i), given.get(i))) {
          return false;
        }
      }
      return elements.size() == given.size();
    }
    return Objects.equals(expected, actual);
  }
}
