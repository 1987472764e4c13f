package io.tenfold.local.asl;

import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.State;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.jsonata.Template;

/**
 * Fail: ends the workflow with an error.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html">Fail
 *     state</a>
 */
public final class FailState implements StateType {
  /** The States Language keeps this prefix for its own errors. */
  private static final String RESERVED = "States.";

  @Override
  public String name() {
    return "Fail";
  }

  @Override
  public State parse(Fields fields, WorkflowParser workflows) {
    Template error = fields.template("Error");
    Template cause = fields.template("Cause");
    if (error instanceof Template.Literal literal
        && literal.value() instanceof String name
        && name.startsWith(RESERVED)) {
      fields.report(fields.wrong("Error", "must not begin with 'States.', which is reserved"));
    }
    return context -> {
      String name = text(context, error, "Error");
      if (name.startsWith(RESERVED)) {
        throw new StateError(
            ErrorNames.RUNTIME,
            "The Fail state '"
                + context.stateName()
                + "' must not report an error whose name begins with 'States.', was: "
                + name);
      }
      throw new StateError(name, text(context, cause, "Cause"));
    };
  }

  private static String text(StateContext context, Template template, String field) {
    if (template == null) {
      return "";
    }
    if (context.evaluate(template) instanceof String text) {
      return text;
    }
    throw new StateError(
        ErrorNames.QUERY_EVALUATION_ERROR,
        "The field '"
            + field
            + "' of the Fail state '"
            + context.stateName()
            + "' must be a string");
  }
}
