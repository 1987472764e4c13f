package io.tenfold.local.asl.execution;

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

  private final Scope outer;
  // Replaced as a whole, so that branches read a consistent set while the outer workflow waits.
  private volatile Map<String, Object> variables = NONE;

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
      changed.putAll(assigned);
      variables = changed;
    }
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
