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
  /** A client of the Runtime API on Go's net/http. */
  GO,
  /** A client of the Runtime API in Rust. */
  RUST,
  /** The least client there can be, in C. */
  FLOOR,
  /** A processor as teams have them, on this project's extension, as a native binary. */
  PROCESSOR,
  /** The same work in the plain Quarkus template with the same dependencies: its reference. */
  PROCESSOR_PLAIN
}
