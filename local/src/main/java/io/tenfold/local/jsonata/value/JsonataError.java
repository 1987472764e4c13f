package io.tenfold.local.jsonata.value;

/**
 * What is wrong with an expression, or went wrong in it, with the code that JSONata gives it, such
 * as {@code D3030}; errors that are JavaScript's own have none.
 */
public final class JsonataError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final boolean ofLimit;

  /** Takes JSONata's code, or null, and a sentence. */
  public JsonataError(String code, String message) {
    this(code, message, false);
  }

  private JsonataError(String code, String message, boolean ofLimit) {
    super(message, null, false, false);
    this.code = code;
    this.ofLimit = ofLimit;
  }

  /** Takes a sentence for an error that JSONata has no code for. */
  public JsonataError(String message) {
    this(null, message);
  }

  /** Makes the error of an evaluation that takes too much memory, in Step Functions' words. */
  public static JsonataError ofMemory() {
    return new JsonataError(
        null,
        "Expression evaluation memory limit exceeded: Check for excessive memory usage",
        true);
  }

  /** Tells whether the evaluation was ended, rather than that the expression is wrong. */
  public boolean ofLimit() {
    return ofLimit;
  }

  /** Returns JSONata's code, or null. */
  public String code() {
    return code;
  }
}
