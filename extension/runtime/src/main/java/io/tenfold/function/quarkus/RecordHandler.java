package io.tenfold.function.quarkus;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.quarkus.runtime.Startup;
import io.tenfold.function.InvalidEnvelope;
import io.tenfold.function.ProcessorError;
import io.tenfold.function.RecordContext;
import io.tenfold.function.RecordProcessor;
import io.tenfold.function.RecordRejected;
import io.tenfold.function.UnwritableOutput;
import io.tenfold.function.invoke.ProcessorTypes;
import io.tenfold.function.invoke.RecordFunction;
import io.tenfold.function.invoke.RecordGuard;
import io.tenfold.function.json.RecordJson;
import io.tenfold.function.log.RecordLog;
import io.tenfold.function.logmanager.JBossLogLines;
import io.tenfold.function.poll.PollLoop;
import io.tenfold.function.poll.RuntimeApi;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/**
 * The Lambda function where Quarkus calls it: while developing, in tests, on AWS's Java runtime,
 * and in a native image whose processor needs Quarkus.
 */
@Singleton
@Startup // During Lambda's init, which has a full CPU, not by the first record.
public class RecordHandler implements RequestStreamHandler {
  private final RecordProcessor<?, ?> processor;
  private final RecordFunction function;
  private final Optional<byte[]> sample;

  // The container knows the types from the build; a native image would not find them by reflection.
  @Inject
  RecordHandler(
      RecordProcessor<?, ?> processor,
      Instance<RecordProcessor<?, ?>> processors,
      Instance<RecordGuard> guards) {
    this(processor, ProcessorTypes.among(processors.getHandle().getBean().getTypes()), guards);
  }

  RecordHandler(
      RecordProcessor<?, ?> processor, ProcessorTypes types, Iterable<RecordGuard> guards) {
    this.processor = processor;
    RecordJson json = RecordJson.of(types.record(), types.output());
    RecordLog log = new RecordLog(JBossLogLines.ofQuarkus());
    // One at most: the build steps make it a bean where the configuration asks for it.
    Iterator<RecordGuard> guard = guards.iterator();
    function =
        guard.hasNext()
            ? new RecordFunction(processor, json, log, guard.next())
            : new RecordFunction(processor, json, log);
    sample = function.prime();
  }

  /**
   * Takes invocations from Lambda until it ends the process, where AWS's Java runtime does not.
   *
   * @throws IOException if the Runtime API does not answer any more
   */
  void poll(RuntimeApi api) throws IOException {
    new PollLoop(api, function).run(sample);
  }

  /**
   * Closes a processor that can be closed, where the process is told to end.
   *
   * @throws Exception whatever the processor throws, which Quarkus logs
   */
  @PreDestroy
  void close() throws Exception {
    if (processor instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }

  /**
   * Processes one record, or a batch of them, in which what is thrown of a record is its outcome.
   *
   * @throws IOException if the payload can't be received or the response sent
   * @throws InvalidEnvelope if the payload is neither an envelope nor a batch of them
   * @throws RecordRejected if the record does not fit the processor's type, or the processor says
   *     so
   * @throws ProcessorError for an error of the processor
   * @throws UnwritableOutput if the output can't be written as JSON
   */
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    output.write(apply(input.readAllBytes(), context.getAwsRequestId(), deadline(context)));
  }

  // The mock event server of development and tests gives no deadline, and Quarkus then answers with
  // some int. Lambda's longest timeout tells the two apart.
  private static Instant deadline(Context context) {
    int remainingMillis = context.getRemainingTimeInMillis();
    return Math.abs((long) remainingMillis) > RecordContext.LONGEST_TIMEOUT.toMillis()
        ? Instant.MAX
        : Instant.now().plusMillis(remainingMillis);
  }

  // A checked exception of the processor must reach the poll loop as it is, for its name is the
  // contract; handleRequest can declare IOException only.
  @SuppressWarnings("unchecked")
  private <E extends Exception> byte[] apply(byte[] payload, String requestId, Instant deadline)
      throws E {
    try {
      return function.apply(payload, requestId, deadline);
    } catch (Exception e) {
      throw (E) e;
    }
  }
}
