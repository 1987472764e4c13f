package io.tenfold.local.asl;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Utils;
import java.util.List;
import java.util.Map;

/**
 * A JSONata expression of a definition, parsed once and evaluated by any number of threads.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html">Transforming
 *     data with JSONata in Step Functions</a>
 */
final class JsonataExpression {
  private final String text;
  private final String field;
  private final Jsonata jsonata;

  /**
   * Parses an expression.
   *
   * @throws DefinitionException if it is not JSONata
   */
  JsonataExpression(String text, String location, String field) {
    this.text = text.strip();
    this.field = field;
    try {
      jsonata = Jsonata.jsonata(this.text);
    } catch (JException e) {
      throw new DefinitionException(
          location, "not a JSONata expression: " + e.getDetailedErrorMessage() + ": " + this.text);
    }
    // Everything that comes in was read as JSON, so checking it again, value by value, finds
    // nothing.
    jsonata.setValidateInput(false);
    // Keeps null, a value, apart from undefined, which is an error.
    jsonata.setOutputConvertNulls(false);
    StatesFunctions.registerIn(jsonata);
  }

  /**
   * Evaluates the expression.
   *
   * @throws StateError {@code States.QueryEvaluationError}
   */
  Object evaluate(Bindings bindings) {
    Jsonata.Frame frame = new Jsonata.Frame(null);
    for (Map.Entry<String, Object> variable : bindings.variables().entrySet()) {
      Object value = variable.getValue();
      frame.bind(variable.getKey(), value == null ? Jsonata.NULL_VALUE : value);
    }
    frame.bind("states", bindings.states());
    Object result;
    try {
      result = jsonata.evaluate(null, frame);
    } catch (StateError e) {
      throw failed(bindings, "threw an error: " + e.cause());
    } catch (RuntimeException | StackOverflowError e) {
      throw failed(bindings, "threw an error: " + messageOf(e));
    }
    if (result == null) {
      throw failed(bindings, "returned nothing (undefined).");
    }
    Object value = Utils.convertNulls(result);
    if (value != null
        && !(value instanceof String
            || value instanceof Number
            || value instanceof Boolean
            || value instanceof Map
            || value instanceof List)) {
      throw failed(bindings, "returned a function, which is no JSON value.");
    }
    return value;
  }

  private static String messageOf(Throwable e) {
    if (e instanceof JException jsonata) {
      return jsonata.getDetailedErrorMessage();
    }
    return e instanceof StackOverflowError
        ? "it recurses without end"
        : e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private StateError failed(Bindings bindings, String what) {
    return new StateError(
        ErrorNames.QUERY_EVALUATION_ERROR,
        "An error occurred while executing the state '"
            + bindings.stateName()
            + "'. The JSONata expression '"
            + text
            + "' specified for the field '"
            + field
            + "' "
            + what);
  }
}
