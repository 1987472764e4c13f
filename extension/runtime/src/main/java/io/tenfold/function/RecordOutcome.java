package io.tenfold.function;

import java.util.Objects;

/**
 * What became of one record of a {@link BatchProcessor}'s.
 *
 * @param <O> the output's type
 */
public sealed interface RecordOutcome<O> {

  /** The record has its output, null for none. */
  record Succeeded<O>(O output) implements RecordOutcome<O> {}

  /**
   * The record failed, under the exception's class name, just as if {@link RecordProcessor#process}
   * had thrown it: after a {@link TransientFailure} it is tried again.
   */
  record Failed<O>(Exception reason) implements RecordOutcome<O> {
    /** Takes the reason, which is never null. */
    public Failed {
      Objects.requireNonNull(reason, "the reason why a record failed is null");
    }
  }

  /** Returns the outcome of a record that has this output, {@code null} for none. */
  static <O> RecordOutcome<O> succeeded(O output) {
    return new Succeeded<>(output);
  }

  /**
   * Returns the outcome of a record that failed with this.
   *
   * @throws NullPointerException if the reason is null
   */
  static <O> RecordOutcome<O> failed(Exception reason) {
    return new Failed<>(reason);
  }
}
