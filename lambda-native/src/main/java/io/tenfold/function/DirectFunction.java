package io.tenfold.function;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

/**
 * The native function without Quarkus at run time: makes the processor, primes it and polls.
 *
 * <p>The fields are computed while the image is built, where Quarkus knows the processor and its
 * types; the binary has their values alone, and nothing of what worked them out.
 */
final class DirectFunction {
  private static final Constructor<?> PROCESSOR = SelectedProcessor.find().constructor();
  private static final StreamedJson JSON = SelectedProcessor.find().json().orElse(null);

  /** Where Quarkus' tests say where their event server is. */
  private static final String TEST_API = "quarkus-internal.aws-lambda.test-api";

  /** A few, since each costs microseconds. */
  private static final int REHEARSALS = 3;

  /** Fails before it gets anywhere near a processor, for those that have no sample. */
  private static final byte[] NO_ENVELOPE = {'[', ']'};

  private DirectFunction() {}

  /** Runs until Lambda ends the process. */
  static void run() {
    try {
      poll(new RuntimeApi(runtimeApi()));
    } catch (IOException e) {
      System.err.println(e.getMessage());
    }
    // Not System.exit: there is nothing to shut down, and a processor's threads may be running.
    Runtime.getRuntime().halt(1);
  }

  private static void poll(RuntimeApi api) throws IOException {
    RecordFunction function;
    try {
      RecordProcessor<?, ?> processor = (RecordProcessor<?, ?>) PROCESSOR.newInstance();
      function = function(processor, new FileOutputStream(FileDescriptor.out));
      byte[] sample = function.prime().orElse(NO_ENVELOPE);
      rehearse(api, sample, function(processor, OutputStream.nullOutputStream()));
    } catch (InvocationTargetException e) {
      api.failInit(e.getCause());
      throw new IOException("the processor could not be made: " + e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    new PollLoop(api, function).run();
  }

  /** Goes through an invocation up to the socket, so that the first real one is like the others. */
  private static void rehearse(RuntimeApi api, byte[] payload, RecordFunction silent)
      throws IOException {
    for (int i = 0; i < REHEARSALS; i++) {
      api.rehearse(payload, new PollLoop(api, silent));
    }
  }

  private static RecordFunction function(RecordProcessor<?, ?> processor, OutputStream log) {
    return new RecordFunction(
        processor,
        new EnvelopeReader(),
        JSON,
        new RecordLog(new StandardOutputLines(log, System.getenv("QUARKUS_LOG_LEVEL"))),
        new ProcessExit());
  }

  private static String runtimeApi() throws IOException {
    String test = System.getProperty(TEST_API);
    String api = test == null ? System.getenv("AWS_LAMBDA_RUNTIME_API") : test;
    if (api == null) {
      throw new IOException(
          "AWS_LAMBDA_RUNTIME_API is not set: this is a Lambda function, see make run");
    }
    return api;
  }
}
