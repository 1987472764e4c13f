package io.tenfold.local.lambda.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A function's process with all its descendants. */
public final class FunctionProcess {
  /** A process that a signal ended has 128 and the signal's number as its status. */
  private static final int SIGNALLED = 128;

  // The words of Go's syscall.Signal, in which Lambda's own supervisor reports them.
  private static final Map<Integer, String> SIGNALS =
      Map.ofEntries(
          Map.entry(1, "hangup"),
          Map.entry(2, "interrupt"),
          Map.entry(3, "quit"),
          Map.entry(4, "illegal instruction"),
          Map.entry(5, "trace/breakpoint trap"),
          Map.entry(6, "aborted"),
          Map.entry(7, "bus error"),
          Map.entry(8, "floating point exception"),
          Map.entry(9, "killed"),
          Map.entry(11, "segmentation fault"),
          Map.entry(13, "broken pipe"),
          Map.entry(14, "alarm clock"),
          Map.entry(15, "terminated"));

  private final Process process;
  private final OrphanReaper reaper;

  /** Takes a started process that the reaper already watches. */
  FunctionProcess(Process process, OrphanReaper reaper) {
    this.process = process;
    this.reaper = reaper;
  }

  /** Returns the process id, which is also its group's. */
  public long pid() {
    return process.pid();
  }

  /** Runs an action once the process has ended. */
  public void onExit(Runnable action) {
    // Also where Java finds no thread to tell it from: then on the thread that saw the end.
    process.onExit().whenComplete((ended, failure) -> action.run());
  }

  /** Returns the CPU time used so far, zero where the machine does not say. */
  public Duration cpuTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Asks the process to end (SIGTERM). */
  public void terminate() {
    process.destroy();
  }

  /** Kills the process and its descendants (SIGKILL) without waiting. */
  public void kill() {
    if (process.isAlive()) {
      List<ProcessHandle> descendants = process.descendants().toList();
      process.destroyForcibly();
      descendants.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /**
   * Kills what an ended process leaves of its group. To be called once, at its end: later its
   * number may be another process's.
   */
  public void killRest() {
    reaper.killGroup(process.pid());
  }

  /** Waits for the process's end, and returns whether it came within the time. */
  public boolean awaitExit(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Says of an ended process what Lambda does: {@code Runtime exited with error: exit status 1}.
   */
  public String exitMessage() {
    int status = process.isAlive() ? 0 : process.exitValue();
    if (status == 0) {
      return "Runtime exited without providing a reason";
    }
    int signal = status - SIGNALLED;
    return "Runtime exited with error: "
        + (signal > 0 && signal < 32
            ? "signal: " + SIGNALS.getOrDefault(signal, "signal " + signal)
            : "exit status " + status);
  }
}
