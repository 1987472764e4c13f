package io.tenfold.local.map.run;

import io.tenfold.local.asl.Fields;
import io.tenfold.local.asl.error.ErrorNames;
import io.tenfold.local.asl.error.StateError;
import io.tenfold.local.asl.execution.PayloadLimit;
import io.tenfold.local.asl.execution.StateContext;
import io.tenfold.local.asl.jsonata.Template;

/**
 * The ItemBatcher of a Distributed Map: how many of its items, selected, go to one child.
 *
 * @param maxItems a number or an expression for one; null if bytes alone limit a batch
 * @param maxBytes a number or an expression for one; null for what a child's input may have
 * @param batchInput what every child is given beside its items; null for nothing
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html">ItemBatcher</a>
 */
record ItemBatcher(Template maxItems, Template maxBytes, Template batchInput) {

  /**
   * An ItemBatcher's fields with their values.
   *
   * @param hasInput whether there is a BatchInput, which may be null
   */
  record Limits(long items, int bytes, boolean hasInput, Object batchInput) {}

  /** Takes the ItemBatcher; null if the Map has none. */
  static ItemBatcher of(Fields map) {
    Fields batcher = map.object("ItemBatcher");
    if (batcher == null) {
      return null;
    }
    Template items = batcher.wholeNumberTemplate("MaxItemsPerBatch", 1, Integer.MAX_VALUE);
    Template bytes = batcher.wholeNumberTemplate("MaxInputBytesPerBatch", 1, PayloadLimit.BYTES);
    if (!batcher.has("MaxItemsPerBatch") && !batcher.has("MaxInputBytesPerBatch")) {
      map.report(map.wrong("ItemBatcher", "needs MaxItemsPerBatch, MaxInputBytesPerBatch or both"));
    }
    Template input = batcher.template("BatchInput");
    batcher.finish();
    return new ItemBatcher(items, bytes, input);
  }

  /**
   * Works the fields out.
   *
   * @throws StateError {@code States.Runtime} if a limit is no whole number in its range
   */
  Limits limits(StateContext context) {
    long items = limit(context, maxItems, "MaxItemsPerBatch", Integer.MAX_VALUE);
    long bytes = limit(context, maxBytes, "MaxInputBytesPerBatch", PayloadLimit.BYTES);
    Object input = batchInput == null ? null : context.evaluate(batchInput);
    return new Limits(items, (int) bytes, batchInput != null, input);
  }

  private static long limit(StateContext context, Template template, String field, long most) {
    if (template == null) {
      return most;
    }
    if (context.evaluate(template) instanceof Number number
        && number.doubleValue() == Math.rint(number.doubleValue())
        && number.doubleValue() >= 1
        && number.doubleValue() <= most) {
      return number.longValue();
    }
    throw new StateError(
        ErrorNames.RUNTIME,
        "The field '"
            + field
            + "' of the Map state '"
            + context.stateName()
            + "' must be a whole number from 1 to "
            + most);
  }
}
