package io.tenfold.function.invoke;

import io.tenfold.function.BatchProcessor;
import io.tenfold.function.log.RecordLog;
import java.time.Instant;

/**
 * What the function does with several records that were sent together: each has an outcome of its
 * own, or is not reached, before the answer's size or the invocation's time is used up.
 */
final class BatchFunction {
  private final RecordWork work;
  private final ProcessExit exit;

  /** How many bytes an outcome took in the last call of a {@link BatchProcessor}, or 0. */
  private int bytesOfAnOutcome;

  /** Takes what is done with a record, and what ends a process that is broken. */
  BatchFunction(RecordWork work, ProcessExit exit) {
    this.work = work;
    this.exit = exit;
  }

  /** Processes the records and returns the answer in UTF-8, as {@link BatchAnswer} has it. */
  @SuppressWarnings("unchecked") // RecordWork has the JSON of the very types of this processor.
  byte[] apply(BatchEnvelope batch, String requestId, Instant deadline, RecordLog.Batch log) {
    BatchRun run = new BatchRun(work, exit, batch, requestId, deadline, log);
    if (work.processor() instanceof BatchProcessor<?, ?> processor) {
      TogetherRun together =
          new TogetherRun(run, (BatchProcessor<Object, Object>) processor, bytesOfAnOutcome);
      together.run();
      bytesOfAnOutcome = together.bytesOfAnOutcome();
    } else {
      run.oneByOne(0, run.size(), new Exception[run.size()]);
    }
    return run.end();
  }
}
