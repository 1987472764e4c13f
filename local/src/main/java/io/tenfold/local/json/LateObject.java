package io.tenfold.local.json;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A JSON object whose members are made when they are first asked for, as they seldom are. */
public final class LateObject extends AbstractMap<String, Object> {
  private final int most;
  private Supplier<Map<String, Object>> maker;
  private Map<String, Object> members;

  /** Takes how many bytes its JSON has in UTF-8, at most, and what makes its members. */
  public LateObject(int most, Supplier<Map<String, Object>> maker) {
    this.most = most;
    this.maker = maker;
  }

  /** Returns how many bytes its JSON has in UTF-8, at most. */
  public int most() {
    return most;
  }

  @Override
  public synchronized Set<Entry<String, Object>> entrySet() {
    if (members == null) {
      members = maker.get();
      maker = null;
    }
    return members.entrySet();
  }
}
