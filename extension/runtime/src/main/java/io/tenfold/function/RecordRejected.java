package io.tenfold.function;

/**
 * The record is wrong and will stay wrong: it fails at once, under this class's name, and is not
 * tried again.
 */
public class RecordRejected extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Takes what is wrong, for whoever owns the record: {@code lines[2].quantity: must be …}. */
  public RecordRejected(String message) {
    // No stack trace: this is a verdict on the data, there may be thousands, and nobody debugs it.
    super(message, null, false, false);
  }

  /** Takes the field's path and what is wrong with it, and joins them. */
  public RecordRejected(String field, String problem) {
    this(field + ": " + problem);
  }
}
