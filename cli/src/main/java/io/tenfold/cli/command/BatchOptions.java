package io.tenfold.cli.command;

import io.tenfold.local.WorkflowBounds;
import io.tenfold.local.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how a run's records go to the function, and what goes with them. */
final class BatchOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private Integer batchSize;
  private final Map<String, String> parameters = new LinkedHashMap<>();

  /** Takes an option as it is read, so that a wrong one is refused before anything is done. */
  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description =
          "How many records one invocation of the function takes, at most; each still succeeds or"
              + " fails by itself. 1 to 1000. Default: the workflow's, 1.")
  private void setBatchSize(int records) {
    if (records < 1 || records > WorkflowBounds.BATCH_RECORDS) {
      throw wrong(
          "--batch-size is " + records + " but must be from 1 to " + WorkflowBounds.BATCH_RECORDS);
    }
    batchSize = records;
  }

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description =
          "A parameter of the run, which every record's RecordContext.parameters() has; may be"
              + " given several times.")
  private void setParameters(Map<String, String> given) {
    parameters.clear();
    parameters.putAll(given);
    if (parameters.containsKey("")) {
      throw wrong("--param needs a name before the =: --param date=2026-11-01");
    }
  }

  /**
   * Adds to an execution's input what was asked for; parameters that it has stay, unless they are
   * given again.
   */
  void addTo(Map<String, Object> input) {
    if (batchSize != null) {
      input.put("batchSize", batchSize);
    }
    if (!parameters.isEmpty()) {
      Map<Object, Object> all = new LinkedHashMap<>();
      if (input.get("parameters") instanceof Map<?, ?> before) {
        all.putAll(before);
      }
      all.putAll(parameters);
      int size = Json.write(all).length();
      if (size > WorkflowBounds.PARAMETERS_CHARACTERS) {
        throw wrong(
            String.format(
                "The parameters have %,d characters as JSON and may have %,d: every record is"
                    + " given them. Keep what is large in S3 and its key in a parameter.",
                size, WorkflowBounds.PARAMETERS_CHARACTERS));
      }
      input.put("parameters", all);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
