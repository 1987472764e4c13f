package io.tenfold.cli.batch.embedded;

import java.time.Instant;
import java.util.Optional;

/** A process by its id and its start: the id alone may be someone else's by now. */
public record ProcessIdentity(long pid, String start) {

  /** Returns this process. */
  public static ProcessIdentity ofThisProcess() {
    ProcessHandle self = ProcessHandle.current();
    return new ProcessIdentity(self.pid(), startOf(self));
  }

  /** Returns the process, if it is still the one. */
  public Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> startOf(process).equals(start));
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }
}
