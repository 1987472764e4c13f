package io.tenfold.function;

import java.util.List;

/**
 * Processes the records of a batch together, as for one bulk insert into a database: implemented
 * instead of {@link RecordProcessor}, in a class marked {@link Processor}, by a function whose
 * effect is cheaper for many records at once. It needs the one method {@link #processBatch}.
 *
 * <p>Every record keeps an outcome of its own. One process works on one call at a time, and the
 * same instance sees many.
 *
 * @param <R> the record, read from its JSON; a Java record, a {@code JsonNode}, a map
 * @param <O> the output, written as JSON
 */
public interface BatchProcessor<R, O> extends RecordProcessor<R, O> {

  /**
   * Processes records, of which there is at least one, and returns an outcome for each of them, in
   * their order.
   *
   * <p>A record that does not fit {@code R} has failed by itself and is not among them. How many
   * there are is not for the processor to rely on: all that an invocation has, a part of them where
   * their outputs would not fit into its answer together, or one.
   *
   * <p>A record may be given more than once, under the same {@link RecordContext#idempotencyKey}:
   * in another attempt, as any record, and where its output did not fit into the answer any more
   * that those before it had filled.
   *
   * <p><b>When it throws, it must have done nothing</b>, its transaction being rolled back: after a
   * {@link TransientFailure} every record of the call is tried again later. After anything else,
   * the records are at once given to {@link #process} one by one, so that exactly those that are at
   * fault fail; where there was one record only, that one fails.
   *
   * @throws TransientFailure if another attempt at all of them may succeed
   * @throws Exception if they can't be processed together
   */
  List<RecordOutcome<O>> processBatch(List<BatchRecord<R>> records) throws Exception;

  /**
   * Processes one record that came by itself, as a batch of one.
   *
   * @throws WrongOutcomes if {@link #processBatch} does not return exactly one outcome
   * @throws Exception the reason why the record failed, or what {@link #processBatch} throws
   */
  @Override
  default O process(R record, RecordContext context) throws Exception {
    List<RecordOutcome<O>> outcomes =
        WrongOutcomes.requireOneForEach(
            this, 1, processBatch(List.of(new BatchRecord<>(record, context))));
    if (outcomes.get(0) instanceof RecordOutcome.Failed<O> failed) {
      throw failed.reason();
    }
    return ((RecordOutcome.Succeeded<O>) outcomes.get(0)).output();
  }
}
