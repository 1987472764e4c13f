package io.tenfold.cli.batch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The workflow that a run executes, and how far it is in it.
 *
 * @param definition the state machine's, as text; placeholders may be in it
 * @param visits the states that the run has been in, by their names
 * @param function what ran the records, null if it is not known
 */
public record RunWorkflow(
    String definition, Map<String, StateVisits.Visit> visits, Function function) {

  /**
   * The function of a run.
   *
   * @param name its ARN, or its name on this machine
   * @param memoryMegabytes null if it is not known
   * @param packaged what was run: a path and the kind of package; null if it is not known
   * @param version what the package was built from, null if it is not known
   * @param logs where its logs are: a folder, or a link into the console; null if neither is
   */
  public record Function(
      String name, Integer memoryMegabytes, String packaged, String version, String logs) {

    /** Returns the function as JSON has it, by these names but {@code package}. */
    public Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", name);
      json.put("memoryMegabytes", memoryMegabytes);
      json.put("package", packaged);
      json.put("version", version);
      json.put("logs", logs);
      return json;
    }
  }
}
