package io.tenfold.function.poll;

import io.tenfold.function.invoke.RecordFunction;
import java.io.IOException;
import java.util.Optional;

/** Takes one invocation after the other from Lambda and returns what the function makes of it. */
public final class PollLoop {
  // Where AWS's X-Ray SDK looks for it.
  private static final String TRACE = "com.amazonaws.xray.traceHeader";

  /** A few, since each costs microseconds. */
  private static final int REHEARSALS = 3;

  /** Fails before it gets anywhere near a processor, for those that have no sample. */
  private static final byte[] NO_ENVELOPE = {'[', ']'};

  private final RuntimeApi api;
  private final RecordFunction function;

  /** Takes where invocations come from, and what is done with them. */
  public PollLoop(RuntimeApi api, RecordFunction function) {
    this.api = api;
    this.function = function;
  }

  /**
   * Goes through invocations with a sample up to the socket, silently, so that the first real one
   * is like the others. If that fails, the first real one is only slower.
   */
  private void rehearse(Optional<byte[]> sample) {
    try {
      HttpConnection.rehearse();
      rehearseSilently(sample.orElse(NO_ENVELOPE));
    } catch (IOException | RuntimeException e) {
      // Errors are the processor's, and the function has made failures of them.
      function.rehearsalFailed(e);
    } finally {
      System.clearProperty(TRACE);
    }
  }

  private void rehearseSilently(byte[] payload) throws IOException {
    function.setRehearsing(true);
    try {
      for (int i = 0; i < REHEARSALS; i++) {
        api.rehearse(payload, this);
      }
    } finally {
      function.setRehearsing(false);
    }
  }

  /**
   * Rehearses with the payload of the processor's sample, if it has one, and then goes on until
   * Lambda ends the process.
   *
   * @throws IOException if the Runtime API does not answer any more
   */
  public void run(Optional<byte[]> sample) throws IOException {
    rehearse(sample);
    while (true) {
      once();
    }
  }

  /** Takes one invocation and returns its result or its failure. */
  void once() throws IOException {
    Invocation invocation = api.next();
    if (invocation.trace() != null) {
      System.setProperty(TRACE, invocation.trace());
    } else {
      // Or this record's calls would be told of as those of the one before.
      System.clearProperty(TRACE);
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
