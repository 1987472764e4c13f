package io.tenfold.local.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers in a form that a double is not written in, such as {@code 0.0}, {@code 1.50} or {@code
 * 1e2}, and the objects and arrays with such numbers: they are known by their type, so that of all
 * others, as of every record, nothing need be looked through.
 */
public final class NumberForms {
  private NumberForms() {}

  private static final class FormedObject extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1L;
  }

  private static final class FormedArray extends ArrayList<Object> {
    private static final long serialVersionUID = 1L;

    FormedArray(Collection<?> elements) {
      super(elements);
    }
  }

  /** Returns a value that was read with the forms of its numbers, as one that is known for it. */
  static Object noted(Object value) {
    if (value instanceof Map<?, ?> object) {
      FormedObject noted = new FormedObject();
      object.forEach((name, member) -> noted.put((String) name, noted(member)));
      return noted.values().stream().anyMatch(NumberForms::isFormed) ? noted : value;
    }
    if (value instanceof List<?> array) {
      FormedArray noted = new FormedArray(array);
      noted.replaceAll(NumberForms::noted);
      return noted.stream().anyMatch(NumberForms::isFormed) ? noted : value;
    }
    return value;
  }

  private static boolean isFormed(Object value) {
    return value instanceof FormedObject
        || value instanceof FormedArray
        || value instanceof NumberLiteral number && number.isDouble();
  }

  /**
   * Returns a JSON value with the double for each number that is in a form of its own; where it is
   * in an object or array that was made of such values, that stays as it is.
   */
  public static Object without(Object value) {
    if (!isFormed(value)) {
      return value;
    }
    if (value instanceof FormedObject object) {
      Map<String, Object> plain = new LinkedHashMap<>();
      object.forEach((name, member) -> plain.put(name, without(member)));
      return plain;
    }
    if (value instanceof FormedArray array) {
      List<Object> plain = new ArrayList<>(array);
      plain.replaceAll(NumberForms::without);
      return plain;
    }
    return ((NumberLiteral) value).doubleValue();
  }
}
