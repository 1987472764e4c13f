package io.tenfold.local.asl;

import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.Branches;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.Workflow;
import io.tenfold.local.asl.jsonata.Template;
import java.util.List;
import java.util.Map;

/**
 * A Map in INLINE mode: runs its workflow once per item of an array, within the execution.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html">Using
 *     Map state in Inline mode</a>
 */
public final class InlineMap {
  /** The most iterations that run at once in Inline mode. */
  private static final int MOST_CONCURRENT = 40;

  private final Workflow processor;
  private final Template items;
  private final Template itemSelector;
  private final Template maxConcurrency;

  private InlineMap(
      Workflow processor, Template items, Template itemSelector, Template maxConcurrency) {
    this.processor = processor;
    this.items = items;
    this.itemSelector = itemSelector;
    this.maxConcurrency = maxConcurrency;
  }

  /** Takes the fields of an inline Map but its ItemProcessor, Retry, Catch and way out. */
  public static InlineMap of(Fields fields, Workflow processor) {
    return new InlineMap(
        processor,
        fields.template("Items"),
        fields.template("ItemSelector"),
        fields.wholeNumberTemplate("MaxConcurrency", 0, Integer.MAX_VALUE));
  }

  /** Runs all iterations and returns their outputs in order. */
  public Object run(StateContext context) throws InterruptedException {
    List<?> array = itemsOf(context, items);
    int concurrency = maxConcurrency(context, maxConcurrency, MOST_CONCURRENT);
    return Branches.run(
        context.execution(),
        array.size(),
        concurrency,
        i -> {
          Map<String, Object> item = item(i, array.get(i));
          Object input =
              itemSelector == null ? array.get(i) : context.evaluateWithItem(itemSelector, item);
          return execution ->
              processor.run(execution, context.scope().inner(), input, Map.of("Item", item));
        });
  }

  /** Returns {@code {"Index", "Value"}}, the form of {@code $states.context.Map.Item}. */
  public static Map<String, Object> item(long index, Object value) {
    Map<String, Object> item = new java.util.LinkedHashMap<>();
    // As JSON has it when it is read again.
    item.put("Index", (int) index == index ? (Object) (int) index : (Object) index);
    item.put("Value", value);
    return item;
  }

  /**
   * Returns the array a Map runs over: its Items, or else its input.
   *
   * @throws StateError {@code States.QueryEvaluationError} if that is no array
   */
  public static List<?> itemsOf(StateContext context, Template items) {
    Object value = items == null ? context.input() : context.evaluate(items);
    if (value instanceof List<?> array) {
      return array;
    }
    throw new StateError(
        ErrorNames.QUERY_EVALUATION_ERROR,
        "The Map state '"
            + context.stateName()
            + "' runs over an array, but its "
            + (items == null ? "input" : "Items")
            + " is none. Attempting to map over non-iterable node.");
  }

  /**
   * Returns how many iterations may run at once; 0 and what is over {@code most} mean {@code most}.
   *
   * @throws StateError {@code States.Runtime} if MaxConcurrency is no whole number of at least 0
   */
  public static int maxConcurrency(StateContext context, Template template, int most) {
    if (template == null) {
      return most;
    }
    if (context.evaluate(template) instanceof Number number
        && number.doubleValue() == Math.rint(number.doubleValue())
        && number.doubleValue() >= 0) {
      long limit = number.longValue();
      return limit == 0 || limit > most ? most : (int) limit;
    }
    throw new StateError(
        ErrorNames.RUNTIME,
        "The field 'MaxConcurrency' of the Map state '"
            + context.stateName()
            + "' must be a whole number of at least 0");
  }
}
