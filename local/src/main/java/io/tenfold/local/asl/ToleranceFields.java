package io.tenfold.local.asl;

import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.ToleratedFailure;
import io.tenfold.local.asl.jsonata.Template;
import java.util.List;
import java.util.Map;

/**
 * A Map's ToleratedFailurePercentage and ToleratedFailureCount, each null where it is not given.
 */
public record ToleranceFields(Template percentage, Template count) {

  /** Takes them from a Map's fields. */
  public static ToleranceFields of(Fields map) {
    return new ToleranceFields(
        map.numberTemplate("ToleratedFailurePercentage", 0, 100),
        map.wholeNumberTemplate("ToleratedFailureCount", 0, Long.MAX_VALUE));
  }

  /** Tells whether there is one. */
  public boolean given() {
    return percentage != null || count != null;
  }

  /**
   * Returns their values, for a Map over an array; where they are wrong, the history has the Map's
   * start, as recorded on AWS.
   *
   * @throws StateError {@code States.Runtime} if one is no number, or out of its range
   */
  public ToleratedFailure evaluate(StateContext context, List<?> array) {
    try {
      return evaluate(context);
    } catch (StateError e) {
      if (e.error().equals(ErrorNames.RUNTIME)) {
        context.execution().record("MapStateStarted", Map.of("length", array.size()));
      }
      throw e;
    }
  }

  /**
   * Returns their values.
   *
   * @throws StateError {@code States.Runtime} if one is no number, or out of its range
   */
  public ToleratedFailure evaluate(StateContext context) {
    Double most = number(context, percentage, "ToleratedFailurePercentage");
    Double many = number(context, count, "ToleratedFailureCount");
    try {
      if (many != null && many != Math.rint(many)) {
        throw new IllegalArgumentException("ToleratedFailureCount must be a whole number");
      }
      return ToleratedFailure.of(most, many == null ? null : many.longValue());
    } catch (IllegalArgumentException e) {
      throw new StateError(
          ErrorNames.RUNTIME,
          StateError.within(context.stateName(), context.enteredEvent()) + e.getMessage());
    }
  }

  private static Double number(StateContext context, Template template, String field) {
    if (template == null) {
      return null;
    }
    if (context.evaluate(template) instanceof Number number) {
      return number.doubleValue();
    }
    throw new StateError(
        ErrorNames.RUNTIME,
        "The field '"
            + field
            + "' of the Map state '"
            + context.stateName()
            + "' must be a number");
  }
}
