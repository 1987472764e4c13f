package io.tenfold.cli.cost;

/** The type of the workflow's child executions, which they are billed by. */
public enum ChildType {
  /** Billed by request, duration and memory; ends after five minutes. */
  EXPRESS,
  /** Billed by state transition. */
  STANDARD
}
