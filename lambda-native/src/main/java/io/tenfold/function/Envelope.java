package io.tenfold.function;

import java.util.Arrays;

/** One invocation's payload: the record's index, from 0, and its JSON in UTF-8. */
record Envelope(long index, byte[] record) {

  @Override
  public boolean equals(Object other) {
    return other instanceof Envelope that
        && index == that.index
        && Arrays.equals(record, that.record);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(index) * 31 + Arrays.hashCode(record);
  }

  /** Leaves the record out: its content does not belong into logs. */
  @Override
  public String toString() {
    return "Envelope[index=" + index + ", record=" + record.length + " bytes]";
  }
}
