package io.tenfold.cli;

/** What the command's exit codes mean. */
final class ExitCode {
  /** The run SUCCEEDED. */
  static final int SUCCEEDED = 0;

  /** The run ended FAILED, TIMED_OUT or ABORTED. */
  static final int RUN_FAILED = 1;

  /** The command line is wrong; picocli's own code for it. */
  static final int USAGE = 2;

  /** Nothing was run: a file is missing, a package cannot be started, the workflow is wrong. */
  static final int ERROR = 3;

  /** Records are missing from the results, or are there more than once. */
  static final int RECORDS_LOST = 4;

  private ExitCode() {}
}
