package io.tenfold.local.asl.jsonata;

import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.error.DefinitionFaults;
import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.json.Json;
import io.tenfold.local.jsonata.Jsonata;
import io.tenfold.local.jsonata.References;
import io.tenfold.local.jsonata.value.EvaluationInterrupted;
import io.tenfold.local.jsonata.value.JsonataError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A JSONata expression of a definition, parsed once and evaluated by any number of threads.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html">Transforming
 *     data with JSONata in Step Functions</a>
 */
final class JsonataExpression {
  private static final Pattern VARIABLE = Pattern.compile("\\$([\\p{L}_][\\p{L}\\p{N}_]*)");

  private static final Map<String, Object> FUNCTIONS = StatesFunctions.byName();

  private final String text;
  private final String field;
  private final Jsonata jsonata;
  private final List<String> variables;
  private final PlainExpression plain;

  /**
   * Parses an expression.
   *
   * @throws DefinitionException if it is not JSONata
   */
  JsonataExpression(String text, String location, String field) {
    this.text = text.strip();
    this.field = field;
    try {
      jsonata = new Jsonata(this.text, FUNCTIONS);
    } catch (JsonataError e) {
      throw new DefinitionException(location, "INVALID_JSONATA_EXPRESSION", e.getMessage());
    }
    plain = PlainExpression.of(this.text);
    variables =
        VARIABLE.matcher(this.text).results().map(name -> name.group(1)).distinct().toList();
  }

  /**
   * Checks that the expression names only what it can see. It is evaluated over nothing: the
   * state's input is {@code $states.input}.
   *
   * @param faults are added where Step Functions refuses it where it stands
   */
  void check(ExpressionPlace place, String location, DefinitionFaults faults) {
    References references = jsonata.references();
    for (String name : references.ofContext()) {
      faults.add(
          unsupported(
              location,
              "Reference to '"
                  + name
                  + (name.equals("$$")
                      ? "' is not supported."
                      : "' at the top level is not supported.")));
    }
    for (String field : references.members().getOrDefault("states", Set.of())) {
      if (!place.has(field)) {
        faults.add(unsupported(location, "Field '$states." + field + "' does not exist."));
      }
    }
  }

  /** Returns the workflow's variables that the expression reads, in the order of their names. */
  Set<String> reads() {
    Set<String> read = new TreeSet<>(jsonata.references().variables());
    read.removeAll(FUNCTIONS.keySet());
    read.remove("states");
    return read;
  }

  private static DefinitionException unsupported(String location, String problem) {
    return new DefinitionException(location, "UNSUPPORTED_JSONATA_EXPRESSION", problem);
  }

  /**
   * Evaluates the expression.
   *
   * @throws StateError {@code States.QueryEvaluationError}
   * @throws EvaluationStopped if the thread is interrupted
   */
  Object evaluate(ExpressionScope scope) {
    if (plain != null) {
      Object found = plain.find(scope);
      if (found != PlainExpression.UNDECIDED) {
        return found;
      }
    }
    Object result;
    try {
      result = jsonata.evaluate(null, variables(scope), System.currentTimeMillis());
    } catch (EvaluationInterrupted e) {
      throw new EvaluationStopped();
    } catch (JsonataError e) {
      throw failed(
          scope,
          "threw an error during evaluation"
              + (e.ofLimit() ? ": " : ". ")
              + (e.code() == null ? "" : e.code() + ": ")
              + e.getMessage());
    }
    if (result == null) {
      throw failed(scope, "returned nothing (undefined).");
    }
    try {
      return JsonataValues.out(result);
    } catch (IllegalArgumentException e) {
      throw failed(scope, e.getMessage());
    }
  }

  /** Returns what the expression names, and nothing else, however many variables there are. */
  private Map<String, Object> variables(ExpressionScope scope) {
    Map<String, Object> named = new HashMap<>();
    for (String name : variables) {
      if (name.equals("states")) {
        named.put(name, scope.states());
      } else if (scope.variables().containsKey(name)) {
        named.put(name, JsonataValues.in(scope.variables().get(name)));
      }
    }
    return named;
  }

  private StateError failed(ExpressionScope scope, String what) {
    return new StateError(
        ErrorNames.QUERY_EVALUATION_ERROR,
        StateError.within(scope.stateName(), scope.enteredEvent()) + said(what));
  }

  String unexpected(String expected, Object value) {
    String type =
        value == null
            ? "null"
            : value instanceof String
                ? "string"
                : value instanceof Number
                    ? "number"
                    : value instanceof Boolean
                        ? "boolean"
                        : value instanceof List ? "array" : "object";
    return said(
        "returned an unexpected result type. Expected '"
            + expected
            + "', but was '"
            + type
            + "' for value: "
            + Json.write(value));
  }

  private String said(String what) {
    return "The JSONata expression '" + text + "' specified for the field '" + field + "' " + what;
  }
}
