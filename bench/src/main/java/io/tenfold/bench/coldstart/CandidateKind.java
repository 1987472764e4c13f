package io.tenfold.bench.coldstart;

/** What can be compared. */
enum CandidateKind {
  /** This project's function as a native binary. */
  NATIVE,
  /** Another native package of it, built with other options or another processor. */
  VARIANT,
  /** This project's function on a Java virtual machine. */
  JVM,
  /** The same with an archive of its loaded classes. */
  JVM_CACHE,
  /** The plain Quarkus template as a native binary: the reference. */
  TEMPLATE,
  /** A function on Node.js. */
  NODE,
  /** The least client there can be, in C. */
  FLOOR
}
