package io.tenfold.local.asl;

import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.State;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.Transition;
import io.tenfold.local.asl.jsonata.Template;
import java.util.List;
import java.util.stream.Stream;

/**
 * Choice: goes on where the first condition that is true says.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html">Choice
 *     state</a>
 */
public final class ChoiceState implements StateType {
  private record Rule(Template condition, Exit exit) {}

  @Override
  public String name() {
    return "Choice";
  }

  @Override
  public State parse(Fields fields, WorkflowParser workflows) {
    List<Rule> rules =
        fields.entries(
            "Choices",
            fields.filledArray("Choices"),
            "A rule",
            (rule, place) ->
                new Rule(
                    condition(rule),
                    new Exit(rule.template("Output"), rule.assign(), rule.requiredText("Next"))));
    Template output = fields.template("Output");
    Exit otherwise = new Exit(output, fields.assign(), fields.text("Default"));
    return context -> choose(rules, otherwise, context);
  }

  private static Template condition(Fields rule) {
    if (!rule.has("Condition")) {
      throw Stream.of("Variable", "And", "Or", "Not")
          .filter(rule::has)
          .findFirst()
          .map(rule::left)
          .orElseGet(
              () ->
                  rule.refused(
                      "The object must have only one of the following fields, [And, Or, Not,"
                          + " Variable, Condition]"));
    }
    Template condition = rule.template("Condition");
    if (condition instanceof Template.Literal literal && !(literal.value() instanceof Boolean)
        || condition instanceof Template.ObjectTemplate
        || condition instanceof Template.ArrayTemplate) {
      rule.report(rule.wrong("Condition", "must be a JSONata expression, {% … %}, or a boolean"));
    }
    return condition;
  }

  private static Transition choose(List<Rule> rules, Exit otherwise, StateContext context) {
    for (Rule rule : rules) {
      Object condition = context.evaluate(rule.condition());
      if (!(condition instanceof Boolean chosen)) {
        throw new StateError(
            ErrorNames.QUERY_EVALUATION_ERROR,
            StateError.within(context.stateName(), context.enteredEvent())
                + (rule.condition() instanceof Template.Expression one
                    ? one.unexpected("boolean", condition)
                    : "A Condition is no boolean"));
      }
      if (chosen) {
        return rule.exit().leave(context);
      }
    }
    if (otherwise.next() == null) {
      throw new StateError(
          // As measured on AWS, in spite of its documentation.
          ErrorNames.RUNTIME,
          StateError.within(context.stateName(), context.enteredEvent())
              + "Failed to transition out of the state. The state does not point to a next state.");
    }
    return otherwise.leave(context);
  }
}
