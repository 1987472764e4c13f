package io.tenfold.local.asl.error;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A workflow definition that is wrong, or that uses what the local engine does not have. */
public final class DefinitionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Step Functions' code for a definition that is JSON, but none of the States Language. */
  public static final String SCHEMA = "SCHEMA_VALIDATION_FAILED";

  private final transient List<DefinitionFault> faults;

  /**
   * Takes where in the definition, for example {@code /States/Tally/Resource}, and what is wrong.
   */
  public DefinitionException(String location, String problem) {
    this(location, null, problem);
  }

  /**
   * Takes the code, too, that Step Functions has for it; the message is then worded as its is.
   *
   * @param location null for what is wrong with the workflow as a whole
   */
  public DefinitionException(String location, String code, String problem) {
    this(List.of(new DefinitionFault(location, code, problem)));
  }

  /** Takes all that is wrong, at least one fault; the message joins theirs as recorded on AWS. */
  public DefinitionException(List<DefinitionFault> faults) {
    super(faults.stream().map(DefinitionFault::message).collect(Collectors.joining(", ")));
    this.faults = List.copyOf(faults);
  }

  /** Returns all that is wrong. */
  public List<DefinitionFault> faults() {
    return faults;
  }

  /**
   * Returns all that is wrong for a person to read, each fault in a line of its own.
   *
   * @param subject what they are of, which the first line begins with
   */
  public List<String> lines(String subject) {
    if (faults.size() == 1) {
      return List.of(subject + ": " + getMessage());
    }
    List<String> lines = new ArrayList<>(List.of(subject + ":"));
    faults.forEach(fault -> lines.add("  " + fault.message()));
    return lines;
  }
}
