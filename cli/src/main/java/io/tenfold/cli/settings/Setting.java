package io.tenfold.cli.settings;

import java.util.Locale;

/** What a project or an environment says once, so that no command line has to. */
public enum Setting {
  /** The function's package: a zip, or a folder with its content. */
  FUNCTION,
  /** The folder of the Maven module that builds the function, whose packages are taken. */
  MODULE,
  /** The state machine's definition, a file. */
  WORKFLOW,
  /** Where the runs on this machine are kept. */
  FOLDER,
  /** The function's memory on this machine, in MB. */
  MEMORY,
  /** How long one invocation may take on this machine, in seconds. */
  TIMEOUT,
  /** A file of variables for the function's environment on this machine. */
  ENV_FILE,
  /** The AWS that the function has on this machine: up, own or an endpoint's URL. */
  AWS,
  /** What the files of records are: json, jsonl or csv. */
  FORMAT,
  /** What stands between two fields of a CSV file, such as semicolon. */
  DELIMITER,
  /** The columns of a CSV file that has no row of headers, as a row of it. */
  HEADERS,
  /** The way to the array in a JSON file, a JSON Pointer. */
  ITEMS,
  /** The folder where the stack was applied. */
  TERRAFORM,
  /** The ARN of the stack's state machine. */
  STATE_MACHINE_ARN,
  /** The name of the stack's bucket. */
  BUCKET,
  /** The URL of the stack's queue of failed runs. */
  QUEUE_URL,
  /** The prefix, with a slash at its end, that files are uploaded under. */
  INPUT_PREFIX,
  /** The prefix, with a slash at its end, that results are written under. */
  RESULTS_PREFIX;

  /** Returns its name in {@code tenfold.properties}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the environment variable that decides where it is set. */
  public String variable() {
    return "TENFOLD_" + name();
  }
}
