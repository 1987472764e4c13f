package io.tenfold.cli.console;

/** What the command's exit codes mean. */
public final class ExitCode {
  /** The run SUCCEEDED. */
  public static final int SUCCEEDED = 0;

  /** The run ended FAILED, TIMED_OUT or ABORTED. */
  public static final int RUN_FAILED = 1;

  /** The command line is wrong; picocli's own code for it. */
  public static final int USAGE = 2;

  /**
   * Nothing was run: a file is missing, a package cannot be started, the workflow is wrong. Or what
   * there is to say could not be written.
   */
  public static final int ERROR = 3;

  /** Records are missing from the results, or are there more than once. */
  public static final int RECORDS_LOST = 4;

  /** Who read the output has had enough: as a program ends that SIGPIPE ended. */
  public static final int CLOSED_PIPE = 141;

  private ExitCode() {}
}
