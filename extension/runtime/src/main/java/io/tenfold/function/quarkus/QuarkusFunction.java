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
      // Left to the thread's end, it would leave a process that polls no more.
      e.printStackTrace();
    }
    Quarkus.asyncExit(1);
  }

  private static void poll(RuntimeApi api) throws IOException {
    RecordHandler handler;
    try {
      // Waits until it has started.
      Application.currentApplication().start(new String[0]);
      handler = Arc.container().instance(RecordHandler.class).get();
    } catch (RuntimeException | Error e) {
      api.failInit(e);
      throw new IOException("Quarkus could not start: " + e.getMessage(), e);
    }
    handler.poll(api);
  }
}
