package io.tenfold.function;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Stands for what a processor threw and no caller can deal with: a {@link java.lang.Error} such as
 * a stack overflow, since Quarkus' poll loop catches exceptions only, and an exception whose own
 * message, text or causes fail, since whoever reports it would. Either would silently end the loop.
 */
public class ProcessorError extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MOST_CAUSES = 100;

  /**
   * Takes what was thrown, whose class name becomes the start of the message; it is the cause
   * unless it can't be reported.
   */
  public ProcessorError(Throwable thrown) {
    this(thrown, isReportable(thrown));
  }

  private ProcessorError(Throwable thrown, boolean reportable) {
    super(reportable ? thrown.toString() : thrown.getClass().getName(), reportable ? thrown : null);
    if (!reportable) {
      setStackTrace(stackOf(thrown));
    }
  }

  /** Tells whether message, text and causes can be had: they are code of the processor's, too. */
  public static boolean isReportable(Throwable thrown) {
    try {
      Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
      for (Throwable each = thrown; each != null && seen.add(each); each = each.getCause()) {
        each.getMessage();
        each.toString();
        if (!isWhole(each.getStackTrace()) || seen.size() > MOST_CAUSES) {
          return false;
        }
      }
      return true;
    } catch (Throwable again) {
      return survived(again, false);
    }
  }

  /**
   * Tells whether it is the virtual machine that is broken, which a stack overflow leaves whole.
   */
  public static boolean isOfTheMachine(Throwable thrown) {
    return thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError);
  }

  /**
   * Returns a value in place of what failed with this.
   *
   * @throws VirtualMachineError this, where it is of the machine
   */
  public static <T> T survived(Throwable again, T instead) {
    if (isOfTheMachine(again)) {
      throw (VirtualMachineError) again;
    }
    return instead;
  }

  private static boolean isWhole(StackTraceElement[] stack) {
    return stack != null && !Arrays.asList(stack).contains(null);
  }

  private StackTraceElement[] stackOf(Throwable thrown) {
    try {
      StackTraceElement[] stack = thrown.getStackTrace();
      return isWhole(stack) ? stack : getStackTrace();
    } catch (Throwable again) {
      return survived(again, getStackTrace());
    }
  }
}
