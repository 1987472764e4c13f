package io.tenfold.local.asl;

import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.Branches;
import io.tenfold.local.asl.execution.Branching;
import io.tenfold.local.asl.execution.Progress;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.execution.ToleratedFailure;
import io.tenfold.local.asl.execution.Workflow;
import io.tenfold.local.asl.jsonata.Template;
import io.tenfold.local.json.Json;
import io.tenfold.local.json.NumberForms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A Map in INLINE mode: runs its workflow once per item of an array, within the execution.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html">Using
 *     Map state in Inline mode</a>
 */
public final class InlineMap {
  /** The most iterations that run at once in Inline mode. */
  private static final int MOST_CONCURRENT = 40;

  private final QueryLanguage language;
  private final Workflow processor;
  private final Template items;
  private final Template itemSelector;
  private final Template maxConcurrency;
  private final ToleranceFields tolerance;

  private InlineMap(Fields fields, Workflow processor) {
    this.language = fields.language();
    this.processor = processor;
    this.items = fields.template("Items");
    this.itemSelector = fields.template("ItemSelector");
    this.maxConcurrency = maxConcurrency(fields);
    this.tolerance = ToleranceFields.of(fields);
  }

  /** Takes the fields of an inline Map but its ItemProcessor, Retry, Catch and way out. */
  public static InlineMap of(Fields fields, Workflow processor) {
    return new InlineMap(fields, processor);
  }

  /** Runs all iterations and returns their outputs in order. */
  public Object run(StateContext context) throws InterruptedException {
    List<?> array = items(context);
    int concurrency = maxConcurrency(context, maxConcurrency, MOST_CONCURRENT);
    Iterations iterations =
        new Iterations(
            context, array, tolerance.given() ? tolerance.evaluate(context, array) : null);
    return ContainerEvents.around(
        context,
        "Map",
        started -> Branching.of(array, array.size(), started),
        Map.of("length", array.size()),
        kept -> Branches.run(context.execution(), kept.branches(), concurrency, iterations::of));
  }

  private List<?> items(StateContext context) {
    if (context.kept() instanceof Branching before && before.of() instanceof List<?> array) {
      return array;
    }
    if (language == QueryLanguage.JSON_PATH) {
      return inputOf(context);
    }
    return itemsOf(context, items);
  }

  /**
   * Returns the items of a Map that is not in JSONata, and so has no Items.
   *
   * @throws StateError {@code States.Runtime} if its input is no array, as recorded on AWS
   */
  public static List<?> inputOf(StateContext context) {
    if (context.input() instanceof List<?> array) {
      return array;
    }
    throw new StateError(ErrorNames.RUNTIME, "Reference path \"$\" must point to array.");
  }

  /** The iterations of one run. */
  private final class Iterations {
    private final StateContext context;
    private final List<?> array;
    private final ToleratedFailure tolerated;
    private final AtomicLong failed = new AtomicLong();

    Iterations(StateContext context, List<?> array, ToleratedFailure tolerated) {
      this.context = context;
      this.array = array;
      this.tolerated = tolerated;
    }

    Branches.Branch of(int i, Progress before) {
      Map<String, Object> item = item(i, array.get(i));
      Object input =
          itemSelector == null || before.begun()
              ? array.get(i)
              : context.evaluateWithItem(itemSelector, item);
      return (execution, progress) -> {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("index", i);
        details.put("name", context.stateName());
        if (!progress.begun()) {
          execution.record("MapIterationStarted", details);
        }
        try {
          Object output =
              processor.run(
                  execution, context.scope().inner(), input, Map.of("Item", item), progress);
          execution.recordAside("MapIterationSucceeded", details);
          return output;
        } catch (StateError e) {
          execution.ends("MapIterationFailed", details);
          Object output = tolerate(e);
          execution.recordEnd();
          return output;
        } catch (InterruptedException e) {
          if (!context.execution().stopped()) {
            execution.ends("MapIterationAborted", details);
          }
          throw e;
        }
      };
    }

    /** Returns what an iteration has for an output whose failure is tolerated. */
    private Object tolerate(StateError error) {
      if (tolerated == null || error.error().equals(ErrorNames.RUNTIME)) {
        throw error;
      }
      if (tolerated.exceeded(failed.incrementAndGet(), array.size())) {
        throw ToleratedFailure.tooManyFailed();
      }
      return error.output();
    }
  }

  /** Returns {@code {"Index", "Value"}}, the form of {@code $states.context.Map.Item}. */
  public static Map<String, Object> item(long index, Object value) {
    Map<String, Object> item = new LinkedHashMap<>();
    // As JSON has it when it is read again.
    item.put("Index", (int) index == index ? (Object) (int) index : (Object) index);
    item.put("Value", NumberForms.without(value));
    return item;
  }

  /**
   * Returns what a Map runs over: the elements of its Items, or else its input, and of an object
   * its entries, each {@code {"Key", "Value"}}.
   *
   * @throws StateError {@code States.QueryEvaluationError} if that is no array or object
   */
  public static List<?> itemsOf(StateContext context, Template items) {
    try {
      return array(context, items);
    } catch (StateError e) {
      context.execution().noteEvaluation(context.stateName(), e);
      context.execution().failsWith("MapStateFailed");
      throw e;
    }
  }

  private static List<?> array(StateContext context, Template items) {
    Object value = items == null ? context.input() : context.evaluate(items);
    if (value instanceof List<?> array) {
      return array;
    }
    if (value instanceof Map<?, ?> object) {
      List<Object> entries = new ArrayList<>(object.size());
      object.forEach(
          (key, member) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("Key", key);
            entry.put("Value", member);
            entries.add(entry);
          });
      return entries;
    }
    throw new StateError(
        ErrorNames.QUERY_EVALUATION_ERROR,
        StateError.within(context.stateName(), context.enteredEvent())
            + (items instanceof Template.Expression one
                ? one.unexpected("array", value)
                : "Map state input must be an array but was: " + Json.write(value)));
  }

  /** Takes a Map's MaxConcurrency, inline, distributed or mocked; null if it is not there. */
  public static Template maxConcurrency(Fields map) {
    return map.wholeNumberTemplate("MaxConcurrency", 0, Long.MAX_VALUE);
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
