package io.tenfold.local.json;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * A JSON object that does not change, with its JSON: of a record that is on its way through many
 * states nothing is written or measured twice.
 */
public final class WrittenObject extends AbstractMap<String, Object> {
  private final Map<String, Object> members;
  private final byte[] utf8;

  /** Takes an object's members, which nobody changes from now on, and its compact JSON. */
  public WrittenObject(Map<String, Object> members, byte[] utf8) {
    this.members = Collections.unmodifiableMap(members);
    this.utf8 = utf8;
  }

  /** Returns an object with its compact JSON, any other value as it is. */
  @SuppressWarnings("unchecked") // A JSON object has names.
  public static Object of(Object value, byte[] utf8) {
    return value instanceof Map ? new WrittenObject((Map<String, Object>) value, utf8) : value;
  }

  /** Returns how many bytes its JSON has in UTF-8. */
  public int length() {
    return utf8.length;
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return members.entrySet();
  }

  @Override
  public Object get(Object name) {
    return members.get(name);
  }

  @Override
  public boolean containsKey(Object name) {
    return members.containsKey(name);
  }

  @Override
  public int size() {
    return members.size();
  }

  /** Returns its JSON, which nobody changes. */
  byte[] utf8() {
    return utf8;
  }
}
