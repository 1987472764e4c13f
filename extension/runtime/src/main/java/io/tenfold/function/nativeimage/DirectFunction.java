package io.tenfold.function.nativeimage;

import io.tenfold.function.RecordProcessor;
import io.tenfold.function.invoke.RecordFunction;
import io.tenfold.function.invoke.RecordGuard;
import io.tenfold.function.json.RecordJson;
import io.tenfold.function.log.LogLines;
import io.tenfold.function.log.RecordLog;
import io.tenfold.function.poll.PollLoop;
import io.tenfold.function.poll.RuntimeApi;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

/**
 * The native function without Quarkus at run time: makes the processor, primes it and polls.
 *
 * <p>What is {@link Selected} is computed while the image is built, where Quarkus knows the
 * processor and its types; the binary has these values alone, and nothing of what worked them out.
 */
final class DirectFunction {
  private DirectFunction() {}

  /** Runs until Lambda ends the process. */
  static void run() {
    try {
      poll(
          RuntimeApi.ofEnvironment(),
          Selected.PROCESSOR,
          Selected.GUARD,
          Selected.JSON,
          SelectedLog.into(new FileOutputStream(FileDescriptor.out)));
    } catch (IOException e) {
      System.err.println(e.getMessage());
    } catch (RuntimeException | Error e) {
      e.printStackTrace();
    } finally {
      // Also where the exception can't be printed: left to main's end, a thread of the processor's
      // would keep a process that polls no more. Not System.exit: there is nothing to shut down.
      Runtime.getRuntime().halt(1);
    }
  }

  /**
   * Makes the processor, and the guard if there is one, and takes invocations until Lambda ends the
   * process; the log goes to {@code log}.
   *
   * @param guard null for none
   * @throws IOException if the processor could not be made, or the Runtime API does not answer any
   *     more
   */
  static void poll(
      RuntimeApi api, Constructor<?> processor, Constructor<?> guard, RecordJson json, LogLines log)
      throws IOException {
    RecordFunction function;
    try {
      function = function((RecordProcessor<?, ?>) processor.newInstance(), guard, json, log);
    } catch (InvocationTargetException e) {
      api.failInit(e.getCause());
      throw new IOException("the processor could not be made: " + e.getCause());
    } catch (LinkageError e) {
      // The processor's static initialisers, or a class that is not there.
      boolean initialiser = e instanceof ExceptionInInitializerError && e.getCause() != null;
      api.failInit(initialiser ? e.getCause() : e);
      throw new IOException("the processor could not be made: " + e, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    new PollLoop(api, function).run(function.prime());
  }

  private static RecordFunction function(
      RecordProcessor<?, ?> processor, Constructor<?> guard, RecordJson json, LogLines lines)
      throws ReflectiveOperationException {
    RecordLog log = new RecordLog(lines);
    return guard == null
        ? new RecordFunction(processor, json, log)
        : new RecordFunction(processor, json, log, (RecordGuard) guard.newInstance());
  }

  private static final class Selected {
    static final Constructor<?> PROCESSOR = SelectedProcessor.named().constructor();
    static final Constructor<?> GUARD = SelectedGuard.constructor().orElse(null);
    // With databind, it has looked at every type by then, and the first record finds that done.
    static final RecordJson JSON = SelectedProcessor.named().json();
  }
}
