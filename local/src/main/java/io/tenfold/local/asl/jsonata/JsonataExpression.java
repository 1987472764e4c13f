package io.tenfold.local.asl.jsonata;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import io.tenfold.local.asl.error.DefinitionException;
import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
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
      jsonata = Jsonata.jsonata(this.text);
    } catch (JException e) {
      throw new DefinitionException(
          location, "not a JSONata expression: " + e.getDetailedErrorMessage() + ": " + this.text);
    } catch (RuntimeException | StackOverflowError e) {
      // The library's parser fails in its own ways at what it does not expect: a regular expression
      // that Java refuses and JavaScript takes, text that ends within a token, a deep nesting.
      throw new DefinitionException(
          location,
          "not a JSONata expression that the local engine can read: "
              + (e instanceof StackOverflowError ? "it is nested too deep" : messageOf(e))
              + ": "
              + this.text);
    }
    // Everything that comes in was read as JSON, so checking it again, value by value, finds
    // nothing.
    jsonata.setValidateInput(false);
    // Keeps null, a value, apart from undefined, which is an error.
    jsonata.setOutputConvertNulls(false);
    StatesFunctions.registerIn(jsonata);
    plain = PlainExpression.of(this.text);
    variables =
        VARIABLE.matcher(this.text).results().map(name -> name.group(1)).distinct().toList();
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
    AtomicBoolean stopped = new AtomicBoolean();
    Jsonata.Frame frame = frame(scope, stopped);
    Object result;
    try {
      result = jsonata.evaluate(null, frame);
    } catch (RuntimeException | StackOverflowError e) {
      // The library wraps what is thrown within an expression, and here and there loses it.
      if (stopped.get()) {
        throw new EvaluationStopped();
      }
      throw failed(scope, "threw an error: " + messageOf(e));
    }
    if (result == null) {
      throw failed(scope, "returned nothing (undefined).");
    }
    return plain(scope, result);
  }

  /** Binds what the expression names, and nothing else, however many variables there are. */
  private Jsonata.Frame frame(ExpressionScope scope, AtomicBoolean stopped) {
    Jsonata.Frame frame = new Jsonata.Frame(null);
    for (String name : variables) {
      if (name.equals("states")) {
        frame.bind(name, JsonataValues.in(scope.states()));
      } else if (scope.variables().containsKey(name)) {
        frame.bind(name, JsonataValues.in(scope.variables().get(name)));
      } else if (name.equals("now") || name.equals("millis")) {
        StatesFunctions.bindTime(frame, System.currentTimeMillis());
      }
    }
    // The library has no other way out of an expression that never ends.
    frame.setEvaluateEntryCallback(
        (symbol, input, environment) -> {
          if (Thread.currentThread().isInterrupted()) {
            stopped.set(true);
            throw new EvaluationStopped();
          }
        });
    return frame;
  }

  private Object plain(ExpressionScope scope, Object result) {
    try {
      return JsonataValues.out(result);
    } catch (IllegalArgumentException e) {
      throw failed(scope, e.getMessage());
    }
  }

  private static String messageOf(Throwable thrown) {
    Throwable e = thrown;
    while (e.getCause() != null && !(e instanceof JException)) {
      e = e.getCause();
    }
    if (e instanceof StateError error) {
      return error.cause();
    }
    if (e instanceof JException jsonata) {
      return jsonata.getDetailedErrorMessage();
    }
    return e instanceof StackOverflowError
        ? "it recurses without end"
        : e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private StateError failed(ExpressionScope scope, String what) {
    return new StateError(
        ErrorNames.QUERY_EVALUATION_ERROR,
        "An error occurred while executing the state '"
            + scope.stateName()
            + "'. The JSONata expression '"
            + text
            + "' specified for the field '"
            + field
            + "' "
            + what);
  }
}
