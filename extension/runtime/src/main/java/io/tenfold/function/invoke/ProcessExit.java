package io.tenfold.function.invoke;

import io.tenfold.function.ProcessorError;
import io.tenfold.function.log.RecordLog;

/**
 * Ends a process whose virtual machine is broken, out of memory above all, so that Lambda starts
 * another instead of keeping one that no longer polls.
 */
class ProcessExit {
  /** Says why on standard error and ends the process at once. */
  void now(VirtualMachineError reason) {
    System.err.println(reason.getClass().getName());
    Runtime.getRuntime().halt(1);
  }

  /**
   * Returns what a record fails with whose work ended with this: an exception as it is, an error of
   * the processor's, and an exception that can't be reported, as a {@link ProcessorError}.
   *
   * <p>An error of the virtual machine's ends the process, after the record's line. Lambda is not
   * told the error's name: it says {@code Runtime.ExitError} of the record, as it does of the
   * native executable, which ends before anything here could run. One fault has one name, wherever
   * it happens.
   */
  Exception survived(Throwable thrown, RecordLog.Written line) {
    if (ProcessorError.isOfTheMachine(thrown)) {
      VirtualMachineError broken = (VirtualMachineError) thrown;
      try {
        line.failed(broken);
      } finally {
        now(broken); // Also where there was no memory for the line.
      }
      throw broken;
    }
    // A stack overflow, unwound, has broken nothing, though it counts as the machine's.
    return thrown instanceof Exception exception && ProcessorError.isReportable(exception)
        ? exception
        : new ProcessorError(thrown);
  }
}
