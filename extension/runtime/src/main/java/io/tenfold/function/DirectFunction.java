package io.tenfold.function;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

/**
 * The native function without Quarkus at run time: makes the processor, primes it and polls.
 *
 * <p>The fields are computed while the image is built, where Quarkus knows the processor and its
 * types; the binary has their values alone, and nothing of what worked them out.
 */
final class DirectFunction {
  private static final Constructor<?> PROCESSOR = SelectedProcessor.named().constructor();
  private static final StreamedJson JSON = SelectedProcessor.named().json().orElse(null);

  private DirectFunction() {}

  /** Runs until Lambda ends the process. */
  static void run() {
    try {
      poll(RuntimeApi.ofEnvironment());
    } catch (IOException e) {
      System.err.println(e.getMessage());
    }
    // Not System.exit: there is nothing to shut down, and a processor's threads may be running.
    Runtime.getRuntime().halt(1);
  }

  private static void poll(RuntimeApi api) throws IOException {
    PollLoop loop;
    try {
      RecordFunction function = function((RecordProcessor<?, ?>) PROCESSOR.newInstance());
      loop = new PollLoop(api, function);
      loop.rehearse(function.prime());
    } catch (InvocationTargetException e) {
      api.failInit(e.getCause());
      throw new IOException("the processor could not be made: " + e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    loop.run();
  }

  private static RecordFunction function(RecordProcessor<?, ?> processor) {
    return new RecordFunction(
        processor,
        new EnvelopeReader(),
        JSON,
        new RecordLog(StandardOutputLines.into(new FileOutputStream(FileDescriptor.out))),
        new ProcessExit());
  }
}
