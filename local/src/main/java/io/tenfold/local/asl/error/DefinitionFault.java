package io.tenfold.local.asl.error;

/**
 * One thing that is wrong with a workflow definition, or that the local engine does not have.
 *
 * @param location where it is, as a path of names such as {@code /States/Tally/Resource}, empty for
 *     the outermost object; null for what is wrong with the workflow as a whole
 * @param code Step Functions' code for it; null where it has none
 * @param problem what is wrong, without where
 */
public record DefinitionFault(String location, String code, String problem) {

  /** Says what is wrong and where; where there is a code, as Step Functions does. */
  public String message() {
    String at = "".equals(location) ? "/" : location;
    return code == null ? at + ": " + problem : code + ": " + problem + " at " + at;
  }
}
