package io.tenfold.function;

/**
 * Processes one record of a batch: the one interface to implement, in a class marked {@link
 * Processor}.
 *
 * <p>One process works on one record at a time, and the same instance sees many records.
 *
 * @param <R> the record, read from its JSON by Jackson; a Java record, a {@code JsonNode}, a map
 * @param <O> the output, written as JSON by Jackson
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
}
