package io.tenfold.function.invoke;

import java.util.Arrays;
import java.util.Objects;

/**
 * One invocation's payload: the record's index, from 0, its JSON in UTF-8, and the batch that it
 * was first tried in, or null where nobody said.
 */
record Envelope(long index, byte[] record, String origin) {

  @Override
  public boolean equals(Object other) {
    return other instanceof Envelope that
        && index == that.index
        && Arrays.equals(record, that.record)
        && Objects.equals(origin, that.origin);
  }

  @Override
  public int hashCode() {
    return Objects.hash(index, Arrays.hashCode(record), origin);
  }

  /** Leaves the record out: its content does not belong into logs. */
  @Override
  public String toString() {
    return "Envelope[index="
        + index
        + ", record="
        + record.length
        + " bytes, origin="
        + origin
        + "]";
  }
}
