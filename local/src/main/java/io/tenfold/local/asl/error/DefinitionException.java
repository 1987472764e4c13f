package io.tenfold.local.asl.error;

/** A workflow definition that is wrong, or that uses what the local engine does not have. */
public final class DefinitionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String location;

  /**
   * Takes where in the definition, for example {@code /States/Tally/Resource}, and what is wrong.
   */
  public DefinitionException(String location, String problem) {
    super((location.isEmpty() ? "/" : location) + ": " + problem);
    this.location = location;
  }

  /** Returns where in the definition the problem is, as a path of names. */
  public String location() {
    return location;
  }
}
