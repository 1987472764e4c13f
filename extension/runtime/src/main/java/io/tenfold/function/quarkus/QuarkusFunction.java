package io.tenfold.function.quarkus;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.Quarkus;
import io.tenfold.function.poll.RuntimeApi;
import java.io.IOException;

/** The native function with Quarkus at run time, which makes the processor; polled for here. */
final class QuarkusFunction {
  private QuarkusFunction() {}

  /** Polls, in a thread of its own, as soon as Quarkus has started. */
  static void start() {
    Thread thread = new Thread(QuarkusFunction::run, "Lambda Thread");
    thread.setDaemon(true);
    thread.start();
  }

  private static void run() {
    try {
      poll(RuntimeApi.ofEnvironment());
    } catch (IOException e) {
      System.err.println(e.getMessage());
    } catch (RuntimeException | Error e) {
      e.printStackTrace();
    } finally {
      // Left to the thread's end, it would leave a process that polls no more.
      Quarkus.asyncExit(1);
    }
  }

  private static void poll(RuntimeApi api) throws IOException {
    try {
      // Waits until it has started.
      Application.currentApplication().start(new String[0]);
    } catch (RuntimeException e) {
      // It knows only that Quarkus is stopping; why, StartFailure says.
      throw new IOException("Quarkus could not start", e);
    }
    Arc.container().instance(RecordHandler.class).get().poll(api);
  }
}
