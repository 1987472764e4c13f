package io.tenfold.function.invoke;

import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.TransientFailure;
import io.tenfold.function.UnwritableOutput;
import io.tenfold.function.json.RecordJson;
import io.tenfold.function.log.RecordLog;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is done with one record, in whichever payload it came: it is read, processed, and its output
 * written; or it is answered as it was before, where the guard has that.
 *
 * @param processor takes the very type that {@code json} reads
 * @param json of the processor's types
 * @param metrics what the processor counts
 * @param guard knows what has been processed before
 * @param log says where the guard failed after the processor had done its work
 */
record RecordWork(
    RecordProcessor<Object, Object> processor,
    RecordJson json,
    InvocationMetrics metrics,
    RecordGuard guard,
    RecordLog log) {

  /** Returns the same for records that are nobody's, as a processor's sample. */
  RecordWork unguarded() {
    return new RecordWork(processor, json, metrics, new NoGuard(), log);
  }

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
   * @throws TransientFailure if the guard says that another process has the record
   * @throws UnwritableOutput if the output can't be written as JSON
   * @throws Exception whatever else the processor throws
   */
  byte[] process(Envelope envelope, RecordContext context) throws Exception {
    Object record = read(envelope);
    Optional<byte[]> before = guard.begin(context);
    if (before.isPresent()) {
      return before.get();
    }
    byte[] answer;
    try {
      answer = json.write(envelope.index(), output(record, context));
    } catch (Throwable e) {
      failed(context);
      throw e;
    }
    succeeded(context, answer);
    return answer;
  }

  private Object output(Object record, RecordContext context) throws Exception {
    try {
      return processor.process(record, context);
    } finally {
      endInterruption();
    }
  }

  /** Left interrupted by the processor, the thread would fail the next record that waits. */
  static void endInterruption() {
    Thread.interrupted();
  }

  /** Notes a claimed record's answer: without the note it has been processed all the same. */
  void succeeded(RecordContext context, byte[] answer) {
    try {
      guard.succeeded(context, answer);
    } catch (RuntimeException e) {
      log.guardFailed("the record's output could not be noted: it may be processed again", e);
    }
  }

  /** Gives a claimed record back: without the note it has failed all the same. */
  void failed(RecordContext context) {
    try {
      guard.failed(context);
    } catch (RuntimeException e) {
      log.guardFailed("the record's failure could not be noted: it stays claimed for a while", e);
    }
  }
}
