package io.tenfold.function.invoke;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * One record as it is sent: an invocation's payload, or an item of one.
 *
 * @param index the record's, from 0
 * @param record its JSON in UTF-8, or null where it is beyond what the function reads
 * @param origin the batch that it was first tried in, or null where nobody said
 * @param textValues whether its values are texts, because its file is CSV
 * @param parameters the run's, empty where there are none or where its batch has them
 */
record Envelope(
    long index, byte[] record, String origin, boolean textValues, Map<String, String> parameters)
    implements Payload {

  /** Returns it with its record given up. */
  Envelope withoutRecord() {
    return new Envelope(index, null, origin, textValues, parameters);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Envelope that
        && index == that.index
        && Arrays.equals(record, that.record)
        && Objects.equals(origin, that.origin)
        && textValues == that.textValues
        && parameters.equals(that.parameters);
  }

  @Override
  public int hashCode() {
    return Objects.hash(index, Arrays.hashCode(record), origin, textValues, parameters);
  }

  /** Leaves the record out: its content does not belong into logs. */
  @Override
  public String toString() {
    return "Envelope[index="
        + index
        + ", record="
        + (record == null ? "unreadable" : record.length + " bytes")
        + ", origin="
        + origin
        + ", textValues="
        + textValues
        + "]";
  }
}
