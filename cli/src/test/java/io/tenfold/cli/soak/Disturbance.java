package io.tenfold.cli.soak;

/** What befalls a run from outside of its function. */
enum Disturbance {
  /** Nothing: every record's fate is its own. */
  NONE(false),
  /** kill -9 of the engine, at a position of the ledger or a moment. */
  KILL_ENGINE(true),
  /** SIGINT, as Ctrl-C sends it. */
  INTERRUPT(true),
  /** SIGTERM, as {@code tenfold stop} sends it. */
  TERMINATE(true),
  /** SIGSTOP, and SIGCONT later than the function's timeout. */
  PAUSE_ENGINE(true),
  /** No file may grow past a size, which stands in for a full disk; lifted before the resume. */
  FILE_SIZE(true),
  /** So few descriptors that not every process can be started. */
  DESCRIPTORS(true),
  /** kill -9 of the helper shell that prevents orphans. */
  KILL_HELPER(true),
  /** The folder of the executions' files becomes a file while the run goes on. */
  EXECUTIONS_UNWRITABLE(false),
  /** The folder of the executions' files is deleted while the run goes on. */
  EXECUTIONS_DELETED(false),
  /** The queue's folder becomes a file. */
  QUEUE_UNWRITABLE(false),
  /** The file of records is replaced, the caller's and the bucket's. */
  INPUT_REPLACED(false),
  /** A part of the bucket's file that is not read yet is overwritten where it is. */
  INPUT_DAMAGED(false),
  /** The folder of the function's logs becomes a file. */
  LOGS_UNWRITABLE(false),
  /** kill -9 of the function's processes. */
  KILL_FUNCTIONS(false),
  /** The folder of the results is deleted while they are written. */
  RESULTS_DELETED(false);

  private final boolean ownProcess;

  Disturbance(boolean ownProcess) {
    this.ownProcess = ownProcess;
  }

  /** Returns whether the run needs an engine in a process of its own. */
  boolean ownProcess() {
    return ownProcess;
  }

  /** Returns whether it ends the engine before its run is over. */
  boolean endsTheEngine() {
    return this == KILL_ENGINE || this == INTERRUPT || this == TERMINATE;
  }
}
