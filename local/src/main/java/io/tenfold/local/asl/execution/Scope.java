package io.tenfold.local.asl.execution;

import io.tenfold.local.asl.error.StateError;
import java.util.HashMap;
import java.util.Map;

/**
 * The variables that a workflow's states assign and read; an inner scope also reads the outer
 * one's.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html">Passing
 *     data between states with variables</a>
 */
public final class Scope {
  private static final Map<String, Object> NONE = Map.of();
  private static final int MOST_BYTES_OF_ALL = 10 * 1024 * 1024;

  private final Scope outer;
  // Replaced as a whole, so that branches read a consistent set while the outer workflow waits.
  private volatile Map<String, Object> variables = NONE;
  // What this scope's variables take at most: a look at each of them is seldom needed.
  private volatile long most;

  /** Makes the scope of a workflow that has no outer one: a state machine or a child execution. */
  public Scope() {
    this(null);
  }

  /** Makes the scope of a workflow in which these variables are assigned. */
  public static Scope of(Map<String, Object> variables) {
    Scope scope = new Scope();
    scope.assign(variables);
    return scope;
  }

  private Scope(Scope outer) {
    this.outer = outer;
  }

  /** Makes the scope of a branch or iteration within this one. */
  public Scope inner() {
    return new Scope(this);
  }

  /** Sets variables, all at once, in this scope. */
  void assign(Map<String, Object> assigned) {
    if (!assigned.isEmpty()) {
      Map<String, Object> changed = new HashMap<>(variables);
      assigned.forEach(
          (name, value) -> {
            Object before = changed.put(name, value);
            most += PayloadLimit.most(value) - (before == null ? 0 : PayloadLimit.most(before));
          });
      variables = changed;
    }
  }

  /**
   * Looks whether variables may be set: each, and those of one state together, up to 256 KiB of
   * JSON, and all that can be seen from here up to 10 MiB.
   *
   * @param stateName of the state that sets them
   * @throws StateError {@code States.DataLimitExceeded} if not, in the words recorded on AWS
   */
  public void check(Map<String, Object> assigned, String stateName) {
    if (assigned.isEmpty()) {
      return;
    }
    long bound = PayloadLimit.most(assigned);
    if (bound > PayloadLimit.BYTES) {
      checkState(assigned, stateName);
    }
    for (Scope scope = this; scope != null; scope = scope.outer) {
      bound += scope.most;
    }
    if (bound > MOST_BYTES_OF_ALL) {
      checkAll(assigned, stateName);
    }
  }

  private static void checkState(Map<String, Object> assigned, String stateName) {
    long all = 0;
    for (Map.Entry<String, Object> variable : assigned.entrySet()) {
      long size = PayloadLimit.size(variable.getValue());
      String what =
          "Variable '"
              + variable.getKey()
              + "' in state '"
              + stateName
              + "' was assigned "
              + size
              + " bytes";
      if (size > PayloadLimit.BYTES) {
        throw StateError.ofVariables("Variable size limit exceeded. " + what + ".");
      }
      all += size;
      if (all > PayloadLimit.BYTES) {
        throw StateError.ofVariables(
            "State total variable size limit exceeded. "
                + what
                + ", which caused the size of variables assigned in the state to exceed its limit"
                + " by "
                + (all - PayloadLimit.BYTES)
                + " bytes.");
      }
    }
  }

  private void checkAll(Map<String, Object> assigned, String stateName) {
    Map<String, Object> changed = new HashMap<>(variables);
    changed.putAll(assigned);
    long all = size(changed);
    for (Scope scope = outer; scope != null; scope = scope.outer) {
      all += size(scope.variables);
    }
    if (all > MOST_BYTES_OF_ALL) {
      throw StateError.ofVariables(
          "Execution total variable size limit exceeded. State '"
              + stateName
              + "' assigned variables that exceed the total execution limit by "
              + (all - MOST_BYTES_OF_ALL)
              + " bytes.");
    }
  }

  private static long size(Map<String, Object> variables) {
    return variables.values().stream().mapToLong(PayloadLimit::size).sum();
  }

  /** Returns the variables of this scope alone. */
  Map<String, Object> own() {
    return variables;
  }

  /** Returns every variable to be seen from this scope. */
  Map<String, Object> visible() {
    if (outer == null) {
      return variables;
    }
    Map<String, Object> visible = new HashMap<>(outer.visible());
    visible.putAll(variables);
    return visible;
  }
}
