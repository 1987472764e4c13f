package io.tenfold.local.jsonata.value;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** What JavaScript and JSONata say of values: their parts, types, truth and equality. */
public final class Values {
  private static final long LARGEST_INDEX = 4294967294L;

  private Values() {}

  /** Returns an element of an array, whether it came in as JSON or was made. */
  public static Object element(List<?> array, int index) {
    Object element = array.get(index);
    return element == null && !(array instanceof JsonArray) ? JsonNull.NULL : element;
  }

  /** Returns a member of an object, or null if it has none of the name. */
  public static Object member(Map<?, ?> object, String name) {
    Object member = object.get(name);
    return member == null && !(object instanceof JsonObject) && object.containsKey(name)
        ? JsonNull.NULL
        : member;
  }

  /** Returns the names of an object's members as JavaScript orders them: indexes come first. */
  public static List<String> names(Map<?, ?> object) {
    List<String> names = new ArrayList<>(object.size());
    boolean indexes = false;
    for (Object name : object.keySet()) {
      names.add((String) name);
      indexes |= indexOf((String) name) >= 0;
    }
    if (indexes) {
      names.sort(
          Comparator.comparingLong(
              name -> {
                long index = indexOf(name);
                return index < 0 ? Long.MAX_VALUE : index;
              }));
    }
    return names;
  }

  private static long indexOf(String name) {
    if (name.isEmpty() || name.length() > 10 || name.charAt(0) > '9') {
      return -1;
    }
    long index = 0;
    for (int i = 0; i < name.length(); i++) {
      char digit = name.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      index = index * 10 + digit - '0';
    }
    return name.length() > 1 && name.charAt(0) == '0' || index > LARGEST_INDEX ? -1 : index;
  }

  /** Returns a number as the double that JavaScript takes it for. */
  public static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  /**
   * Tells whether a value is a number.
   *
   * @throws JsonataError D1001 if it is an infinite one
   */
  public static boolean isNumeric(Object value) {
    if (!(value instanceof Number number)) {
      return false;
    }
    if (value instanceof Integer) {
      return true;
    }
    double d = number.doubleValue();
    if (Double.isInfinite(d)) {
      throw new JsonataError("D1001", "Number out of range: " + d);
    }
    return !Double.isNaN(d);
  }

  /** Tells whether a value is an array of numbers alone. */
  public static boolean isArrayOfNumbers(Object value) {
    if (!(value instanceof List<?> array)) {
      return false;
    }
    for (int i = 0; i < array.size(); i++) {
      if (!isNumeric(array.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether a value is an array of texts alone. */
  public static boolean isArrayOfStrings(Object value) {
    return value instanceof List<?> array && array.stream().allMatch(String.class::isInstance);
  }

  /** Tells whether a value is a sequence. */
  public static boolean isSequence(Object value) {
    return value instanceof JsonArray array && array.isSequence();
  }

  /** Returns {@code $boolean} of a value: null for undefined. */
  public static Boolean bool(Object value) {
    return value == null ? null : (Boolean) truth(value);
  }

  /** Tells whether {@code $boolean} of a value is true; undefined is false. */
  public static boolean truth(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    if (value instanceof List<?> array) {
      if (array.size() == 1) {
        return truth(array.get(0));
      }
      // Every element is looked at: an infinite number among them is an error.
      boolean found = false;
      for (int i = 0; i < array.size(); i++) {
        found |= truth(array.get(i));
      }
      return found;
    }
    if (value instanceof String text) {
      return !text.isEmpty();
    }
    if (value instanceof Number) {
      return isNumeric(value) && number(value) != 0;
    }
    if (value instanceof Map<?, ?> object) {
      return !object.isEmpty();
    }
    return value instanceof FunctionValue function && function.isObject();
  }

  /** Tells whether JavaScript's {@code if} takes a value for true. */
  public static boolean isTruthy(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    if (value instanceof Number) {
      double number = number(value);
      return number != 0 && !Double.isNaN(number);
    }
    return value != null && value != JsonNull.NULL && !"".equals(value);
  }

  /** Tells whether JavaScript's {@code ===} holds of two values. */
  public static boolean isSame(Object left, Object right) {
    if (left instanceof Number && right instanceof Number) {
      return number(left) == number(right);
    }
    if (left instanceof String || left instanceof Boolean) {
      return left.equals(right);
    }
    return left == right;
  }

  /** Tells whether two values are equal through and through. */
  public static boolean isEqual(Object left, Object right) {
    if (isSame(left, right)) {
      return true;
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      if (a.size() != b.size()) {
        return false;
      }
      for (int i = 0; i < a.size(); i++) {
        if (!isEqual(element(a, i), element(b, i))) {
          return false;
        }
      }
      return true;
    }
    if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
      if (!new HashSet<Object>(a.keySet()).equals(new HashSet<Object>(b.keySet()))) {
        return false;
      }
      for (Object name : a.keySet()) {
        if (!isEqual(member(a, (String) name), member(b, (String) name))) {
          return false;
        }
      }
      return true;
    }
    return false;
  }

  /** Returns a hash that is the same for values that are equal. */
  public static int hash(Object value) {
    if (value instanceof Number) {
      return Double.hashCode(number(value) + 0.0); // 0 equals -0
    }
    if (value instanceof List<?> array) {
      int hash = 1;
      for (int i = 0; i < array.size(); i++) {
        hash = 31 * hash + hash(element(array, i));
      }
      return hash;
    }
    if (value instanceof Map<?, ?> object) {
      int hash = 7;
      for (Object name : object.keySet()) {
        hash += name.hashCode() ^ hash(member(object, (String) name));
      }
      return hash;
    }
    return value instanceof String || value instanceof Boolean
        ? value.hashCode()
        : System.identityHashCode(value);
  }

  /** Returns two values, arrays or not, as one array; undefined adds nothing. */
  public static Object append(Object left, Object right, Budget budget) {
    if (left == null) {
      return right;
    }
    if (right == null) {
      return left;
    }
    JsonArray joined = new JsonArray();
    addTo(joined, left, budget);
    addTo(joined, right, budget);
    return joined;
  }

  /** Adds a value, or the elements of an array, to an array. */
  public static void addTo(JsonArray array, Object value, Budget budget) {
    if (value instanceof List<?> list) {
      budget.allocate(list.size());
      for (int i = 0; i < list.size(); i++) {
        array.add(element(list, i));
      }
    } else {
      array.add(value);
    }
  }

  /** Returns the letter that a signature has for the type of a value. */
  public static char typeLetter(Object value) {
    if (value instanceof String) {
      return 's';
    }
    if (value instanceof Number) {
      return 'n';
    }
    if (value instanceof Boolean) {
      return 'b';
    }
    if (value instanceof List) {
      return 'a';
    }
    if (value instanceof Map) {
      return 'o';
    }
    if (value instanceof FunctionValue) {
      return 'f';
    }
    return value == null ? 'm' : 'l';
  }
}
