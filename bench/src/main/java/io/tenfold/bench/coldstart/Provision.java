package io.tenfold.bench.coldstart;

/** A candidate that can be started, or why it cannot. */
sealed interface Provision {

  /** A candidate that can be started. */
  record Ready(Candidate candidate) implements Provision {}

  /** A candidate that this machine lacks something for. */
  record Missing(CandidateKind kind, String reason) implements Provision {}
}
