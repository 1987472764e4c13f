package io.tenfold.local.asl.error;

/** A workflow definition that is wrong, or that uses what the local engine does not have. */
public final class DefinitionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Step Functions' code for a definition that is JSON, but none of the States Language. */
  public static final String SCHEMA = "SCHEMA_VALIDATION_FAILED";

  private final String location;
  private final String code;
  private final String problem;

  /**
   * Takes where in the definition, for example {@code /States/Tally/Resource}, and what is wrong.
   */
  public DefinitionException(String location, String problem) {
    super((location.isEmpty() ? "/" : location) + ": " + problem);
    this.location = location;
    this.code = null;
    this.problem = problem;
  }

  /**
   * Takes the code, too, that Step Functions has for it; the message is then worded as its is.
   *
   * @param location null for what is wrong with the workflow as a whole
   */
  public DefinitionException(String location, String code, String problem) {
    super(code + ": " + problem + " at " + ("".equals(location) ? "/" : location));
    this.location = location;
    this.code = code;
    this.problem = problem;
  }

  /**
   * Returns where in the definition the problem is, as a path of names; null where it is in the
   * workflow as a whole.
   */
  public String location() {
    return location;
  }

  /** Returns Step Functions' code for it, or null. */
  public String code() {
    return code;
  }

  /** Returns what is wrong, without where. */
  public String problem() {
    return problem;
  }
}
