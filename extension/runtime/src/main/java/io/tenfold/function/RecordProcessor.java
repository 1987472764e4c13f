package io.tenfold.function;

/**
 * Processes one record of a batch: the one interface to implement, in a class marked {@link
 * Processor}. Where many records at once are cheaper than one by one, that is {@link
 * BatchProcessor}.
 *
 * <p>One process works on one record at a time, and the same instance sees many records.
 *
 * @param <R> the record, read from its JSON; a Java record, a {@code JsonNode}, a map
 * @param <O> the output, written as JSON
 */
public interface RecordProcessor<R, O> {

  /**
   * Processes one record and returns its output, {@code null} for none.
   *
   * @throws RecordRejected if the record is wrong and will stay wrong; it is not tried again
   * @throws TransientFailure if another attempt may succeed; it is tried again, later
   * @throws Exception any other is a fault of the processor: the record fails under the exception's
   *     class name and is not tried again
   */
  O process(R record, RecordContext context) throws Exception;

  /**
   * Returns a record to process while Lambda starts the process, so that the first real one finds
   * everything warm; {@code null}, as here, for none. It is asked for once, and what it returns is
   * processed once, and in the native function another three times, read anew from its JSON.
   *
   * <p>The output is thrown away and no line is logged, but for a warning if the first time fails:
   * the process then starts without the others. Don't return one if processing it has an effect
   * elsewhere. {@link RecordContext#index} is 0 then, the request id and the key's origin are
   * {@code sample}, and the deadline is 15 minutes ahead.
   */
  default R sample() {
    return null;
  }
}
