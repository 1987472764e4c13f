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

  @Option(
      names = "--max-concurrency",
      paramLabel = "N",
      description = "How many records are in flight at once, at most. Default: the workflow's, 10.")
  private Integer maxConcurrency;

  @Option(
      names = "--tolerate",
      paramLabel = "PERCENT",
      description =
          "How many percent of the records may fail before the run does. Default: the workflow's,"
              + " 50.")
  private Double tolerate;

  /** Returns how many records may be in flight, null for the workflow's number. */
  Integer concurrency() {
    if (maxConcurrency != null && (maxConcurrency < 1 || maxConcurrency > 10_000)) {
      throw wrong("--max-concurrency is " + maxConcurrency + " but must be from 1 to 10000");
    }
    return maxConcurrency;
  }

  /** Returns how many percent may fail, null for the workflow's number. */
  Double tolerated() {
    if (tolerate != null && !(tolerate >= 0 && tolerate <= 100)) {
      throw wrong("--tolerate is " + tolerate + " but must be from 0 to 100");
    }
    return tolerate;
  }

  private CommandLine.ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
