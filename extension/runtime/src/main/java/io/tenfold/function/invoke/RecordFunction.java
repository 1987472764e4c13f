package io.tenfold.function.invoke;

import io.tenfold.function.InvalidEnvelope;
import io.tenfold.function.ProcessorError;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.UnwritableOutput;
import io.tenfold.function.json.RecordJson;
import io.tenfold.function.log.RecordLog;
import io.tenfold.function.log.StandardOutputLines;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * What the function does, whoever calls it: takes {@code {"index": 17, "record": …, "origin": …,
 * "textValues": …}}, gives the record to the processor and returns {@code {"index": 17, "output":
 * …}}.
 */
public final class RecordFunction {
  private final RecordProcessor<Object, Object> processor;
  private final EnvelopeReader envelopes;
  private final RecordJson json;
  private final RecordLog log;
  private final ProcessExit exit;

  /** Takes the processor, the JSON of its types, and the log of its records. */
  public RecordFunction(RecordProcessor<?, ?> processor, RecordJson json, RecordLog log) {
    this(processor, json, log, new ProcessExit());
  }

  @SuppressWarnings("unchecked") // RecordJson reads the very type that this processor takes.
  RecordFunction(
      RecordProcessor<?, ?> processor, RecordJson json, RecordLog log, ProcessExit exit) {
    this.processor = (RecordProcessor<Object, Object>) processor;
    this.envelopes = new EnvelopeReader();
    this.json = json;
    this.log = log;
    this.exit = exit;
  }

  /** Returns one that does the same, and writes its log to nowhere. */
  public RecordFunction silent() throws IOException {
    RecordLog nowhere = new RecordLog(StandardOutputLines.into(new FileOutputStream("/dev/null")));
    return new RecordFunction(processor, json, nowhere, exit);
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
      Optional<byte[]> sample = Optional.ofNullable(processor.sample()).map(json::envelope);
      if (sample.isPresent()) {
        Instant deadline = Instant.now().plus(RecordContext.LONGEST_TIMEOUT);
        process(sample.get(), "sample", deadline, RecordLog.Line.NONE);
      }
      return sample;
    } catch (StackOverflowError e) {
      return failed(e); // Unwound, it has broken nothing, though it counts as the machine's.
    } catch (VirtualMachineError e) {
      // As for a record: whatever else needed the memory just then, another thread perhaps, is
      // lost, and nobody knows what. The native executable has ended by itself by now.
      throw e;
    } catch (Exception | Error e) {
      return failed(e);
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
   * Processes one payload in UTF-8 and returns the response in UTF-8.
   *
   * @throws InvalidEnvelope if the payload is not an envelope
   * @throws RecordRejected if the record does not fit the processor's type, or the processor says
   *     so
   * @throws ProcessorError for an error of the processor
   * @throws UnwritableOutput if the output can't be written as JSON
   * @throws Exception whatever else the processor throws
   */
  public byte[] apply(byte[] payload, String requestId, Instant deadline) throws Exception {
    RecordLog.Written line = log.begin(requestId);
    try {
      byte[] response = process(payload, requestId, deadline, line);
      line.succeeded();
      return response;
    } catch (StackOverflowError e) {
      throw failed(new ProcessorError(e), line);
    } catch (VirtualMachineError e) {
      endTheProcess(e, line);
      throw e;
    } catch (Error e) {
      throw failed(new ProcessorError(e), line);
    } catch (Exception e) {
      throw failed(e, line);
    }
  }

  private byte[] process(byte[] payload, String requestId, Instant deadline, RecordLog.Line line)
      throws Exception {
    Envelope envelope = envelopes.read(payload);
    line.index(envelope.index());
    Object record =
        envelope.textValues() ? json.readTexts(envelope.record()) : json.read(envelope.record());
    IdempotencyKey key = new IdempotencyKey(envelope, json.factory());
    RecordContext context = new RecordContext(envelope.index(), requestId, deadline, key);
    return json.write(envelope.index(), processor.process(record, context));
  }

  /**
   * Says which record it was and ends the process. Lambda is not told the error's name: it says
   * {@code Runtime.ExitError} of the record, as it does of the native executable, which ends before
   * anything here could run. One fault has one name, wherever it happens.
   */
  private void endTheProcess(VirtualMachineError e, RecordLog.Written line) {
    try {
      line.failed(e);
    } finally {
      exit.now(e); // Also where there was no memory for the line.
    }
  }

  private static Exception failed(Exception e, RecordLog.Written line) {
    line.failed(e);
    return e;
  }
}
