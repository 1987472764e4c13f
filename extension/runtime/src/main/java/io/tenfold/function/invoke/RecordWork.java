package io.tenfold.function.invoke;

import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.UnwritableOutput;
import io.tenfold.function.json.RecordJson;
import java.time.Instant;
import java.util.Map;

/**
 * What is done with one record, in whichever payload it came: it is read, processed, and its output
 * written.
 *
 * @param processor takes the very type that {@code json} reads
 * @param json of the processor's types
 * @param metrics what the processor counts
 */
record RecordWork(
    RecordProcessor<Object, Object> processor, RecordJson json, InvocationMetrics metrics) {

  /** Returns what the processor may know beside the record. */
  RecordContext context(
      Envelope envelope, String requestId, Instant deadline, Map<String, String> parameters) {
    IdempotencyKey key = new IdempotencyKey(envelope, json.factory());
    return new RecordContext(envelope.index(), requestId, deadline, key, parameters, metrics);
  }

  /**
   * Returns the record as the processor's type.
   *
   * @throws RecordRejected if it does not fit
   */
  Object read(Envelope envelope) {
    if (envelope.record() == null) {
      throw EnvelopeReader.beyondLimits();
    }
    return envelope.textValues() ? json.readTexts(envelope.record()) : json.read(envelope.record());
  }

  /**
   * Has the record processed and returns {@code {"index": …, "output": …}} in UTF-8.
   *
   * @throws RecordRejected if the record does not fit the processor's type, or the processor says
   *     so
   * @throws UnwritableOutput if the output can't be written as JSON
   * @throws Exception whatever else the processor throws
   */
  byte[] process(Envelope envelope, RecordContext context) throws Exception {
    return json.write(envelope.index(), processor.process(read(envelope), context));
  }
}
