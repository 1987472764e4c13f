package io.tenfold.local.jsonata;

import io.tenfold.local.jsonata.value.Budget;
import io.tenfold.local.jsonata.value.Evaluation;
import io.tenfold.local.jsonata.value.EvaluationInterrupted;
import io.tenfold.local.jsonata.value.JsonArray;
import io.tenfold.local.jsonata.value.JsonataError;
import java.util.List;
import java.util.Map;

/** An expression, parsed once and evaluated by any number of threads. */
public final class Jsonata {
  private final Node tree;
  private final Map<String, Object> functions;

  /**
   * Parses an expression.
   *
   * @param text the expression
   * @param functions what it may call, by name
   * @throws JsonataError if JSONata refuses it
   */
  public Jsonata(String text, Map<String, Object> functions) {
    this.functions = functions;
    try {
      tree = new TreeBuilder().build(new Parser(text).parse());
    } catch (StackOverflowError e) {
      throw new JsonataError("it is nested too deep");
    }
  }

  /**
   * Evaluates the expression over a JSON value.
   *
   * @param input the value, {@code JsonNull} for null, null for undefined
   * @param variables what the expression sees by name
   * @param millis the time that it is evaluated at
   * @return the result, null for undefined
   * @throws JsonataError if it fails, or takes more time or room than an expression may
   * @throws EvaluationInterrupted if the thread is interrupted
   */
  public Object evaluate(Object input, Map<String, Object> variables, long millis) {
    Frame frame = new Frame(new Frame(null, functions), variables);
    frame = new Frame(frame);
    frame.bind("$", input);
    Object context = input;
    if (input instanceof List<?> && !(input instanceof JsonArray made && made.isSequence())) {
      JsonArray wrapper = JsonArray.sequenceOf(input);
      wrapper.markOuterWrapper();
      context = wrapper;
    }
    try {
      return new Evaluator(new Evaluation(new Budget(), millis)).evaluate(tree, context, frame);
    } catch (StackOverflowError e) {
      throw new JsonataError("it recurses without end");
    } catch (OutOfMemoryError e) {
      throw JsonataError.ofMemory();
    } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException e) {
      // Where JavaScript would say that undefined has no such property.
      throw new JsonataError("a value is not of the type that the expression needs");
    }
  }

  /** Returns what the expression names. */
  public References references() {
    return References.of(tree);
  }
}
