package io.tenfold.local.jsonata.value;

/**
 * What is wrong with an expression, or went wrong in it, with the code that JSONata gives it, such
 * as {@code D3030}; errors that are JavaScript's own have none.
 */
public final class JsonataError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /** Takes JSONata's code, or null, and a sentence. */
  public JsonataError(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** Takes a sentence for an error that JSONata has no code for. */
  public JsonataError(String message) {
    this(null, message);
  }

  /** Returns JSONata's code, or null. */
  public String code() {
    return code;
  }
}
