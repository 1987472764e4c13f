package io.tenfold.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;

/**
 * The Lambda function: takes {@code {"index": 17, "record": …}}, gives the record to the processor
 * and returns {@code {"index": 17, "output": …}}, or fails under the name of what was thrown.
 */
@Singleton
@Startup // The processor is made during Lambda's init, which has a full CPU, not by the first
// record.
public class RecordHandler implements RequestStreamHandler {
  private static final int LONGEST_TIMEOUT_MILLIS = 15 * 60 * 1_000;

  private final RecordProcessor<Object, Object> processor;
  private final EnvelopeReader envelopes;
  private final RecordJson json;
  private final RecordLog log;
  private final AbandonedConnections connections;
  private final ProcessExit exit;

  @Inject
  @SuppressWarnings("unchecked") // RecordJson reads the very type that this processor takes.
  RecordHandler(
      RecordProcessor<?, ?> processor,
      EnvelopeReader envelopes,
      RecordJson json,
      RecordLog log,
      AbandonedConnections connections,
      ProcessExit exit) {
    this.processor = (RecordProcessor<Object, Object>) processor;
    this.envelopes = envelopes;
    this.json = json;
    this.log = log;
    this.connections = connections;
    this.exit = exit;
  }

  /**
   * Processes one record.
   *
   * @throws IOException if the payload can't be received or the response sent
   * @throws InvalidEnvelope if the payload is not an envelope
   * @throws RecordRejected if the record does not fit the processor's type, or the processor says
   *     so
   * @throws ProcessorError for an error of the processor
   * @throws UnwritableOutput if the output can't be written as JSON
   */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    RecordLog.Line line = log.begin(context.getAwsRequestId());
    try {
      byte[] response = process(input.readAllBytes(), context, line);
      output.write(response);
      line.succeeded();
    } catch (StackOverflowError e) {
      throw rethrown(new ProcessorError(e), line);
    } catch (VirtualMachineError e) {
      exit.now(e);
      throw e;
    } catch (Error e) {
      throw rethrown(new ProcessorError(e), line);
    } catch (Exception e) {
      throw rethrown(e, line);
    }
  }

  private byte[] process(byte[] payload, Context context, RecordLog.Line line) throws Exception {
    Envelope envelope = envelopes.read(payload);
    line.index(envelope.index());
    Object record = json.read(envelope.record());
    RecordContext recordContext =
        new RecordContext(envelope.index(), context.getAwsRequestId(), deadline(context));
    return json.write(envelope.index(), processor.process(record, recordContext));
  }

  // The mock event server of development and tests gives no deadline, and Quarkus then answers with
  // some int. Lambda's longest timeout tells the two apart:
  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
  private static Instant deadline(Context context) {
    int remainingMillis = context.getRemainingTimeInMillis();
    return Math.abs((long) remainingMillis) > LONGEST_TIMEOUT_MILLIS
        ? Instant.MAX
        : Instant.now().plusMillis(remainingMillis);
  }

  // A checked exception of the processor must reach the poll loop as it is, for its name is the
  // contract; handleRequest can declare IOException only.
  @SuppressWarnings("unchecked")
  private <E extends Exception> RuntimeException rethrown(Exception e, RecordLog.Line line)
      throws E {
    line.failed(e);
    connections.oneMore();
    throw (E) e;
  }
}
