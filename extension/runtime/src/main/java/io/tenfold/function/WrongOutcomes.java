package io.tenfold.function;

import java.util.List;

/**
 * A {@link BatchProcessor} did not return one outcome for each of its records, so that nobody can
 * tell which is whose: a fault of the processor, under whose name all of them fail, and never tried
 * again.
 */
public class WrongOutcomes extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Takes which processor it was, what it returned, and what it should have. */
  public WrongOutcomes(String message) {
    // The stack at this point is the function's own, and says nothing of the processor.
    super(message, null, false, false);
  }

  /**
   * Returns the outcomes that a processor returned for so many records, if they are as many and
   * none is null.
   *
   * @throws WrongOutcomes if they are not
   */
  public static <O> List<RecordOutcome<O>> requireOneForEach(
      BatchProcessor<?, O> processor, int records, List<RecordOutcome<O>> outcomes) {
    if (outcomes == null) {
      throw wrong(processor, records, "null");
    }
    if (outcomes.size() != records) {
      throw wrong(processor, records, outcomes.size() + " outcomes");
    }
    int at = 0;
    for (RecordOutcome<O> outcome : outcomes) {
      if (outcome == null) {
        throw wrong(processor, records, "null as outcome " + at);
      }
      at++;
    }
    return outcomes;
  }

  private static WrongOutcomes wrong(BatchProcessor<?, ?> processor, int records, String found) {
    return new WrongOutcomes(
        processor.getClass().getName()
            + ".processBatch returned "
            + found
            + " for "
            + records
            + (records == 1 ? " record" : " records")
            + "; it must return one RecordOutcome for each record, in the records' order");
  }
}
