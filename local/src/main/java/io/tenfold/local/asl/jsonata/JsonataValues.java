package io.tenfold.local.asl.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Utils;
import io.tenfold.local.json.NumberLiteral;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;

/**
 * JSON values as the JSONata library sees them, and back.
 *
 * <p>What goes in is a view, not a copy. The library takes a Java null in an array for undefined,
 * finds 1 and 1.0 in two objects unequal, and adds an element to an empty array that it groups;
 * branches and child executions share their values, so none of that may reach them. What comes out
 * of a view is the very value that went in, to the last digit.
 */
final class JsonataValues {
  private JsonataValues() {}

  /** Returns a JSON value as the library is to see it. */
  static Object in(Object json) {
    if (json == null) {
      return Jsonata.NULL_VALUE;
    }
    if (json instanceof Map<?, ?> object) {
      return new ObjectView(object);
    }
    if (json instanceof List<?> array) {
      return array.isEmpty() ? new ArrayList<>() : new ArrayView(array);
    }
    if (json instanceof Double number && number == Math.rint(number)) {
      return Utils.convertNumber(number);
    }
    if (json instanceof NumberLiteral literal && literal.isZero()) {
      return 0; // -0 equals it
    }
    return json;
  }

  /**
   * Returns what the library returned as a plain JSON value.
   *
   * @throws IllegalArgumentException if it, or a value within it, has no JSON form
   */
  static Object out(Object value) {
    if (value == null || value == Jsonata.NULL_VALUE) {
      return null;
    }
    if (value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Number number) {
      if (number instanceof Double && !Double.isFinite(number.doubleValue())) {
        throw new IllegalArgumentException("returned " + number + ", which is no JSON number.");
      }
      return number;
    }
    if (value instanceof ObjectView view) {
      return view.json;
    }
    if (value instanceof ArrayView view) {
      return view.json;
    }
    if (value instanceof Map<?, ?> object) {
      Map<String, Object> plain = new LinkedHashMap<>();
      object.forEach((name, member) -> plain.put((String) name, out(member)));
      return plain;
    }
    if (value instanceof List<?> array) {
      List<Object> plain = new ArrayList<>(array.size());
      array.forEach(element -> plain.add(out(element)));
      return plain;
    }
    throw new IllegalArgumentException("returned a function, which is no JSON value.");
  }

  private static final class ArrayView extends AbstractList<Object> implements RandomAccess {
    private final List<?> json;

    ArrayView(List<?> json) {
      this.json = json;
    }

    @Override
    public Object get(int index) {
      return in(json.get(index));
    }

    @Override
    public int size() {
      return json.size();
    }
  }

  private static final class ObjectView extends AbstractMap<String, Object> {
    private final Map<?, ?> json;

    ObjectView(Map<?, ?> json) {
      this.json = json;
    }

    @Override
    public boolean containsKey(Object name) {
      return json.containsKey(name);
    }

    @Override
    public Object get(Object name) {
      Object member = json.get(name);
      return member == null && !json.containsKey(name) ? null : in(member);
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public int size() {
          return json.size();
        }

        @Override
        public Iterator<Map.Entry<String, Object>> iterator() {
          Iterator<? extends Map.Entry<?, ?>> members = json.entrySet().iterator();
          return new Iterator<>() {
            @Override
            public boolean hasNext() {
              return members.hasNext();
            }

            @Override
            public Map.Entry<String, Object> next() {
              Map.Entry<?, ?> member = members.next();
              return new SimpleImmutableEntry<>((String) member.getKey(), in(member.getValue()));
            }
          };
        }
      };
    }
  }
}
