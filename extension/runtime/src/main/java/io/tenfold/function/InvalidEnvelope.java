package io.tenfold.function;

/**
 * The invocation's payload is neither {@code {"index": 17, "record": …, "origin": …}} nor a batch
 * of these, {@code {"BatchInput": …, "Items": […]}}: a fault of whoever invoked the function, not
 * of a record, and never tried again.
 */
public class InvalidEnvelope extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Takes what is wrong and where: a field's name, or a line and column. */
  public InvalidEnvelope(String message) {
    super(message, null, false, false);
  }
}
