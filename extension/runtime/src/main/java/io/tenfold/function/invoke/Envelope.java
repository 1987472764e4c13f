package io.tenfold.function.invoke;

import java.util.Arrays;
import java.util.Objects;

/**
 * One invocation's payload.
 *
 * @param index the record's, from 0
 * @param record its JSON in UTF-8
 * @param origin the batch that it was first tried in, or null where nobody said
 * @param textValues whether its values are texts, because its file is CSV
 */
record Envelope(long index, byte[] record, String origin, boolean textValues) {

  @Override
  public boolean equals(Object other) {
    return other instanceof Envelope that
        && index == that.index
        && Arrays.equals(record, that.record)
        && Objects.equals(origin, that.origin)
        && textValues == that.textValues;
  }

  @Override
  public int hashCode() {
    return Objects.hash(index, Arrays.hashCode(record), origin, textValues);
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
        + ", textValues="
        + textValues
        + "]";
  }
}
