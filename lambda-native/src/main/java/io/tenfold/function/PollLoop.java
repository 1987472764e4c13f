package io.tenfold.function;

import java.io.IOException;

/** Takes one invocation after the other from Lambda and returns what the function makes of it. */
final class PollLoop {
  // Where AWS's X-Ray SDK looks for it.
  private static final String TRACE = "com.amazonaws.xray.traceHeader";

  private final RuntimeApi api;
  private final RecordFunction function;

  PollLoop(RuntimeApi api, RecordFunction function) {
    this.api = api;
    this.function = function;
  }

  /**
   * Goes on until Lambda ends the process.
   *
   * @throws IOException if the Runtime API does not answer any more
   */
  void run() throws IOException {
    while (true) {
      once();
    }
  }

  /** Takes one invocation and returns its result or its failure. */
  void once() throws IOException {
    Invocation invocation = api.next();
    if (invocation.trace() != null) {
      System.setProperty(TRACE, invocation.trace());
    }
    byte[] result;
    try {
      result = function.apply(invocation.payload(), invocation.id(), invocation.deadline());
    } catch (Exception e) {
      api.fail(invocation, e);
      return;
    }
    api.respond(invocation, result);
  }
}
