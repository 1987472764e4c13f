package io.tenfold.local.asl;

import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.Transition;
import io.tenfold.local.asl.jsonata.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The way out of a state: its Output, its Assign, and its Next or End. */
public record Exit(Template output, Map<String, Template> assign, String next) {

  /**
   * Takes Output, Assign, Next and End from a state's fields, which must have either Next or {@code
   * "End": true}.
   */
  public static Exit of(Fields fields) {
    String next = fields.text("Next");
    boolean end = fields.flag("End");
    if (end == fields.has("Next") && !fields.isFaulty("End")) {
      fields.report(end ? fields.severalOf("Next", "End") : fields.noneOf("Next", "End"));
    }
    return new Exit(fields.template("Output"), fields.assign(), next);
  }

  /** Returns the names of the states it leads to. */
  public Set<String> targets() {
    return next == null ? Set.of() : Set.of(next);
  }

  /** Leaves a state that has a result, which is its output unless Output says otherwise. */
  public Transition leave(StateContext context, Object result) {
    Object left = output == null ? result : context.evaluateWithResult(output, result);
    Map<String, Object> assigned = new LinkedHashMap<>();
    assign.forEach((name, value) -> assigned.put(name, context.evaluateWithResult(value, result)));
    return to(context, left, assigned);
  }

  /** Leaves a state that has no result, such as Pass, whose output is its input. */
  Transition leave(StateContext context) {
    Object left = output == null ? context.input() : context.evaluate(output);
    Map<String, Object> assigned = new LinkedHashMap<>();
    assign.forEach((name, value) -> assigned.put(name, context.evaluate(value)));
    return to(context, left, assigned);
  }

  /** Leaves a state by one of its catchers. */
  Transition leave(StateContext context, StateError error) {
    Object left = output == null ? error.output() : context.evaluateWithError(output, error);
    Map<String, Object> assigned = new LinkedHashMap<>();
    assign.forEach((name, value) -> assigned.put(name, context.evaluateWithError(value, error)));
    return to(context, left, assigned);
  }

  private Transition to(StateContext context, Object left, Map<String, Object> assigned) {
    context.scope().check(assigned, context.stateName());
    return next == null
        ? new Transition.End(left, assigned)
        : new Transition.Next(next, left, assigned);
  }
}
