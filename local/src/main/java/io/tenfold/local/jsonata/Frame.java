package io.tenfold.local.jsonata;

import java.util.HashMap;
import java.util.Map;

/** The variables of a scope, which hide those of the scope around it. */
final class Frame {
  private final Frame around;
  private Map<String, Object> variables;

  Frame(Frame around) {
    this.around = around;
  }

  Frame(Frame around, Map<String, Object> variables) {
    this.around = around;
    this.variables = variables;
  }

  void bind(String name, Object value) {
    if (variables == null) {
      variables = new HashMap<>(4);
    }
    variables.put(name, value);
  }

  /** Returns a variable's value, null if it is undefined. */
  Object lookup(String name) {
    for (Frame frame = this; frame != null; frame = frame.around) {
      if (frame.variables != null) {
        Object value = frame.variables.get(name);
        if (value != null || frame.variables.containsKey(name)) {
          return value;
        }
      }
    }
    return null;
  }
}
