package io.tenfold.function;

/**
 * Stands for a {@link java.lang.Error} that a processor threw, such as a stack overflow: Quarkus'
 * poll loop catches exceptions only, and an error would silently end the loop.
 */
public class ProcessorError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Takes the error, whose class name becomes the start of the message. */
  public ProcessorError(Error error) {
    super(description(error), error);
  }

  // The error's message is code of the processor's, too, and may fail in its turn.
  private static String description(Error error) {
    try {
      return error.toString();
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError again) {
      return error.getClass().getName();
    }
  }
}
