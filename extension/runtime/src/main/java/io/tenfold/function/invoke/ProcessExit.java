package io.tenfold.function.invoke;

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
}
