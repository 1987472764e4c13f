package io.tenfold.function;

/** The processor's output can't be written as JSON: a fault of the processor, never tried again. */
public class UnwritableOutput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Takes the path in the output and the reason. */
  public UnwritableOutput(String message, Throwable cause) {
    super(message, cause);
  }
}
