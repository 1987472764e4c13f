package io.tenfold.cli.cost;

import io.tenfold.local.WorkflowBounds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;

/**
 * How many records a batch may have at the most, and what it is that allows no more.
 *
 * @param records 1 or more: a record by itself has no limit here
 * @param reason a sentence for people, without its full stop
 */
public record BatchLimit(long records, String reason) {
  /** What the function answers with, at most, before it leaves the rest to another invocation. */
  private static final long OUTCOMES_BYTES = 200_000;

  /** What the workflow's ItemBatcher puts into a child's input, at most. */
  private static final long INPUT_BYTES = WorkflowBounds.BATCH_INPUT_BYTES;

  /** The execution's parameters, and where to report failures. */
  private static final long BATCH_INPUT_BYTES = WorkflowBounds.PARAMETERS_CHARACTERS + 500;

  /** A child's five minutes but for the 15 s in which it reports. */
  private static final long CHILD_MILLIS = 285_000;

  /** The time that must be left for the function to start another record, beside its own twice. */
  private static final long LEFT_MILLIS = 1_000;

  /**
   * Returns the limit of a plan's records.
   *
   * @param timeoutSeconds the function's time-out
   */
  public static BatchLimit of(Plan plan, ChildType childType, long timeoutSeconds) {
    String millis = plan.millisPerRecord().toPlainString();
    BatchLimit count =
        new BatchLimit(
            WorkflowBounds.BATCH_RECORDS,
            String.format("%,d records are the most of any batch", WorkflowBounds.BATCH_RECORDS));
    BatchLimit timeout =
        new BatchLimit(
            // The last starts when all others are done, with twice its time and a second left.
            fitting(timeoutSeconds * 1_000 - LEFT_MILLIS, plan.millisPerRecord()) - 1,
            String.format(
                "records of %s ms one after the other must fit into the function's %,d s, and it"
                    + " starts none with less than 1 s and twice a record's time left (--timeout)",
                millis, timeoutSeconds));
    BatchLimit input =
        new BatchLimit(
            (INPUT_BYTES - BATCH_INPUT_BYTES) / plan.itemBytes(),
            String.format(
                "records of %,d bytes, parameters and %,d bytes around each must fit into the %,d"
                    + " that a batch may have of the 256 KiB of a child's input",
                plan.recordBytes(), Plan.ITEM_BYTES, INPUT_BYTES));
    BatchLimit output =
        new BatchLimit(
            OUTCOMES_BYTES / plan.outcomeBytes(),
            String.format(
                "outputs of %,d bytes and %,d bytes around each must fit into the %,d that the"
                    + " function answers with at a time, of the 256 KiB of a child's output",
                plan.outputBytes(), Plan.OUTCOME_BYTES, OUTCOMES_BYTES));
    BatchLimit child =
        new BatchLimit(
            fitting(CHILD_MILLIS - plan.overheadMillis(), plan.millisPerRecord()) / 2,
            String.format(
                "records of %s ms must fit twice into an EXPRESS child's 5 minutes less 15 s, for a"
                    + " batch whose invocation dies is run again, record by record",
                millis));
    List<BatchLimit> limits =
        childType == ChildType.EXPRESS
            ? List.of(count, child, timeout, input, output)
            : List.of(count, timeout, input, output);
    BatchLimit least = limits.stream().min(Comparator.comparingLong(BatchLimit::records)).get();
    return new BatchLimit(Math.max(1, least.records()), least.reason());
  }

  private static long fitting(long millis, BigDecimal millisPerRecord) {
    return BigDecimal.valueOf(millis).divide(millisPerRecord, 0, RoundingMode.FLOOR).longValue();
  }
}
