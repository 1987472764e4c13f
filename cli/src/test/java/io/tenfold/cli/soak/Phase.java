package io.tenfold.cli.soak;

/**
 * One command's part of a run: where the ledger was when it began and when all its processes were
 * gone, and how the command came to its end.
 *
 * @param endedMillis when the engine ended, in milliseconds of the clock
 * @param disturbance what befell it, NONE if its moment never came
 * @param kills how many of the function's processes were killed from outside
 */
record Phase(
    long from, long to, long endedMillis, Disturbance disturbance, int kills, Ended ended) {

  /** Returns whether the engine was killed, so that what it had not written yet is unknown. */
  boolean died() {
    return disturbance == Disturbance.KILL_ENGINE && ended.exitCode() == 137;
  }

  /** Returns whether the engine was asked to stop. */
  boolean stopped() {
    return disturbance == Disturbance.INTERRUPT || disturbance == Disturbance.TERMINATE;
  }
}
