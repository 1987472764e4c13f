package io.tenfold.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that bound a run. */
final class RunLimits {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private Integer maxConcurrency;
  private Double tolerate;

  /** Takes an option as it is read, so that a wrong number is refused before anything is done. */
  @Option(
      names = "--max-concurrency",
      paramLabel = "N",
      description = "How many records are in flight at once, at most. Default: the workflow's, 10.")
  private void setMaxConcurrency(int records) {
    if (records < 1 || records > 10_000) {
      throw wrong("--max-concurrency is " + records + " but must be from 1 to 10000");
    }
    maxConcurrency = records;
  }

  @Option(
      names = "--tolerate",
      paramLabel = "PERCENT",
      description =
          "How many percent of the records may fail before the run does. Default: the workflow's,"
              + " 50.")
  private void setTolerate(double percent) {
    if (!(percent >= 0 && percent <= 100)) {
      throw wrong("--tolerate is " + percent + " but must be from 0 to 100");
    }
    tolerate = percent;
  }

  /** Returns how many records may be in flight, null for the workflow's number. */
  Integer concurrency() {
    return maxConcurrency;
  }

  /** Returns how many percent may fail, null for the workflow's number. */
  Double tolerated() {
    return tolerate;
  }

  private CommandLine.ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
