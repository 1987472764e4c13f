package io.tenfold.function.invoke;

import io.tenfold.function.InvalidEnvelope;
import io.tenfold.function.ProcessorError;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.UnwritableOutput;
import io.tenfold.function.json.RecordJson;
import io.tenfold.function.log.RecordLog;
import java.time.Instant;
import java.util.Optional;

/**
 * What the function does, whoever calls it: takes {@code {"index": 17, "record": …, "origin": …,
 * "textValues": …, "parameters": …}}, gives the record to the processor and returns {@code
 * {"index": 17, "output": …}}. Of several, {@code {"BatchInput": …, "Items": […]}}, it returns what
 * {@link BatchAnswer} says.
 */
public final class RecordFunction {
  private final RecordWork guarded;
  private final EnvelopeReader envelopes;
  private final RecordLog log;
  private final ProcessExit exit;

  /** Guarded, but while it rehearses. */
  private RecordWork work;

  /** Made by the first batch: a function of single records starts without. */
  private BatchFunction batches;

  /** Takes the processor, the JSON of its types, and the log of its records. */
  public RecordFunction(RecordProcessor<?, ?> processor, RecordJson json, RecordLog log) {
    this(processor, json, log, new ProcessExit());
  }

  /** Takes a guard against processing twice as well. */
  public RecordFunction(
      RecordProcessor<?, ?> processor, RecordJson json, RecordLog log, RecordGuard guard) {
    this(work(processor, json, guard, log), log, new ProcessExit());
  }

  RecordFunction(
      RecordProcessor<?, ?> processor, RecordJson json, RecordLog log, ProcessExit exit) {
    this(work(processor, json, new NoGuard(), log), log, exit);
  }

  private RecordFunction(RecordWork work, RecordLog log, ProcessExit exit) {
    this.guarded = work;
    this.work = work;
    this.envelopes = new EnvelopeReader();
    this.log = log;
    this.exit = exit;
  }

  @SuppressWarnings("unchecked") // RecordJson reads the very type that this processor takes.
  private static RecordWork work(
      RecordProcessor<?, ?> processor, RecordJson json, RecordGuard guard, RecordLog log) {
    return new RecordWork(
        (RecordProcessor<Object, Object>) processor,
        json,
        new InvocationMetrics(processor.getClass()),
        guard,
        log);
  }

  /**
   * Has nothing remain of what is processed from now on, or has it go where it belongs: neither
   * lines in the log, the processor's too, nor notes of the guard's.
   */
  public void setRehearsing(boolean rehearsing) {
    log.setSilent(rehearsing);
    work = rehearsing ? guarded.unguarded() : guarded;
  }

  /**
   * Processes the processor's sample, if it has one, as if it had been sent, and returns its
   * payload; nothing comes of it. Empty if there is none, or if it failed, which is logged and ends
   * no start: only a virtual machine that is broken does, as out of memory.
   *
   * <p>Lambda's init has a full CPU, whatever the function's memory size:
   * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
   */
  public Optional<byte[]> prime() {
    try {
      guarded.guard().warmUp();
    } catch (RuntimeException e) {
      log.warmingFailed("the guard against processing twice does not answer", e);
    }
    try {
      Optional<byte[]> sample =
          Optional.ofNullable(work.processor().sample()).map(work.json()::envelope);
      if (sample.isPresent()) {
        Instant deadline = Instant.now().plus(RecordContext.LONGEST_TIMEOUT);
        Envelope envelope = (Envelope) envelopes.read(sample.get());
        setRehearsing(true);
        try {
          work.process(envelope, context(envelope, "sample", deadline));
        } finally {
          setRehearsing(false);
        }
      }
      return sample;
    } catch (Throwable e) {
      // As for a record: whatever else needed the memory just then, another thread perhaps, is
      // lost, and nobody knows what. The native executable has ended by itself by now.
      return failed(ProcessorError.survived(e, e));
    } finally {
      work.metrics().forget();
    }
  }

  private Optional<byte[]> failed(Throwable e) {
    // The sample is the processor's own: a real record that is like it will say the same.
    log.warmingFailed("the processor's sample failed", e);
    return Optional.empty();
  }

  /** Says that what was to warm the process up failed, and why. */
  public void rehearsalFailed(Throwable e) {
    log.warmingFailed("the rehearsal failed", e);
  }

  /**
   * Processes one payload in UTF-8 and returns the response in UTF-8. What is thrown of one record
   * is an outcome of it where there are several.
   *
   * @throws InvalidEnvelope if the payload is neither an envelope nor a batch of them
   * @throws RecordRejected if the record does not fit the processor's type, or the processor says
   *     so
   * @throws ProcessorError for an error of the processor
   * @throws UnwritableOutput if the output can't be written as JSON
   * @throws Exception whatever else the processor throws
   */
  public byte[] apply(byte[] payload, String requestId, Instant deadline) throws Exception {
    RecordLog.Written line = log.begin(requestId);
    Payload read = null;
    try {
      read = envelopes.read(payload);
      if (read instanceof BatchEnvelope batch) {
        return batches().apply(batch, requestId, deadline, line.ofBatch());
      }
      Envelope envelope = (Envelope) read;
      line.index(envelope.index());
      byte[] response = work.process(envelope, context(envelope, requestId, deadline));
      line.succeeded();
      return response;
    } catch (Throwable e) {
      Exception failure = exit.survived(e, line);
      line.failed(failure);
      throw failure;
    } finally {
      work.metrics().end(read, log);
    }
  }

  private RecordContext context(Envelope envelope, String requestId, Instant deadline) {
    return work.context(envelope, requestId, deadline, envelope.parameters());
  }

  private BatchFunction batches() {
    if (batches == null) {
      batches = new BatchFunction(guarded, exit);
    }
    return batches;
  }
}
